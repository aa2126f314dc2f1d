import type { Shape } from './shape.ts';
import { readTimestamp, writeTimestamp, type TimestampRules } from './timestamps.ts';

/** What differs between protocols when a simple value becomes text. */
export type ScalarRules = TimestampRules;

export type ScalarShape = Exclude<Shape, { kind: 'structure' | 'list' | 'map' }>;

/** A text on the wire that is not what its shape asks for. */
export class ScalarError extends Error {
  override readonly name = 'ScalarError';
  readonly kind: ScalarShape['kind'];

  constructor(kind: ScalarShape['kind'], text: string) {
    super(`Expected a ${kind}, got ${JSON.stringify(text.slice(0, 100))}`);
    this.kind = kind;
  }
}

/** A simple value as text, for XML, headers and queries. Throws TypeError where the value does not fit its shape. */
export function scalarText(shape: Shape, value: unknown, rules: ScalarRules): string {
  switch (shape.kind) {
    case 'string':
      return expectType(value, 'string');
    case 'boolean':
      return expectType(value, 'boolean');
    case 'number':
      return expectType(value, 'number');
    case 'bigInteger':
    case 'bigDecimal':
      return String(value);
    case 'timestamp':
      return writeTimestamp(value, shape.format ?? rules.fallback, rules.milliseconds);
    case 'blob':
      return bytesOf(value).toString('base64');
    case 'document':
      return JSON.stringify(value);
    default:
      throw new TypeError(`Expected a simple shape, got ${shape.kind}`);
  }
}

/** The value of a text by its shape. Throws ScalarError. */
export function readScalar(shape: Shape, text: string): unknown {
  switch (shape.kind) {
    case 'string':
      return text;
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw new ScalarError('boolean', text);
    case 'number':
      if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text.trim())) return Number(text);
      throw new ScalarError('number', text);
    case 'bigInteger':
      if (/^-?\d+$/.test(text)) return BigInt(text);
      throw new ScalarError('bigInteger', text);
    case 'timestamp': {
      const date = readTimestamp(text.trim());
      if (date === undefined) throw new ScalarError('timestamp', text);
      return date;
    }
    case 'blob':
      return readBase64(text);
    case 'bigDecimal':
    case 'document':
      return text;
    default:
      throw new TypeError(`Expected a simple shape, got ${shape.kind}`);
  }
}

/** The bytes of base64 text. Throws ScalarError. */
export function readBase64(text: string): Uint8Array {
  const packed = text.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed) || packed.replaceAll('=', '').length % 4 === 1) throw new ScalarError('blob', text);
  return new Uint8Array(Buffer.from(packed, 'base64'));
}

/** A blob as a service gives it: bytes, or text in UTF-8. */
export function bytesOf(value: unknown): Buffer {
  if (typeof value === 'string') return Buffer.from(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError(`Expected bytes, got ${typeof value}`);
}

/** Sets a key that may come from outside: `__proto__` becomes a plain key too. */
export function setOwn(target: object, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else Reflect.set(target, key, value);
}

function expectType(value: unknown, type: 'string' | 'number' | 'boolean'): string {
  // oxlint-disable-next-line valid-typeof -- `type` is one of three literal names
  if (typeof value !== type) throw new TypeError(`Expected a ${type}, got ${value === null ? 'null' : typeof value}`);
  return String(value);
}
