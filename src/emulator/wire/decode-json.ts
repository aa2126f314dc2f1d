import { AwsError } from './aws-error.ts';
import { readScalar, ScalarError, setOwn } from './scalars.ts';
import type { Member, Shape, StructureShape } from './shape.ts';

const MAX_DEPTH = 100;

/**
 * Reads the input of a JSON protocol's operation. Unknown members are ignored, as AWS does.
 * Throws AwsError `SerializationException`.
 */
export function decodeJsonInput(shape: StructureShape, body: Uint8Array): object {
  const value = parseJsonBody(body);
  if (value === undefined) return {};
  if (!isRecord(value)) throw serializationError(`Start of structure or map expected, got ${kindOf(value)}`);
  return readStructure(shape, value, 0);
}

/** The JSON value of a body, undefined for an empty one. */
export function parseJsonBody(body: Uint8Array): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw serializationError(cause instanceof SyntaxError ? 'The body is not valid JSON' : 'The body is not valid UTF-8');
  }
}

/** A value of a JSON body by its shape. */
export function readJsonValue(member: Member, value: unknown, depth = 0): unknown {
  const { shape } = member;
  if (depth > MAX_DEPTH) throw serializationError(`At most ${MAX_DEPTH} nested values are taken`);
  switch (shape.kind) {
    case 'structure':
      if (!isRecord(value)) throw unexpected(value, 'a structure');
      return readStructure(shape, value, depth + 1);
    case 'list':
      if (!Array.isArray(value)) throw unexpected(value, 'a list');
      return value.map((item) => (item === null ? null : readJsonValue(shape.member, item, depth + 1)));
    case 'map': {
      if (!isRecord(value)) throw unexpected(value, 'a map');
      const read = {};
      for (const [key, item] of Object.entries(value))
        setOwn(read, key, item === null ? null : readJsonValue(shape.value, item, depth + 1));
      return read;
    }
    default:
      return readSimple(shape, value);
  }
}

function readStructure(shape: StructureShape, value: Readonly<Record<string, unknown>>, depth: number): object {
  const read = {};
  for (const member of shape.members) {
    const key = member.jsonName ?? member.name;
    const item = Object.hasOwn(value, key) ? value[key] : undefined;
    if (item !== undefined && item !== null) setOwn(read, member.name, readJsonValue(member, item, depth));
  }
  return read;
}

function readSimple(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'string':
      if (typeof value !== 'string') throw unexpected(value, 'a String');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw unexpected(value, 'a Boolean');
      return value;
    case 'number':
      if (typeof value !== 'number') throw unexpected(value, 'a Number');
      return value;
    case 'timestamp':
      if (typeof value === 'number') return new Date(value * 1000);
      return readText(shape, value, 'a Timestamp');
    case 'document':
      return value;
    default:
      return readText(shape, typeof value === 'number' ? String(value) : value, 'a Blob');
  }
}

function readText(shape: Shape, value: unknown, expected: string): unknown {
  if (typeof value !== 'string') throw unexpected(value, expected);
  try {
    return readScalar(shape, value);
  } catch (error) {
    if (error instanceof ScalarError) throw unexpected(value, expected);
    throw error;
  }
}

function unexpected(value: unknown, expected: string): AwsError {
  return serializationError(`${kindOf(value)} can not be converted to ${expected}`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'START_OF_LIST';
  if (typeof value === 'object') return value === null ? 'NULL_VALUE' : 'START_OF_STRUCTURE';
  return typeof value === 'boolean' ? `${String(value).toUpperCase()}_VALUE` : `${typeof value}_VALUE`.toUpperCase();
}

function serializationError(message: string): AwsError {
  return new AwsError('SerializationException', message, 400);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
