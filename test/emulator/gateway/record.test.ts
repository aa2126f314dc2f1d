import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal, type Sandbox, startSandbox, type TestAccount } from '../../support/sandbox.ts';
import { queryCall, signedFetch } from './signed-fetch.ts';

let sandbox: Sandbox;
let account: TestAccount;

beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandbox.account();
});
afterAll(() => sandbox.close());

test('an allowed call is one event, with what was asked and how it was decided', async () => {
  const { lastEvent } = { lastEvent: () => account.lastEvent() };
  const before = (await account.events()).length;
  await account.root.call('iam', 'CreateUser', { UserName: 'recorded', Tags: [{ Key: 'team', Value: 'red' }] });
  expect(await account.events()).toHaveLength(before + 1);
  expect(await lastEvent()).toMatchObject({
    account: account.id,
    principal: `arn:aws:iam::${account.id}:root`,
    accessKeyId: account.rootKeys.accessKeyId,
    service: 'iam',
    operation: 'CreateUser',
    region: 'us-east-1',
    readOnly: false,
    parameters: { UserName: 'recorded', Tags: [{ Key: 'team', Value: 'red' }] },
    outcome: 'allowed',
    status: 200,
    source: { ip: '127.0.0.1' },
    checker: false,
  });
});

test('seq rises by one, ids differ, times follow the lab clock', async () => {
  const year = 365 * 24 * 3_600_000;
  await account.moveClock(year);
  for (let i = 0; i < 3; i++) await account.root.call('iam', 'ListUsers', {});
  await account.moveClock(0);
  const [first, second, third] = (await account.events()).slice(-3);
  expect([second?.seq, third?.seq]).toEqual([(first?.seq ?? 0) + 1, (first?.seq ?? 0) + 2]);
  expect(new Set([first?.id, second?.id, third?.id]).size).toBe(3);
  expect(Math.abs(Date.parse(first?.time ?? '') - Date.now() - year)).toBeLessThan(60_000);
  expect(first?.readOnly).toBe(true);
});

test('refused calls are recorded too, also those with a wrong signature', async () => {
  const nobody = await account.user();
  await refusal(nobody.clients.call('iam', 'ListUsers', {}));
  expect(await account.lastEvent()).toMatchObject({
    principal: nobody.arn,
    status: 403,
    errorCode: 'AccessDenied',
    outcome: 'implicitDeny',
  });
  await refusal(account.root.call('iam', 'GetUser', { UserName: 'nobody-there' }));
  expect(await account.lastEvent()).toMatchObject({ status: 404, errorCode: 'NoSuchEntity', outcome: 'allowed' });
  await signedFetch(queryCall(sandbox.endpoint, 'iam', 'ListUsers', { ...nobody.keys, secretAccessKey: 'wrong' }));
  expect(await account.lastEvent()).toMatchObject({
    principal: 'anonymous',
    accessKeyId: nobody.keys.accessKeyId,
    errorCode: 'SignatureDoesNotMatch',
    outcome: 'notDecided',
    access: [],
  });
});

test('secrets and bodies are not recorded, policies are', async () => {
  await account.root.call('iam', 'CreateUser', { UserName: 'secretive' });
  await account.root.call('iam', 'CreateLoginProfile', { UserName: 'secretive', Password: 'Corr3ct-horse!battery' });
  expect((await account.lastEvent()).parameters).toEqual({ UserName: 'secretive', Password: '***' });
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
  await account.root.call('iam', 'PutUserPolicy', { UserName: 'secretive', PolicyName: 'p', PolicyDocument });
  expect((await account.lastEvent()).parameters).toEqual({ UserName: 'secretive', PolicyName: 'p', PolicyDocument });
  await account.root.call('s3', 'CreateBucket', { Bucket: 'recorded-bucket' });
  await account.root.call('s3', 'PutObject', { Bucket: 'recorded-bucket', Key: 'k', Body: 'private text' });
  expect((await account.lastEvent()).parameters).toMatchObject({ Bucket: 'recorded-bucket', Key: 'k', Body: '***' });
  await account.session((await account.role('recorded')).arn);
  expect(JSON.stringify(await account.events())).not.toMatch(/Corr3ct|private text/);
});

test("a check's own calls are marked, and only with the right mark", async () => {
  const { checkerMark } = await sandbox.control<{ checkerMark: string }>('GET', 'status');
  const before = await account.events();
  const marked = sandbox.clients(account.rootKeys, { headers: { 'x-seclab-checker': checkerMark } });
  await marked.call('iam', 'ListRoles', {});
  expect(await account.events()).toEqual(before);
  expect(sandbox.emulator.store.account(account.id).events.since(0).at(-1)).toMatchObject({ operation: 'ListRoles', checker: true });
  const guessed = sandbox.clients(account.rootKeys, { headers: { 'x-seclab-checker': `${checkerMark}x` } });
  await guessed.call('iam', 'ListRoles', {});
  expect(await account.lastEvent()).toMatchObject({ operation: 'ListRoles', checker: false });
});

test('every answer carries an id in the form of its service', async () => {
  const { $metadata } = await (await account.root.sts()).send(new (await import('@aws-sdk/client-sts')).GetCallerIdentityCommand({}));
  expect($metadata.requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const listed = await (await account.root.s3()).send(new (await import('@aws-sdk/client-s3')).ListBucketsCommand({}));
  expect(listed.$metadata.requestId).toMatch(/^[0-9A-F]{16}$/);
  expect(listed.$metadata.extendedRequestId).toMatch(/^[A-Za-z0-9+/]{70,}=*$/);
});
