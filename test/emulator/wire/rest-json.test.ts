import { NormalizedSchema } from '@smithy/core/schema';
import { expect, test } from 'vitest';
import { makeRoutes } from '../../../src/emulator/wire/http-routes.ts';
import {
  AwsError,
  decodeInput,
  encodeError,
  encodeOutput,
  type OperationModel,
  routeRequest,
  type ServiceModel,
} from '../../../src/emulator/wire/index.ts';
import { structureShapeOf } from '../../../src/emulator/wire/shape.ts';

// None of the SDK's clients that are installed speaks REST-JSON, so this is a model of the tests' own, in the form of the SDK's.
const INPUT: Parameters<typeof NormalizedSchema.of>[0] = [
  3,
  'test',
  'InvokeRequest',
  0,
  ['FunctionName', 'Qualifier', 'LogType', 'Note', 'When'],
  [[0, 1], [0, { httpQuery: 'Qualifier' }], [0, { httpHeader: 'X-Amz-Log-Type' }], [0, { jsonName: 'note' }], 4],
  1,
];
const OUTPUT: Parameters<typeof NormalizedSchema.of>[0] = [
  3,
  'test',
  'InvokeResponse',
  0,
  ['StatusCode', 'Version', 'Items', 'At'],
  [[1, 32], [0, { httpHeader: 'X-Amz-Executed-Version' }], 64, 4],
];
const invoke: OperationModel = {
  name: 'Invoke',
  input: structureShapeOf(NormalizedSchema.of(INPUT)),
  output: structureShapeOf(NormalizedSchema.of(OUTPUT)),
  status: 200,
  streamingInput: undefined,
};
const model: ServiceModel = {
  name: 'sts',
  protocol: 'restJson1',
  xmlNamespace: '',
  operations: new Map([['Invoke', invoke]]),
  errors: new Map(),
  routes: makeRoutes([{ operation: invoke, http: ['POST', '/2015-03-31/functions/{FunctionName}/invocations', 200] }]),
};
const ids = { requestId: 'id', hostId: '' };

function decode(path: string, body: string, headers: Record<string, string> = {}) {
  const [plain = '', query = ''] = path.split('?');
  const request = { method: 'POST', path: plain, query, headers };
  const bytes = new TextEncoder().encode(body);
  const { operation, labels } = routeRequest(model, request, bytes);
  if (operation === undefined) throw new Error(`No operation for ${path}`);
  return decodeInput(model, { operation, labels }, request, bytes);
}

test('reads label, query, header and body', () => {
  const path = '/2015-03-31/functions/arn%3Aaws%3Alambda/invocations?Qualifier=live';
  expect(decode(path, '{"note": "ü", "When": 1.5}', { 'x-amz-log-type': 'Tail' })).toEqual({
    FunctionName: 'arn:aws:lambda',
    Qualifier: 'live',
    LogType: 'Tail',
    Note: 'ü',
    When: new Date(1500),
  });
});

test('refuses a body that is no JSON', () => {
  expect(() => decode('/2015-03-31/functions/f/invocations', '{')).toThrow(
    new AwsError('SerializationException', 'The body is not valid JSON', 400),
  );
});

test('finds no operation on another path', () => {
  expect(() => decode('/2015-03-31/functions/f', '')).toThrow('No operation');
});

test('writes status, header and body', () => {
  const output = { StatusCode: 202, Version: '3', Items: ['a'], At: new Date(2000) };
  expect(encodeOutput(model, invoke, output, ids)).toEqual({
    status: 202,
    headers: { 'x-amz-executed-version': '3', 'content-type': 'application/json' },
    body: '{"Items":["a"],"At":2}',
  });
});

test('writes errors with their type in a header', () => {
  expect(encodeError(model, new AwsError('ResourceNotFoundException', 'Function not found', 404, { Type: 'User' }), ids)).toEqual({
    status: 404,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ResourceNotFoundException' },
    body: '{"__type":"ResourceNotFoundException","message":"Function not found","Type":"User"}',
  });
});
