import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Keys, type Sandbox, startSandbox, type TestAccount } from '../../support/sandbox.ts';
import { answerOf, jsonCall, queryCall, s3Call, sign, type SignedCall, signedFetch } from './signed-fetch.ts';

let sandbox: Sandbox;
let account: TestAccount;

beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandbox.account();
});
afterAll(() => sandbox.close());

type MakeCall = (keys: Keys) => SignedCall;
const CALLS: Record<string, MakeCall> = {
  sts: (keys) => queryCall(sandbox.endpoint, 'sts', 'GetCallerIdentity', keys),
  iam: (keys) => queryCall(sandbox.endpoint, 'iam', 'ListUsers', keys),
  cloudtrail: (keys) => jsonCall(sandbox.endpoint, keys),
  s3: (keys) => s3Call(sandbox.endpoint, keys),
};
const callOf = (service: string, keys: Keys): SignedCall => {
  const make = CALLS[service];
  if (make === undefined) throw new Error(`No call for ${service}`);
  return make(keys);
};

const HOUR = 3_600_000;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html and S3's ErrorResponses.html */
const CODES = {
  sts: {
    wrongSecret: [403, 'SignatureDoesNotMatch'],
    unknownKey: [403, 'InvalidClientTokenId'],
    wrongToken: [403, 'InvalidClientTokenId'],
    expired: [403, 'ExpiredToken'],
    skewed: [403, 'SignatureDoesNotMatch'],
  },
  cloudtrail: {
    wrongSecret: [400, 'InvalidSignatureException'],
    unknownKey: [400, 'UnrecognizedClientException'],
    wrongToken: [400, 'UnrecognizedClientException'],
    expired: [400, 'ExpiredTokenException'],
    skewed: [400, 'InvalidSignatureException'],
  },
  s3: {
    wrongSecret: [403, 'SignatureDoesNotMatch'],
    unknownKey: [403, 'InvalidAccessKeyId'],
    wrongToken: [400, 'InvalidToken'],
    expired: [400, 'ExpiredToken'],
    skewed: [403, 'RequestTimeTooSkewed'],
  },
} as const;
const rows = (Object.keys(CODES) as (keyof typeof CODES)[]).map((service) => ({ service, codes: CODES[service] }));

describe.each(rows)('$service', ({ service, codes }) => {
  const refusalOf = async (call: SignedCall) => {
    const { status, code } = await answerOf(await signedFetch(call));
    return [status, code];
  };

  test('takes a good signature', async () => {
    expect((await signedFetch(callOf(service, account.rootKeys))).status).toBe(200);
  });

  test('refuses a wrong secret', async () => {
    expect(await refusalOf(callOf(service, { ...account.rootKeys, secretAccessKey: 'wrong' }))).toEqual(codes.wrongSecret);
  });

  test('refuses a key that nobody has, of this account and of none', async () => {
    expect(
      await refusalOf(callOf(service, { accessKeyId: `${account.rootKeys.accessKeyId.slice(0, -4)}AAAA`, secretAccessKey: 'x' })),
    ).toEqual(codes.unknownKey);
    expect(await refusalOf(callOf(service, { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' }))).toEqual(codes.unknownKey);
    expect(await refusalOf(callOf(service, { accessKeyId: 'x', secretAccessKey: 'x' }))).toEqual(codes.unknownKey);
  });

  test('refuses a key that was switched off', async () => {
    const user = await account.user();
    const key = { UserName: user.name, AccessKeyId: user.keys.accessKeyId };
    await account.root.call('iam', 'UpdateAccessKey', { ...key, Status: 'Inactive' });
    expect(await refusalOf(callOf(service, user.keys))).toEqual(codes.unknownKey);
    await account.root.call('iam', 'UpdateAccessKey', { ...key, Status: 'Active' });
    await account.root.call('iam', 'DeleteAccessKey', key);
    expect(await refusalOf(callOf(service, user.keys))).toEqual(codes.unknownKey);
  });

  test('refuses a session without its token, and with another', async () => {
    const { arn } = await account.role(`token-${service}`);
    const { keys } = await account.session(arn);
    const { accessKeyId, secretAccessKey } = keys;
    expect(await refusalOf(callOf(service, { accessKeyId, secretAccessKey }))).toEqual(codes.wrongToken);
    expect(await refusalOf(callOf(service, { accessKeyId, secretAccessKey, sessionToken: 'other' }))).toEqual(codes.wrongToken);
    expect(await refusalOf(callOf(service, { ...account.rootKeys, sessionToken: keys.sessionToken }))).toEqual(codes.wrongToken);
  });

  test('refuses a session whose time is over by the lab clock', async () => {
    const other = await sandbox.account();
    const { arn } = await other.role('short');
    const { keys } = await other.session(arn);
    await other.moveClock(HOUR - 60_000);
    expect((await answerOf(await signedFetch(callOf(service, keys)))).code).not.toBe(codes.expired[1]);
    await other.moveClock(HOUR + 1000);
    expect(await refusalOf(callOf(service, keys))).toEqual(codes.expired);
  });

  test.each([
    [-16 * 60_000, 'too old'],
    [16 * 60_000, 'too new'],
    [-HOUR, 'an hour old'],
    [24 * HOUR, 'of tomorrow'],
  ])('refuses a signature that is %i ms off: %s', async (offset) => {
    expect(await refusalOf({ ...callOf(service, account.rootKeys), date: new Date(Date.now() + offset) })).toEqual(codes.skewed);
  });

  test('takes a signature of 14 minutes ago, whatever the lab clock says', async () => {
    const other = await sandbox.account();
    await other.moveClock(1000 * HOUR);
    expect((await signedFetch({ ...callOf(service, other.rootKeys), date: new Date(Date.now() - 14 * 60_000) })).status).toBe(200);
  });

  test('refuses what was changed after it was signed', async () => {
    const { url, init } = await sign({
      ...callOf(service, account.rootKeys),
      headers: { ...callOf(service, account.rootKeys).headers, 'x-signed': 'a' },
    });
    const changed = await fetch(url, { ...init, headers: { ...init.headers, 'x-signed': 'b' } });
    expect(await answerOf(changed)).toMatchObject({ status: codes.wrongSecret[0], code: codes.wrongSecret[1] });
  });
});

describe('bodies', () => {
  test('of query and JSON services are covered by the signature', async () => {
    for (const service of ['sts', 'cloudtrail'] as const) {
      const { url, init } = await sign(callOf(service, account.rootKeys));
      const answer = await answerOf(await fetch(url, { ...init, body: `${String(callOf(service, account.rootKeys).body)} ` }));
      expect(answer.code).toBe(CODES[service].wrongSecret[1]);
    }
  });

  test('of S3 are held against their hash', async () => {
    await account.root.call('s3', 'CreateBucket', { Bucket: 'hashed-bodies' });
    const call = { ...s3Call(sandbox.endpoint, account.rootKeys), method: 'PUT', path: '/hashed-bodies/k', body: 'right' };
    const { url, init } = await sign(call);
    expect(await answerOf(await fetch(url, { ...init, body: 'wrong' }))).toMatchObject({ status: 400, code: 'XAmzContentSHA256Mismatch' });
    expect((await account.root.call('s3', 'ListObjectsV2', { Bucket: 'hashed-bodies' })).KeyCount).toBe(0);
  });
});

describe('the scope of a signature', () => {
  test.each([
    ['sts', { region: 'nowhere' }, 403, 'SignatureDoesNotMatch'],
    ['cloudtrail', { region: 'nowhere' }, 400, 'InvalidSignatureException'],
    ['s3', { region: 'nowhere' }, 400, 'AuthorizationHeaderMalformed'],
  ])('of %s names a region', async (service, change, status, code) => {
    expect(await answerOf(await signedFetch({ ...callOf(service, account.rootKeys), ...change }))).toMatchObject({ status, code });
  });

  test.each([
    ['sts', 403, 'SignatureDoesNotMatch'],
    ['cloudtrail', 400, 'InvalidSignatureException'],
    ['s3', 400, 'AuthorizationHeaderMalformed'],
  ])('of %s has the date of the request', async (service, status, code) => {
    const { url, init } = await sign(callOf(service, account.rootKeys));
    const authorization = init.headers['authorization']?.replace(/\/\d{8}\//, '/20200101/') ?? '';
    expect(await answerOf(await fetch(url, { ...init, headers: { ...init.headers, authorization } }))).toMatchObject({ status, code });
  });

  test('of another service does not open this one', async () => {
    const call = queryCall(sandbox.endpoint, 'sts', 'GetCallerIdentity', account.rootKeys);
    const { url, init } = await sign(call);
    const authorization = init.headers['authorization']?.replace('/sts/', '/iam/') ?? '';
    expect(await answerOf(await fetch(url, { ...init, headers: { ...init.headers, authorization } }))).toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });
});

describe('an Authorization header that cannot be read', () => {
  const send = async (service: string, authorization: string) => {
    const { url, init } = await sign(callOf(service, account.rootKeys));
    return answerOf(await fetch(url, { ...init, headers: { ...init.headers, authorization } }));
  };

  test.each([
    ['another scheme', 's3', 'AWS AKID:signature', 400, 'InvalidRequest'],
    ['no parts', 's3', 'AWS4-HMAC-SHA256 ', 400, 'AuthorizationHeaderMalformed'],
    [
      'a scope without an end',
      's3',
      'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3, SignedHeaders=host, Signature=x',
      400,
      'AuthorizationHeaderMalformed',
    ],
    ['another scheme', 'sts', 'Basic YTpi', 403, 'IncompleteSignature'],
  ])('%s (%s)', async (_, service, authorization, status, code) => {
    expect(await send(service, authorization)).toMatchObject({ status, code });
  });

  test('says what is missing', async () => {
    const { text } = await send('sts', 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sts/aws4_request');
    expect(text).toContain('requires');
    expect(text).toContain('Signature');
  });

  test('the host must be signed', async () => {
    const { url, init } = await sign(callOf('sts', account.rootKeys));
    const authorization = init.headers['authorization']?.replace('host;', '') ?? '';
    expect(await answerOf(await fetch(url, { ...init, headers: { ...init.headers, authorization } }))).toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });
});

describe('calls without a signature', () => {
  test('of query and JSON services ask for one', async () => {
    for (const service of ['sts', 'iam', 'cloudtrail']) {
      const { body, headers } = callOf(service, account.rootKeys);
      const answer = await answerOf(await fetch(sandbox.endpoint, { method: 'POST', body: String(body), headers: { ...headers } }));
      expect(answer).toMatchObject({ status: 403, code: 'MissingAuthenticationToken' });
    }
  });

  test('of S3 are anonymous ones', async () => {
    expect(await answerOf(await fetch(sandbox.endpoint))).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(await answerOf(await fetch(`${sandbox.endpoint}/no-such-bucket-here/k`))).toMatchObject({ status: 404, code: 'NoSuchBucket' });
    await account.root.call('s3', 'CreateBucket', { Bucket: 'open-to-none' });
    const answer = await answerOf(await fetch(`${sandbox.endpoint}/open-to-none/k`));
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(answer.text).toContain('<Message>Access Denied</Message>');
    expect(await account.lastEvent()).toMatchObject({
      principal: 'anonymous',
      operation: 'GetObject',
      outcome: 'implicitDeny',
      account: account.id,
    });
  });

  test('read what a bucket policy opens to everyone', async () => {
    const Bucket = 'open-to-everyone';
    await account.root.call('s3', 'CreateBucket', { Bucket });
    await account.root.call('s3', 'PutObject', { Bucket, Key: 'k', Body: 'public' });
    await account.root.call('s3', 'DeletePublicAccessBlock', { Bucket });
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
    await account.root.call('s3', 'PutBucketPolicy', { Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: statement }) });
    const answer = await answerOf(await fetch(`${sandbox.endpoint}/${Bucket}/k`));
    expect([answer.status, answer.text]).toEqual([200, 'public']);
  });
});

test('a service or operation that is not built in says so', async () => {
  const known = await answerOf(await signedFetch(queryCall(sandbox.endpoint, 'iam', 'CreateSAMLProvider', account.rootKeys)));
  expect(known).toMatchObject({ status: 501, code: 'NotImplemented' });
  expect(known.text).toContain('CreateSAMLProvider of iam');
  const call = { ...jsonCall(sandbox.endpoint, account.rootKeys), service: 'dynamodb' };
  const unknown = await answerOf(
    await signedFetch({ ...call, headers: { ...call.headers, 'x-amz-target': 'DynamoDB_20120810.ListTables' } }),
  );
  expect(unknown).toMatchObject({ status: 501, code: 'NotImplemented' });
  expect(unknown.text).toContain('ListTables of dynamodb');
  expect(await account.lastEvent()).toMatchObject({ service: 'dynamodb', status: 501, outcome: 'notDecided' });
});
