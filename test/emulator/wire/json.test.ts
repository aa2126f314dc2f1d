import { CloudTrailClient, CreateTrailCommand, GetEventSelectorsCommand, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AwsError } from '../../../src/emulator/wire/index.ts';
import { EchoServer } from './echo-server.ts';

let server: EchoServer;
let cloudtrail: CloudTrailClient;

beforeAll(async () => {
  server = await EchoServer.start('cloudtrail');
  cloudtrail = new CloudTrailClient({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
});
afterAll(() => server.close());

test('reads dates, numbers and lists', async () => {
  server.answer = () => ({});
  const input = {
    LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: 'CreateUser' }],
    StartTime: new Date('2026-01-02T03:04:05.250Z'),
    MaxResults: 7,
  };
  await cloudtrail.send(new LookupEventsCommand(input));
  expect(server.last).toEqual({ operation: 'LookupEvents', input });
});

test('writes what the SDK reads back', async () => {
  const output = {
    Events: [{ EventId: 'e', EventTime: new Date('2026-01-02T03:04:05Z'), Resources: [{ ResourceName: 'ü' }], ReadOnly: 'true' }],
    NextToken: 'n',
  };
  server.answer = () => output;
  expect(await cloudtrail.send(new LookupEventsCommand({}))).toMatchObject(output);
  server.answer = () => ({ TrailARN: 't', AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'f', Equals: ['a', 'b'] }] }] });
  expect(await cloudtrail.send(new GetEventSelectorsCommand({ TrailName: 't' }))).toMatchObject({
    TrailARN: 't',
    AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'f', Equals: ['a', 'b'] }] }],
  });
});

test('writes errors as the SDK knows them', async () => {
  server.answer = () => {
    throw new AwsError('TrailAlreadyExistsException', 'Trail t already exists', 400);
  };
  const failure = await cloudtrail.send(new CreateTrailCommand({ Name: 't', S3BucketName: 'b' })).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    name: 'TrailAlreadyExistsException',
    message: 'Trail t already exists',
    $metadata: { httpStatusCode: 400 },
  });
});

test.each([
  ['text that is no JSON', '{"MaxResults": ', 'SerializationException', 'The body is not valid JSON'],
  ['text that is no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'SerializationException', 'The body is not valid UTF-8'],
  ['a text for a number', '{"MaxResults": "7"}', 'SerializationException', 'STRING_VALUE can not be converted to a Number'],
  ['a list for a structure', '[]', 'SerializationException', 'Start of structure or map expected, got START_OF_LIST'],
  ['a structure for a list', '{"LookupAttributes": {}}', 'SerializationException', 'START_OF_STRUCTURE can not be converted to a list'],
  [
    'deep nesting',
    `{"LookupAttributes": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    'SerializationException',
    'START_OF_LIST can not be converted to a structure',
  ],
  [
    'a missing member',
    '{"LookupAttributes": [{"AttributeKey": "EventName"}]}',
    'ValidationException',
    "1 validation error detected: Value null at 'lookupAttributes.1.member.attributeValue' failed to satisfy constraint: Member must not be null",
  ],
])('refuses %s', async (_, body, code, message) => {
  const response = await fetch(server.endpoint, { method: 'POST', body, headers: { 'x-amz-target': 'CloudTrail_20131101.LookupEvents' } });
  expect(response.status).toBe(400);
  expect(response.headers.get('x-amzn-errortype')).toBe(code);
  expect(await response.json()).toMatchObject({ __type: code, message });
});

test('takes both forms of the target, and asks for one', async () => {
  server.answer = () => ({});
  const target = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents';
  await fetch(server.endpoint, { method: 'POST', body: '{"__proto__": {"MaxResults": 1}}', headers: { 'x-amz-target': target } });
  expect(server.last).toEqual({ operation: 'LookupEvents', input: {} });
  const response = await fetch(server.endpoint, { method: 'POST', body: '{}' });
  expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
});
