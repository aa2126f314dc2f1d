import { PolicyError, SYNTAX } from './policy-error.ts';

/** JSON as a policy needs it: objects are maps (no prototype to pollute), numbers keep their digits. */
export type Json = string | boolean | null | JsonNumber | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;
export interface JsonNumber {
  readonly digits: string;
}

const MAX_DEPTH = 32;

/** Is told of each value: its path, and where in the text it begins and ends. */
export type OnValue = (path: string, start: number, end: number) => void;

/**
 * Reads a JSON text. Unlike `JSON.parse` it refuses a key that stands twice in an object, since only one of the two would count.
 * Throws PolicyError.
 */
export function readJson(text: string, onValue: OnValue = () => {}): Json {
  const reader = { text, at: 0, onValue };
  const value = readValue(reader, '', 0);
  skipSpace(reader);
  if (reader.at < text.length) throw badJson(reader, 'the end of the document', '');
  return value;
}

/** Takes a parsed JSON value over; throws PolicyError for what JSON cannot hold. */
export function takeJson(value: unknown, path = '', depth = 0): Json {
  if (depth > MAX_DEPTH) throw tooDeep(path);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return { digits: String(value) };
  if (Array.isArray(value)) return value.map((item, index) => takeJson(item, `${path}[${index}]`, depth + 1));
  if (typeof value === 'object') {
    return new Map(Object.entries(value).map(([key, item]) => [key, takeJson(item, join(path, key), depth + 1)]));
  }
  throw new PolicyError({ path, expected: 'a JSON value', got: typeof value, awsMessage: SYNTAX });
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}

export function isNumber(value: Json | undefined): value is JsonNumber {
  return typeof value === 'object' && value !== null && 'digits' in value;
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A value in an error message: short, on one line. */
export function quote(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (isNumber(value)) return shorten(value.digits);
  if (isObject(value)) return `an object with ${value.size === 0 ? 'no keys' : shorten([...value.keys()].join(', '))}`;
  if (isList(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  return shorten(JSON.stringify(value));
}

export function join(path: string, key: string): string {
  return path === '' ? shorten(key) : `${path}.${shorten(key)}`;
}

function shorten(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 117)}...`;
}

interface Reader {
  readonly text: string;
  readonly onValue: OnValue;
  at: number;
}

function readValue(reader: Reader, path: string, depth: number): Json {
  if (depth > MAX_DEPTH) throw tooDeep(path);
  skipSpace(reader);
  const start = reader.at;
  const value = readAny(reader, path, depth);
  reader.onValue(path, start, reader.at);
  return value;
}

function readAny(reader: Reader, path: string, depth: number): Json {
  const first = reader.text[reader.at];
  if (first === '{') return readObject(reader, path, depth);
  if (first === '[') return readList(reader, path, depth);
  if (first === '"') return readString(reader, path);
  for (const [word, value] of [
    ['true', true],
    ['false', false],
    ['null', null],
  ] as const) {
    if (reader.text.startsWith(word, reader.at)) {
      reader.at += word.length;
      return value;
    }
  }
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  number.lastIndex = reader.at;
  const digits = number.exec(reader.text)?.[0];
  if (digits === undefined) throw badJson(reader, 'a JSON value', path);
  reader.at += digits.length;
  return { digits };
}

function readObject(reader: Reader, path: string, depth: number): JsonObject {
  const object = new Map<string, Json>();
  reader.at++;
  skipSpace(reader);
  if (take(reader, '}')) return object;
  do {
    skipSpace(reader);
    if (reader.text[reader.at] !== '"') throw badJson(reader, 'a key in double quotes', path);
    const key = readString(reader, path);
    if (object.has(key)) {
      const awsMessage = `Statement/policy already has instance of ${shorten(key)}`;
      throw new PolicyError({ path: join(path, key), expected: 'there once', got: 'it twice in one object', awsMessage });
    }
    skipSpace(reader);
    if (!take(reader, ':')) throw badJson(reader, 'a colon after the key', join(path, key));
    object.set(key, readValue(reader, join(path, key), depth + 1));
    skipSpace(reader);
  } while (take(reader, ','));
  if (!take(reader, '}')) throw badJson(reader, 'a comma or `}`', path);
  return object;
}

function readList(reader: Reader, path: string, depth: number): Json[] {
  const list: Json[] = [];
  reader.at++;
  skipSpace(reader);
  if (take(reader, ']')) return list;
  do {
    list.push(readValue(reader, `${path}[${list.length}]`, depth + 1));
    skipSpace(reader);
  } while (take(reader, ','));
  if (!take(reader, ']')) throw badJson(reader, 'a comma or `]`', path);
  return list;
}

function readString(reader: Reader, path: string): string {
  const start = reader.at;
  let end = start + 1;
  while (end < reader.text.length && reader.text[end] !== '"') end += reader.text[end] === '\\' ? 2 : 1;
  try {
    const value: unknown = JSON.parse(reader.text.slice(start, end + 1));
    if (typeof value !== 'string') throw new SyntaxError('not a string');
    reader.at = end + 1;
    return value;
  } catch {
    throw badJson(reader, 'a string in double quotes', path);
  }
}

function skipSpace(reader: Reader): void {
  while (' \t\n\r'.includes(reader.text[reader.at] ?? '_')) reader.at++;
}

function take(reader: Reader, mark: string): boolean {
  if (reader.text[reader.at] !== mark) return false;
  reader.at++;
  return true;
}

function badJson(reader: Reader, expected: string, path: string): PolicyError {
  const line = reader.text.slice(0, reader.at).split('\n').length;
  const found = reader.at >= reader.text.length ? 'the end' : JSON.stringify(reader.text.slice(reader.at, reader.at + 12));
  return new PolicyError({ path, expected: `valid JSON (${expected})`, got: `${found} in line ${line}`, awsMessage: SYNTAX });
}

function tooDeep(path: string): PolicyError {
  return new PolicyError({ path: shorten(path), expected: `nested at most ${MAX_DEPTH} deep`, got: 'more', awsMessage: SYNTAX });
}
