import type { Protocol } from '../../aws/schema.ts';
import { jsonOf, jsonValue } from './encode-json.ts';
import { bytesOf, scalarText, type ScalarRules } from './scalars.ts';
import type { OperationModel } from './service-model.ts';
import type { Member } from './shape.ts';
import type { WireResponse } from './wire-request.ts';
import { escapeXml, writeMembers } from './xml-writer.ts';

const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const BODY: ScalarRules = { fallback: 'date-time', milliseconds: true };
const HEADER: ScalarRules = { fallback: 'http-date', milliseconds: true };

/** Writes the output of a REST operation to status, headers and body. Throws TypeError where it does not fit the model. */
export function encodeRestOutput(operation: OperationModel, output: object, protocol: Protocol, xmlNamespace: string): WireResponse {
  const headers: Record<string, string> = {};
  let status = operation.status;
  for (const member of operation.output.members) {
    const value: unknown = Reflect.get(output, member.name);
    if (value === undefined || value === null) continue;
    if (member.binding.in === 'status') status = Number(value);
    writeHeaders(member, value, headers);
  }
  // The model says 200; S3 answers a range with 206.
  if (headers['content-range'] !== undefined) status = 206;
  const { body, contentType } = protocol === 'restJson1' ? jsonBody(operation, output) : xmlBody(operation, output, xmlNamespace);
  if (contentType !== undefined) headers['content-type'] ??= contentType;
  return { status, headers, body };
}

function writeHeaders(member: Member, value: unknown, headers: Record<string, string>): void {
  const { binding, shape } = member;
  if (binding.in === 'header') {
    headers[binding.name] =
      shape.kind === 'list' && Array.isArray(value)
        ? value.map((item) => scalarText(shape.member.shape, item, HEADER)).join(', ')
        : headerBytes(scalarText(shape, value, HEADER));
  }
  if (binding.in === 'prefixHeaders') {
    for (const [name, text] of Object.entries(Object(value))) headers[binding.prefix + name.toLowerCase()] = headerBytes(String(text));
  }
}

interface Body {
  readonly body: string | Uint8Array;
  readonly contentType?: string;
}

function xmlBody(operation: OperationModel, output: object, xmlNamespace: string): Body {
  const { output: shape } = operation;
  const xmlns = ` xmlns="${escapeXml(xmlNamespace)}"`;
  const payload = shape.members.find((member) => member.binding.in === 'payload');
  if (payload !== undefined) {
    const value: unknown = Reflect.get(output, payload.name);
    if (value === undefined || value === null) return { body: '' };
    if (payload.shape.kind !== 'structure') return payloadBytes(payload, value);
    const root = payload.xmlName ?? payload.shape.xmlName ?? payload.shape.name;
    return xml(`<${root}${xmlns}>${writeMembers(payload.shape, value, BODY)}</${root}>`);
  }
  const members = shape.members.filter((member) => member.binding.in === 'body');
  if (members.length === 0) return { body: '' };
  const root = shape.xmlName ?? shape.name;
  const [only] = members;
  // `GetBucketLocation` names its root like its only member: the text stands directly in the root.
  if (members.length === 1 && only?.name === root && only.shape.kind === 'string') {
    const value: unknown = Reflect.get(output, only.name);
    return xml(value === undefined ? `<${root}${xmlns}/>` : `<${root}${xmlns}>${escapeXml(scalarText(only.shape, value, BODY))}</${root}>`);
  }
  return xml(`<${root}${xmlns}>${writeMembers(shape, output, BODY, (member) => member.binding.in === 'body')}</${root}>`);
}

function jsonBody(operation: OperationModel, output: object): Body {
  const { output: shape } = operation;
  const payload = shape.members.find((member) => member.binding.in === 'payload');
  if (payload !== undefined) {
    const value: unknown = Reflect.get(output, payload.name);
    if (value === undefined || value === null) return { body: '' };
    if (payload.shape.kind === 'blob' || payload.shape.kind === 'string') return payloadBytes(payload, value);
    return { body: JSON.stringify(jsonValue(payload, value)), contentType: 'application/json' };
  }
  const json = jsonOf(shape, output, (member) => member.binding.in === 'body');
  return { body: JSON.stringify(json), contentType: 'application/json' };
}

function payloadBytes(payload: Member, value: unknown): Body {
  if (payload.shape.kind === 'string') return { body: scalarText(payload.shape, value, BODY) };
  return { body: bytesOf(value), contentType: 'binary/octet-stream' };
}

function xml(text: string): Body {
  return { body: XML_HEAD + text, contentType: 'application/xml' };
}

/** Node writes header text as Latin-1: text outside of ASCII goes out as its UTF-8 bytes. Line breaks cannot go out at all. */
function headerBytes(text: string): string {
  return Buffer.from(text.replaceAll(/[\r\n]+/g, ' ')).toString('latin1');
}
