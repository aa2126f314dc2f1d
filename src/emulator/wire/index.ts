import { AwsError } from './aws-error.ts';
import { decodeJsonInput } from './decode-json.ts';
import { decodeQueryInput } from './decode-query.ts';
import { decodeRestInput } from './decode-rest.ts';
import { contentTypeOf } from './encode-error.ts';
import { jsonOf } from './encode-json.ts';
import { encodeQueryOutput } from './encode-query.ts';
import { encodeRestOutput } from './encode-rest.ts';
import { matchRoute } from './http-routes.ts';
import type { RequestIds } from './request-ids.ts';
import type { OperationModel, ServiceModel } from './service-model.ts';
import { missingMembers, requireMembers } from './validate-required.ts';
import { parsePairs, type WireRequest, type WireResponse } from './wire-request.ts';

export { AwsError } from './aws-error.ts';
export { encodeError, type ErrorTarget } from './encode-error.ts';
export { drawRequestIds, requestIdHeaders, type RequestIds } from './request-ids.ts';
export { serviceModel, type OperationModel, type ServiceModel } from './service-model.ts';
export type { Member, Shape, StructureShape } from './shape.ts';
export { parsePairs, type WireRequest, type WireResponse } from './wire-request.ts';

/** What a request asks for. `operation` is undefined where the SDK's model does not know `name`. */
export interface RoutedRequest {
  readonly name: string;
  readonly operation: OperationModel | undefined;
  /** Labels of a REST path, still percent-encoded. */
  readonly labels: ReadonlyMap<string, string>;
}

const NO_LABELS: ReadonlyMap<string, string> = new Map();

/**
 * Finds the operation that a request asks for: by `Action`, by `X-Amz-Target`, or by method, path and query.
 * `body` is needed only for awsQuery. Throws AwsError `MissingAction`, `UnknownOperationException`, `InvalidURI` or `MalformedInput`.
 */
export function routeRequest(model: ServiceModel, request: WireRequest, body: Uint8Array | undefined): RoutedRequest {
  switch (model.protocol) {
    case 'awsQuery': {
      const name = queryPairs(request, body).find(([key]) => key === 'Action')?.[1] ?? '';
      if (name === '') throw new AwsError('MissingAction', 'The request must contain the parameter Action', 400);
      return { name, operation: model.operations.get(name), labels: NO_LABELS };
    }
    case 'awsJson1_0':
    case 'awsJson1_1': {
      const target = request.headers['x-amz-target'] ?? '';
      const name = target.slice(target.lastIndexOf('.') + 1);
      if (name === '') throw new AwsError('UnknownOperationException', 'The request must contain the header X-Amz-Target', 400);
      return { name, operation: model.operations.get(name), labels: NO_LABELS };
    }
    default: {
      const match = routeRest(model, request);
      if (match === undefined) return { name: `${request.method} ${request.path}`, operation: undefined, labels: NO_LABELS };
      return { name: match.operation.name, ...match };
    }
  }
}

/**
 * Reads the input of an operation, typed by the SDK's model. `body` undefined: a streamed body, added after authorisation.
 * Throws AwsError in the service's own words: malformed bodies, values of the wrong type, required members that are missing.
 */
export function decodeInput(
  model: ServiceModel,
  routed: { readonly operation: OperationModel; readonly labels: ReadonlyMap<string, string> },
  request: WireRequest,
  body: Uint8Array | undefined,
): object {
  const shape = routed.operation.input;
  switch (model.protocol) {
    case 'awsQuery': {
      const input = decodeQueryInput(shape, queryPairs(request, body));
      requireMembers(shape, input, 'ValidationError');
      return input;
    }
    case 'restXml': {
      const input = decodeRestInput(shape, { request, labels: routed.labels, body, protocol: model.protocol });
      requireXmlMembers(routed.operation, input, body);
      return input;
    }
    case 'restJson1': {
      const input = decodeRestInput(shape, { request, labels: routed.labels, body, protocol: model.protocol });
      requireMembers(shape, input, 'ValidationException');
      return input;
    }
    default: {
      const input = decodeJsonInput(shape, body ?? new Uint8Array());
      requireMembers(shape, input, 'ValidationException');
      return input;
    }
  }
}

/** Writes the output of an operation. Throws TypeError where it does not fit the SDK's model: a mistake of the service. */
export function encodeOutput(model: ServiceModel, operation: OperationModel, output: unknown, ids: RequestIds): WireResponse {
  const value: object = typeof output === 'object' && output !== null ? output : {};
  switch (model.protocol) {
    case 'awsQuery':
      return encodeQueryOutput(operation, value, model.xmlNamespace, ids.requestId);
    case 'restXml':
    case 'restJson1':
      return encodeRestOutput(operation, value, model.protocol, model.xmlNamespace);
    default:
      return {
        status: operation.status,
        headers: { 'content-type': contentTypeOf(model.protocol) },
        body: operation.output.members.length === 0 ? '{}' : JSON.stringify(jsonOf(operation.output, value)),
      };
  }
}

/** AWS takes awsQuery parameters from the form body and from the query string. */
function queryPairs(request: WireRequest, body: Uint8Array | undefined): readonly [string, string][] {
  try {
    const form = body === undefined ? '' : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
    return [...parsePairs(request.query), ...parsePairs(form)];
  } catch {
    throw new AwsError('MalformedInput', 'The request has a broken percent-encoded sequence', 400);
  }
}

function routeRest(model: ServiceModel, request: WireRequest) {
  try {
    return matchRoute(model.routes, request);
  } catch (error) {
    if (error instanceof URIError) throw new AwsError('InvalidURI', "Couldn't parse the specified URI.", 400);
    throw error;
  }
}

/** S3 says neither which member is missing nor that one is: an empty body has its own error, else the XML is at fault. */
function requireXmlMembers(operation: OperationModel, input: object, body: Uint8Array | undefined): void {
  const missing = missingMembers(operation.input, input, '');
  if (missing.length === 0 || (body === undefined && operation.streamingInput !== undefined)) return;
  const payload = operation.input.members.find((member) => member.binding.in === 'payload');
  const inBody = payload !== undefined && missing.some((path) => path.toLowerCase().startsWith(payload.name.toLowerCase()));
  if (inBody && (body === undefined || body.length === 0)) throw new AwsError('MissingRequestBodyError', 'Request Body is empty', 400);
  if (inBody) {
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema', 400);
  }
  throw new AwsError('InvalidRequest', `Missing required parameter for this operation: ${missing.join(', ')}`, 400);
}
