import type { Protocol } from '../../aws/schema.ts';
import type { AwsError } from './aws-error.ts';
import { jsonValue } from './encode-json.ts';
import { scalarText, type ScalarRules } from './scalars.ts';
import type { StructureShape } from './shape.ts';
import type { RequestIds } from './request-ids.ts';
import type { WireResponse } from './wire-request.ts';
import { escapeXml } from './xml-writer.ts';

/** What an error's shape depends on: a service that nobody knows answers like an awsJson one without errors of its own. */
export interface ErrorTarget {
  readonly protocol: Protocol;
  readonly xmlNamespace: string;
  readonly errors: ReadonlyMap<string, StructureShape>;
}

const RULES: ScalarRules = { fallback: 'date-time', milliseconds: true };

const NOT_MODIFIED = 304;

/** Writes an error in the shape of the protocol, with the fields that it declares. */
export function encodeError(target: ErrorTarget, error: AwsError, ids: RequestIds): WireResponse {
  if (target.protocol === 'awsQuery') return queryError(target, error, ids);
  if (target.protocol === 'restXml') return restXmlError(error, ids);
  return jsonError(target, error);
}

function queryError(target: ErrorTarget, error: AwsError, ids: RequestIds): WireResponse {
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  const inner = `<Type>${type}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>${fieldsXml(error)}`;
  const xmlns = target.xmlNamespace === '' ? '' : ` xmlns="${escapeXml(target.xmlNamespace)}"`;
  return {
    status: error.status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse${xmlns}><Error>${inner}</Error><RequestId>${escapeXml(ids.requestId)}</RequestId></ErrorResponse>`,
  };
}

function restXmlError(error: AwsError, ids: RequestIds): WireResponse {
  if (error.status === NOT_MODIFIED) return { status: error.status, headers: {}, body: '' };
  const inner = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>${fieldsXml(error)}`;
  const trailer = `<RequestId>${escapeXml(ids.requestId)}</RequestId><HostId>${escapeXml(ids.hostId)}</HostId>`;
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner}${trailer}</Error>`,
  };
}

function jsonError(target: ErrorTarget, error: AwsError): WireResponse {
  const members = target.errors.get(error.code)?.members ?? [];
  const messageKey = members.find(({ name }) => name.toLowerCase() === 'message')?.name ?? 'message';
  const body: Record<string, unknown> = { __type: error.code, [messageKey]: error.message };
  for (const [name, value] of Object.entries(error.fields)) {
    const member = members.find((known) => known.name === name);
    body[member?.jsonName ?? name] = member === undefined ? value : jsonValue(member, value);
  }
  return {
    status: error.status,
    headers: { 'content-type': contentTypeOf(target.protocol), 'x-amzn-errortype': error.code },
    body: JSON.stringify(body),
  };
}

/** The content type of a JSON protocol's bodies. */
export function contentTypeOf(protocol: Protocol): string {
  if (protocol === 'awsJson1_0') return 'application/x-amz-json-1.0';
  return protocol === 'awsJson1_1' ? 'application/x-amz-json-1.1' : 'application/json';
}

function fieldsXml(error: AwsError): string {
  return Object.entries(error.fields)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(
      ([name, value]) =>
        `<${name}>${escapeXml(value instanceof Date ? scalarText({ kind: 'timestamp', format: undefined }, value, RULES) : String(value))}</${name}>`,
    )
    .join('');
}
