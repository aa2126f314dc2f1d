import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox, type TestAccount } from '../../support/sandbox.ts';
import { answerOf, queryCall, sign, signedFetch } from './signed-fetch.ts';

let sandbox: Sandbox;
let account: TestAccount;

beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandbox.account();
  await account.root.call('s3', 'CreateBucket', { Bucket: 'signed-bucket' });
});
afterAll(() => sandbox.close());

const KEYS = ['plain', 'a b', 'a+b', 'a%20b', 'a/b//c', 'ü/😀', "!'()*~-_.", 'a=b&c', '%', '..', 'a/../b', '{}[]|^`<>"'];

describe('the SDK signs what the gateway takes', () => {
  test.each(KEYS)('key %j', async (Key) => {
    await account.root.call('s3', 'PutObject', { Bucket: 'signed-bucket', Key, Body: `body of ${Key}` });
    const { Body } = await account.root.call('s3', 'GetObject', { Bucket: 'signed-bucket', Key });
    expect(await Body?.transformToString()).toBe(`body of ${Key}`);
  });

  test('query values', async () => {
    const input = { Bucket: 'signed-bucket', Prefix: 'a b+c/ü&=?*', Delimiter: '/', StartAfter: "'()~" };
    expect(await account.root.call('s3', 'ListObjectsV2', input)).toMatchObject({ Prefix: input.Prefix, StartAfter: input.StartAfter });
  });

  test('metadata with spaces inside', async () => {
    const Metadata = { note: 'two  words   apart' };
    await account.root.call('s3', 'PutObject', { Bucket: 'signed-bucket', Key: 'noted', Metadata });
    expect((await account.root.call('s3', 'HeadObject', { Bucket: 'signed-bucket', Key: 'noted' })).Metadata).toEqual(Metadata);
  });

  test('any region', async () => {
    const clients = sandbox.clients(account.rootKeys, { region: 'eu-central-1' });
    expect((await clients.call('sts', 'GetCallerIdentity', {})).Account).toBe(account.id);
    expect((await account.lastEvent()).region).toBe('eu-central-1');
  });
});

describe('aws4fetch signs what the gateway takes', () => {
  const signer = () => new AwsClient({ ...account.rootKeys, retries: 0 });

  test.each(['plain', 'a b', 'ü/😀', '(x)', 'a/b'])('key %j', async (key) => {
    const url = `${sandbox.endpoint}/signed-bucket/${encodeURIComponent(key).replaceAll('%2F', '/')}`;
    const options = { aws: { service: 's3', region: 'us-east-1' } };
    expect((await signer().fetch(url, { method: 'PUT', body: key, ...options })).status).toBe(200);
    expect(await (await signer().fetch(url, options)).text()).toBe(key);
  });

  test('queries', async () => {
    const url = `${sandbox.endpoint}/signed-bucket?list-type=2&prefix=a%20b%2Bc&empty&delimiter=%2F`;
    expect((await signer().fetch(url, { aws: { service: 's3', region: 'us-east-1' } })).status).toBe(200);
  });

  test('query services', async () => {
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await signer().fetch(sandbox.endpoint, {
      method: 'POST',
      body,
      headers,
      aws: { service: 'sts', region: 'us-east-1' },
    });
    expect(await response.text()).toContain(`<Account>${account.id}</Account>`);
  });

  test('presigned reads', async () => {
    await account.root.call('s3', 'PutObject', { Bucket: 'signed-bucket', Key: 'presigned', Body: 'hi' });
    const { url } = await signer().sign(`${sandbox.endpoint}/signed-bucket/presigned?X-Amz-Expires=60`, {
      aws: { signQuery: true, service: 's3', region: 'us-east-1' },
    });
    expect(await (await fetch(url)).text()).toBe('hi');
  });
});

describe('headers', () => {
  test('of one name several times, and with many spaces', async () => {
    const call = { ...queryCall(sandbox.endpoint, 'sts', 'GetCallerIdentity', account.rootKeys) };
    const response = await signedFetch({ ...call, headers: { ...call.headers, 'my-list': 'a,b, c', 'my-text': '  x   y  ' } });
    expect(response.status).toBe(200);
  });

  test('that are not signed may be changed on the way', async () => {
    const { url, init } = await sign(queryCall(sandbox.endpoint, 'sts', 'GetCallerIdentity', account.rootKeys));
    expect((await fetch(url, { ...init, headers: { ...init.headers, 'x-proxy': 'added' } })).status).toBe(200);
  });
});

describe('presigned URLs', () => {
  const presign = async (expiresIn: number, signingDate = new Date()) =>
    getSignedUrl(await account.root.s3(), new GetObjectCommand({ Bucket: 'signed-bucket', Key: 'a b/ü' }), { expiresIn, signingDate });

  beforeAll(async () => {
    await account.root.call('s3', 'PutObject', { Bucket: 'signed-bucket', Key: 'a b/ü', Body: 'shared' });
  });

  test('let anyone read for their time', async () => {
    expect(await (await fetch(await presign(60))).text()).toBe('shared');
    const { access } = await account.lastEvent();
    expect(access[0]?.context).toMatchObject({ 's3:authType': 'REST-QUERY-STRING' });
  });

  test('of a session carry its token', async () => {
    const read = { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::signed-bucket/*' } };
    const { arn } = await account.role('presigner', { policies: [read] });
    const { clients } = await account.session(arn);
    const command = new GetObjectCommand({ Bucket: 'signed-bucket', Key: 'a b/ü' });
    const url = await getSignedUrl(await clients.s3(), command, { expiresIn: 60 });
    expect(url).toContain('X-Amz-Security-Token=');
    expect(await (await fetch(url)).text()).toBe('shared');
    const without = url.replace(/X-Amz-Security-Token=[^&]*&/, '');
    expect(await answerOf(await fetch(without))).toMatchObject({ status: 400, code: 'InvalidToken' });
  });

  test('let anyone write what they name', async () => {
    const client = sandbox.clients(account.rootKeys);
    const url = await getSignedUrl(await client.s3(), new PutObjectCommand({ Bucket: 'signed-bucket', Key: 'uploaded' }), {
      expiresIn: 60,
    });
    const answer = await answerOf(await fetch(url, { method: 'PUT', body: 'from outside' }));
    expect(answer).toMatchObject({ status: 200 });
    const { Body } = await account.root.call('s3', 'GetObject', { Bucket: 'signed-bucket', Key: 'uploaded' });
    expect(await Body?.transformToString()).toBe('from outside');
  });

  test.each([
    ['after their time', () => presign(60, new Date(Date.now() - 120_000)), 403, 'AccessDenied', 'Request has expired'],
    ['before their time', () => presign(60, new Date(Date.now() + 3_600_000)), 403, 'AccessDenied', 'Request is not yet valid'],
    ['for another key', async () => (await presign(60)).replace('/a%20b/', '/other/'), 403, 'SignatureDoesNotMatch', 'does not match'],
    ['with more time', async () => (await presign(60)).replace('Expires=60', 'Expires=61'), 403, 'SignatureDoesNotMatch', 'does not match'],
    [
      'with more than a week',
      async () => (await presign(60)).replace('Expires=60', 'Expires=604801'),
      400,
      'AuthorizationQueryParametersError',
      'less than a week',
    ],
    [
      'with no time',
      async () => (await presign(60)).replace('X-Amz-Expires=60&', ''),
      400,
      'AuthorizationQueryParametersError',
      'requires the X-Amz-Algorithm',
    ],
    [
      'with one more parameter',
      async () => `${await presign(60)}&response-content-type=text%2Fhtml`,
      403,
      'SignatureDoesNotMatch',
      'does not match',
    ],
  ])('are refused %s', async (_, url, status, code, message) => {
    const answer = await answerOf(await fetch(await url()));
    expect(answer).toMatchObject({ status, code });
    expect(answer.text).toContain(message);
  });

  test('are refused for another method', async () => {
    const answer = await answerOf(await fetch(await presign(60), { method: 'DELETE' }));
    expect(answer).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  test('are refused with headers of S3 that nobody signed', async () => {
    const answer = await answerOf(await fetch(await presign(60), { headers: { 'x-amz-request-payer': 'requester' } }));
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(answer.text).toContain('<HeadersNotSigned>x-amz-request-payer</HeadersNotSigned>');
  });
});
