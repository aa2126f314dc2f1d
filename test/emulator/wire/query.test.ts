import { CreateRoleCommand, DeleteRoleCommand, IAMClient, ListUsersCommand, SimulateCustomPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AwsError } from '../../../src/emulator/wire/index.ts';
import { EchoServer } from './echo-server.ts';

let server: EchoServer;
let iam: IAMClient;

beforeAll(async () => {
  server = await EchoServer.start('iam');
  iam = new IAMClient({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
});
afterAll(() => server.close());

test('reads texts, numbers and lists of structures', async () => {
  server.answer = () => ({ Role: role });
  const input = {
    RoleName: 'thumbnailer & <friends>',
    AssumeRolePolicyDocument: '{"Version": "2012-10-17", "x": "+ ü 😀"}',
    MaxSessionDuration: 7200,
    Tags: [
      { Key: 'team', Value: 'red' },
      { Key: 'empty', Value: '' },
    ],
  };
  await iam.send(new CreateRoleCommand(input));
  expect(server.last).toEqual({ operation: 'CreateRole', input });
});

test('reads lists of lists and booleans', async () => {
  server.answer = () => ({});
  const input = {
    PolicyInputList: ['{}', '{"a":1}'],
    ActionNames: ['s3:GetObject'],
    ContextEntries: [{ ContextKeyName: 'aws:x', ContextKeyValues: ['1', '2'], ContextKeyType: 'stringList' as const }],
  };
  await iam.send(new SimulateCustomPolicyCommand(input));
  expect(server.last.input).toEqual(input);
});

test('writes what the SDK reads back', async () => {
  server.answer = () => ({ Role: { ...role, Tags: [{ Key: 'a<b', Value: '&\r\n' }] } });
  const { Role, $metadata } = await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{}' }));
  expect(Role).toEqual({ ...role, Tags: [{ Key: 'a<b', Value: '&\r\n' }] });
  expect($metadata.requestId).toBe('b25f48e8-84fd-11e6-80d9-574e0c4664cb');
});

test('writes empty lists, and answers without output', async () => {
  server.answer = () => ({ Users: [], IsTruncated: false });
  const listed = await iam.send(new ListUsersCommand({}));
  expect(listed.Users).toEqual([]);
  expect(listed.IsTruncated).toBe(false);
  await expect(iam.send(new DeleteRoleCommand({ RoleName: 'r' }))).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
});

test('writes errors as the SDK knows them', async () => {
  server.answer = () => {
    throw new AwsError('EntityAlreadyExists', 'Role with name r already exists.', 409);
  };
  const failure = await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{}' })).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'Role with name r already exists.',
    $metadata: { httpStatusCode: 409 },
  });
});

test.each([
  [
    'a missing member',
    'Action=CreateRole&RoleName=r',
    'ValidationError',
    "1 validation error detected: Value null at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null",
  ],
  [
    'two missing members',
    'Action=CreateRole',
    'ValidationError',
    "2 validation errors detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null; Value null at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null",
  ],
  [
    'a member missing inside a list',
    'Action=TagUser&UserName=u&Tags.member.1.Value=v',
    'ValidationError',
    "1 validation error detected: Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null",
  ],
  ['a number that is none', 'Action=ListUsers&MaxItems=many', 'MalformedInput', 'MaxItems: Expected a number, got "many"'],
  ['a name of too many parts', `Action=ListUsers&${'a.'.repeat(50)}b=1`, 'MalformedInput', 'Parameter names may have at most 40 parts'],
  ['a broken percent sequence', 'Action=ListUsers&Marker=%E0%A4', 'MalformedInput', 'The request has a broken percent-encoded sequence'],
  ['no action', 'Version=2010-05-08', 'MissingAction', 'The request must contain the parameter Action'],
])('refuses %s', async (_, body, code, message) => {
  server.answer = () => ({});
  const response = await fetch(server.endpoint, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(response.status).toBe(400);
  const text = (await response.text()).replaceAll('&apos;', "'").replaceAll('&quot;', '"');
  expect(text).toContain(
    `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`,
  );
});

test('takes parameters from the query string, and ignores those that nobody knows', async () => {
  await fetch(`${server.endpoint}/?Action=DeleteRole&Version=2010-05-08&RoleName=a+b%2Bc&__proto__.x=1&Surprise=1`);
  expect(server.last).toEqual({ operation: 'DeleteRole', input: { RoleName: 'a b+c' } });
});

const role = {
  Path: '/',
  RoleName: 'r',
  RoleId: 'AROAEXAMPLE',
  Arn: 'arn:aws:iam::111122223333:role/r',
  CreateDate: new Date('2026-01-02T03:04:05Z'),
};
