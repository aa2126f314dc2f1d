import type { ScalarRules } from './scalars.ts';
import type { OperationModel } from './service-model.ts';
import type { WireResponse } from './wire-request.ts';
import { escapeXml, writeMembers } from './xml-writer.ts';

const RULES: ScalarRules = { fallback: 'date-time', milliseconds: false };

/**
 * Writes the output of an awsQuery operation: `<XResponse><XResult>...</XResult><ResponseMetadata>...`.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#response-serialization
 */
export function encodeQueryOutput(operation: OperationModel, output: object, xmlNamespace: string, requestId: string): WireResponse {
  const { name, output: shape } = operation;
  const result = shape.members.length === 0 ? '' : `<${name}Result>${writeMembers(shape, output, RULES)}</${name}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${escapeXml(requestId)}</RequestId></ResponseMetadata>`;
  return {
    status: operation.status,
    headers: { 'content-type': 'text/xml' },
    body: `<${name}Response xmlns="${escapeXml(xmlNamespace)}">${result}${metadata}</${name}Response>`,
  };
}
