import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsCommandError, EXIT } from './errors.ts';
import { members, requiredMembers } from './shapes.ts';

export type BinaryFormat = 'base64' | 'raw-in-base64-out';

/**
 * Checks parameters against an operation's input and turns them into what the SDK serialises: dates, byte arrays.
 * Texts in place of bytes are base64 unless `binary` says raw. Throws an `AwsCommandError` that lists every fault.
 */
export function readInput(
  schema: NormalizedSchema,
  parameters: Readonly<Record<string, unknown>>,
  binary: BinaryFormat,
): Record<string, unknown> {
  const faults: string[] = [];
  const read = new Reader(faults, binary).structure(schema, parameters, '');
  if (faults.length > 0) throw new AwsCommandError(EXIT.badUsage, `Parameter validation failed:\n${faults.join('\n')}`);
  return read;
}

class Reader {
  readonly #faults: string[];
  readonly #binary: BinaryFormat;

  constructor(faults: string[], binary: BinaryFormat) {
    this.#faults = faults;
    this.#binary = binary;
  }

  structure(schema: NormalizedSchema, value: Readonly<Record<string, unknown>>, path: string): Record<string, unknown> {
    const known = new Map(members(schema));
    for (const name of requiredMembers(schema)) {
      if (value[name] === undefined) this.#faults.push(`Missing required parameter in ${path || 'input'}: "${name}"`);
    }
    const read: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(value)) {
      const member = known.get(name);
      if (member === undefined) {
        this.#faults.push(`Unknown parameter in ${path || 'input'}: "${name}", must be one of: ${[...known.keys()].join(', ')}`);
      } else if (item !== undefined) {
        read[name] = this.#value(member, item, path === '' ? name : `${path}.${name}`);
      }
    }
    return read;
  }

  #value(schema: NormalizedSchema, value: unknown, path: string): unknown {
    if (schema.isDocumentSchema()) return value;
    if (schema.isStructSchema()) return isRecord(value) ? this.structure(schema, value, path) : this.#wrong(path, value, "<class 'dict'>");
    if (schema.isMapSchema()) return isRecord(value) ? this.#map(schema, value, path) : this.#wrong(path, value, "<class 'dict'>");
    if (schema.isListSchema()) {
      if (!Array.isArray(value)) return this.#wrong(path, value, "<class 'list'>, <class 'tuple'>");
      return value.map((item, index) => this.#value(schema.getValueSchema(), item, `${path}[${index}]`));
    }
    if (schema.isBooleanSchema()) return typeof value === 'boolean' ? value : this.#wrong(path, value, "<class 'bool'>");
    if (schema.isNumericSchema()) return typeof value === 'number' ? value : this.#wrong(path, value, "<class 'int'>");
    if (schema.isBigIntegerSchema()) return typeof value === 'number' ? BigInt(value) : value;
    if (schema.isTimestampSchema()) return this.#timestamp(value, path);
    if (schema.isBlobSchema()) return this.#blob(value, path);
    return typeof value === 'string' ? value : this.#wrong(path, value, "<class 'str'>");
  }

  #map(schema: NormalizedSchema, value: Record<string, unknown>, path: string): Record<string, unknown> {
    const item = schema.getValueSchema();
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#value(item, one, `${path}.${key}`)]));
  }

  /** Seconds since 1970 or ISO 8601; a text without a zone is in UTC. */
  #timestamp(value: unknown, path: string): unknown {
    const seconds =
      typeof value === 'number' ? value : typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
    if (seconds !== undefined) return new Date(seconds * 1000);
    if (typeof value === 'string') {
      const date = new Date(/T[\d:.]+$/.test(value) ? `${value}Z` : value);
      if (!Number.isNaN(date.getTime())) return date;
    }
    return this.#wrong(path, value, "<class 'datetime.datetime'>, timestamp-string");
  }

  #blob(value: unknown, path: string): unknown {
    if (value instanceof Uint8Array) return value;
    if (typeof value !== 'string') return this.#wrong(path, value, "<class 'bytes'>, <class 'bytearray'>, file-like object");
    if (this.#binary === 'raw-in-base64-out') return Buffer.from(value);
    // Like Python's decoder: what is no base64 character is passed over, but the rest must come out even.
    const digits = value.replace(/[^A-Za-z0-9+/=]/g, '');
    if (digits.replace(/=+$/, '').length % 4 === 1 || digits.length % 4 !== 0) {
      throw new AwsCommandError(EXIT.other, `Invalid base64: "${value}"`);
    }
    return Buffer.from(digits, 'base64');
  }

  #wrong(path: string, value: unknown, expected: string): undefined {
    this.#faults.push(`Invalid type for parameter ${path}, value: ${shown(value)}, type: ${pythonType(value)}, valid types: ${expected}`);
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function shown(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The AWS CLI names types as Python does. */
function pythonType(value: unknown): string {
  if (value === null) return "<class 'NoneType'>";
  if (Array.isArray(value)) return "<class 'list'>";
  if (typeof value === 'boolean') return "<class 'bool'>";
  if (typeof value === 'number') return Number.isInteger(value) ? "<class 'int'>" : "<class 'float'>";
  return typeof value === 'string' ? "<class 'str'>" : "<class 'dict'>";
}
