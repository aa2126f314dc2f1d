import type { Protocol } from '../../aws/schema.ts';
import { AwsError } from './aws-error.ts';
import { parseJsonBody, readJsonValue } from './decode-json.ts';
import { decodeXmlBody } from './decode-xml.ts';
import { readScalar, ScalarError, setOwn } from './scalars.ts';
import type { Member, StructureShape } from './shape.ts';
import { parsePairs, type WireRequest } from './wire-request.ts';

/** What of a REST request is read: a streamed body is left to be added after authorisation. */
export interface RestParts {
  readonly request: WireRequest;
  readonly labels: ReadonlyMap<string, string>;
  /** Undefined where the body is a stream that nobody has read yet. */
  readonly body: Uint8Array | undefined;
  readonly protocol: Protocol;
}

/**
 * Reads the input of a REST operation from path, query, headers and body.
 * Throws AwsError `InvalidArgument`, `InvalidURI`, `MalformedXML` or `SerializationException`.
 * https://smithy.io/2.0/spec/http-bindings.html
 */
export function decodeRestInput(shape: StructureShape, parts: RestParts): object {
  const { request, labels, body, protocol } = parts;
  const pairs = readPairs(request.query);
  const value = body === undefined ? {} : readBody(shape, body, protocol);
  for (const member of shape.members) {
    const read = readBound(member, request, labels, pairs);
    if (read !== undefined) setOwn(value, member.name, read);
  }
  return value;
}

function readPairs(query: string): [string, string][] {
  try {
    return parsePairs(query);
  } catch {
    throw invalidUri();
  }
}

function readBody(shape: StructureShape, body: Uint8Array, protocol: Protocol): object {
  const payload = shape.members.find((member) => member.binding.in === 'payload');
  if (payload !== undefined) {
    if (payload.shape.kind === 'blob') return { [payload.name]: body };
    if (payload.shape.kind === 'string') return body.length === 0 ? {} : { [payload.name]: Buffer.from(body).toString('utf8') };
    if (body.length === 0) return {};
    if (protocol === 'restJson1') return { [payload.name]: readJsonValue(payload, parseJsonBody(body)) };
    if (payload.shape.kind === 'structure') {
      const root = payload.xmlName ?? payload.shape.xmlName ?? payload.shape.name;
      return { [payload.name]: decodeXmlBody(payload.shape, body, root) };
    }
  }
  const bound: StructureShape = { ...shape, members: shape.members.filter((member) => member.binding.in === 'body') };
  if (body.length === 0 || bound.members.length === 0) return {};
  if (protocol === 'restJson1') return Object(readJsonValue(wrap(bound), parseJsonBody(body)));
  return decodeXmlBody(bound, body, shape.xmlName ?? shape.name);
}

function readBound(member: Member, request: WireRequest, labels: ReadonlyMap<string, string>, pairs: readonly [string, string][]): unknown {
  const { binding, shape } = member;
  switch (binding.in) {
    case 'label': {
      const label = labels.get(member.name);
      return label === undefined ? undefined : readText(member, member.name, decodeLabel(label));
    }
    case 'query': {
      const texts = pairs.filter(([name]) => name === binding.name).map(([, text]) => text);
      if (shape.kind === 'list') return texts.length === 0 ? undefined : texts.map((text) => readText(shape.member, binding.name, text));
      const text = texts[0];
      return text === undefined ? undefined : readText(member, binding.name, text);
    }
    case 'queryParams': {
      const bound = {};
      for (const [name, text] of pairs) setOwn(bound, name, text);
      return bound;
    }
    case 'header': {
      const text = request.headers[binding.name];
      return text === undefined ? undefined : readHeader(member, binding.name, text);
    }
    case 'prefixHeaders': {
      const names = Object.keys(request.headers).filter((name) => name.startsWith(binding.prefix));
      if (names.length === 0) return undefined;
      const found = {};
      for (const name of names) setOwn(found, name.slice(binding.prefix.length), headerText(request.headers[name] ?? ''));
      return found;
    }
    default:
      return undefined;
  }
}

function readHeader(member: Member, name: string, text: string): unknown {
  const { shape } = member;
  if (shape.kind === 'list') {
    const separator = shape.member.shape.kind === 'timestamp' ? /(?<=GMT),\s*/ : /\s*,\s*/;
    return text.split(separator).map((item) => readText(shape.member, name, item));
  }
  // S3 keeps whatever it is given here as the text of the header, so a date that is none is no fault.
  if (name === 'expires' && shape.kind === 'timestamp') return readExpires(text);
  return readText(member, name, headerText(text));
}

function readExpires(text: string): unknown {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function readText(member: Member, name: string, text: string): unknown {
  try {
    return readScalar(member.shape, text);
  } catch (error) {
    if (!(error instanceof ScalarError)) throw error;
    const message = error.kind === 'number' ? `Provided ${name} not an integer or within integer range` : `Invalid value for ${name}`;
    throw new AwsError('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: text });
  }
}

/** Node gives header bytes as Latin-1; those that are UTF-8 are read so. */
function headerText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- asks for bytes outside ASCII
  if (!/[^\u0000-\u007f]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

/** In a path S3 reads a plus sign as a space. */
function decodeLabel(label: string): string {
  try {
    return decodeURIComponent(label.replaceAll('+', ' '));
  } catch {
    throw invalidUri();
  }
}

function invalidUri(): AwsError {
  return new AwsError('InvalidURI', "Couldn't parse the specified URI.", 400);
}

function wrap(shape: StructureShape): Member {
  return {
    name: shape.name,
    required: true,
    shape,
    sensitive: false,
    streaming: false,
    xmlName: undefined,
    xmlFlattened: false,
    xmlAttribute: false,
    xmlNamespace: undefined,
    jsonName: undefined,
    binding: { in: 'body' },
  };
}
