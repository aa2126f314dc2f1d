import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { refusal, type Sandbox, startSandbox, type TestAccount } from '../../../support/sandbox.ts';
import { bucketIn, bucketPolicy, objectIn } from './bucket-in.ts';

let sandbox: Sandbox;
let account: TestAccount;
let Bucket: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandbox.account();
  Bucket = await bucketIn({ account, root: account.root });
});
afterAll(() => sandbox.close());

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
describe('a bucket policy', () => {
  const BUCKET = 'arn:aws:s3:::BUCKET';
  it.each([
    ['no JSON at all', 'hello', "Policies must be valid JSON and the first byte must be '{'"],
    ['a broken document', '{"Version": "2012-10-17",', 'This policy contains invalid Json'],
    ['no principal', { Principal: undefined }, 'Missing required field Principal'],
    ['an object action on the bucket alone', { Resource: BUCKET }, 'Action does not apply to any resource(s) in statement'],
    ['a bucket action on objects alone', { Action: 's3:ListBucket' }, 'Action does not apply to any resource(s) in statement'],
    ['another bucket', { Resource: 'arn:aws:s3:::other-bucket/*' }, 'Policy has invalid resource'],
    ['every bucket', { Resource: 'arn:aws:s3:::*' }, 'Policy has invalid resource'],
    ['an action that S3 does not have', { Action: 's3:GetObjects' }, 'Policy has invalid action'],
    ['an action of another service', { Action: 'iam:GetUser' }, 'Policy has invalid action'],
    ['a user that does not exist', { Principal: { AWS: 'arn:aws:iam::ACCOUNT:user/ghost' } }, 'Invalid principal in policy'],
    ['an account that does not exist', { Principal: { AWS: '999999999999' } }, 'Invalid principal in policy'],
    ['a principal with a wildcard inside', { Principal: { AWS: 'arn:aws:iam::ACCOUNT:user/*' } }, 'Invalid principal in policy'],
  ])('with %s is refused in the words of S3', async (_case, statement, sentence) => {
    const text = typeof statement === 'string' ? statement : bucketPolicy(Bucket, { Principal: { AWS: account.id }, ...statement });
    const Policy = text.replaceAll('BUCKET', Bucket).replaceAll('ACCOUNT', account.id);
    expect(await refusal(account.root.call('s3', 'PutBucketPolicy', { Bucket, Policy }))).toEqual({
      code: 'MalformedPolicy',
      status: 400,
      message: sentence,
    });
  });

  it.each([
    ['bucket and objects in one statement', { Action: ['s3:ListBucket', 's3:GetObject'], Resource: [BUCKET, `${BUCKET}/*`] }],
    ['wildcards in actions', { Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`] }],
    ['a name with a wildcard behind it', { Action: 's3:GetObject', Resource: `${BUCKET}*` }],
    [
      'a denial of everyone',
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `${BUCKET}/*`, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ],
  ])('with %s is taken', async (_case, statement) => {
    const Policy = bucketPolicy(Bucket, { Principal: { AWS: account.id }, ...statement }).replaceAll('BUCKET', Bucket);
    await account.root.call('s3', 'PutBucketPolicy', { Bucket, Policy });
    expect((await account.root.call('s3', 'GetBucketPolicy', { Bucket })).Policy).toContain(Bucket);
  });

  it('means the user that it named, not a later one of the same name', async () => {
    const own = await sandbox.account();
    const named = await objectIn({ account: own, root: own.root });
    const ana = await own.user('ana');
    await own.root.call('s3', 'PutBucketPolicy', {
      Bucket: named.Bucket,
      Policy: bucketPolicy(named.Bucket, { Principal: { AWS: ana.arn } }),
    });
    await ana.clients.call('s3', 'GetObject', named);
    await own.root.call('iam', 'DeleteAccessKey', { UserName: 'ana', AccessKeyId: ana.keys.accessKeyId });
    await own.root.call('iam', 'DeleteUser', { UserName: 'ana' });
    const namesake = await own.user('ana');
    expect((await refusal(namesake.clients.call('s3', 'GetObject', named))).code).toBe('AccessDenied');
    expect((await own.root.call('s3', 'GetBucketPolicy', { Bucket: named.Bucket })).Policy).toMatch(/"AWS":"AIDA\w+"/);
  });
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
describe('Block Public Access', () => {
  it('refuses a public policy', async () => {
    const own = await sandbox.account();
    const name = await bucketIn({ account: own, root: own.root });
    const refused = await refusal(own.root.call('s3', 'PutBucketPolicy', { Bucket: name, Policy: bucketPolicy(name, { Principal: '*' }) }));
    expect(refused).toMatchObject({ code: 'AccessDenied', message: expect.stringContaining('BlockPublicPolicy') });
  });

  it('keeps strangers out of a bucket whose policy became public before', async () => {
    const own = await sandbox.account();
    const named = await objectIn({ account: own, root: own.root });
    await own.root.call('s3', 'DeletePublicAccessBlock', { Bucket: named.Bucket });
    await own.root.call('s3', 'PutBucketPolicy', { Bucket: named.Bucket, Policy: bucketPolicy(named.Bucket, { Principal: '*' }) });
    const url = `${sandbox.endpoint}/${named.Bucket}/${named.Key}`;
    expect(await (await fetch(url)).text()).toBe('hello world');
    const stranger = (await sandbox.account()).root;
    await stranger.call('s3', 'GetObject', named);

    const RestrictPublicBuckets = { RestrictPublicBuckets: true };
    await own.root.call('s3', 'PutPublicAccessBlock', { Bucket: named.Bucket, PublicAccessBlockConfiguration: RestrictPublicBuckets });
    expect((await fetch(url)).status).toBe(403);
    expect((await refusal(stranger.call('s3', 'GetObject', named))).code).toBe('AccessDenied');
    await own.root.call('s3', 'GetObject', named);
  });
});
