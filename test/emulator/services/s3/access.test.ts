import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { refusal, type Sandbox, startSandbox, type TestAccount } from '../../../support/sandbox.ts';
import { bucketIn, bucketPolicy, objectIn } from './bucket-in.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const allow = (Action: string | string[], Resource: string | string[], Condition?: object) => ({
  Statement: { Effect: 'Allow', Action, Resource, ...(Condition === undefined ? {} : { Condition }) },
});

async function trial() {
  const account = await sandbox.account();
  return { account, root: account.root };
}

describe('reading a key that is not there', () => {
  it('tells so only to those who may list the bucket', async () => {
    const t = await trial();
    const { Bucket } = await objectIn(t);
    const missing = { Bucket, Key: 'nothing' };
    const reader = await t.account.user('reader', allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`));
    const lister = await t.account.user(
      'lister',
      allow(['s3:GetObject', 's3:ListBucket'], [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`]),
    );
    expect(await refusal(reader.clients.call('s3', 'GetObject', missing))).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('s3:ListBucket'),
    });
    expect((await refusal(lister.clients.call('s3', 'GetObject', missing))).code).toBe('NoSuchKey');
    expect((await refusal(reader.clients.call('s3', 'HeadObject', missing))).status).toBe(403);
    expect((await refusal(lister.clients.call('s3', 'HeadObject', missing))).status).toBe(404);
  });
});

describe('condition keys', () => {
  it('let a listing through by its prefix', async () => {
    const t = await trial();
    const Bucket = await bucketIn(t);
    const home = { StringLike: { 's3:prefix': ['home/ana/*'] } };
    const ana = await t.account.user('ana', allow('s3:ListBucket', `arn:aws:s3:::${Bucket}`, home));
    await ana.clients.call('s3', 'ListObjectsV2', { Bucket, Prefix: 'home/ana/' });
    for (const Prefix of [undefined, '', 'home/bo/']) {
      expect((await refusal(ana.clients.call('s3', 'ListObjectsV2', { Bucket, Prefix }))).code).toBe('AccessDenied');
    }
  });

  it('let an object be read by the tags that it has, and written by those that it is given', async () => {
    const t = await trial();
    const { Bucket, Key } = await objectIn(t);
    const all = `arn:aws:s3:::${Bucket}/*`;
    const reader = await t.account.user('reader', allow('s3:GetObject', all, { StringEquals: { 's3:ExistingObjectTag/secret': 'no' } }));
    expect((await refusal(reader.clients.call('s3', 'GetObject', { Bucket, Key }))).code).toBe('AccessDenied');
    await t.root.call('s3', 'PutObjectTagging', { Bucket, Key, Tagging: { TagSet: [{ Key: 'secret', Value: 'no' }] } });
    await reader.clients.call('s3', 'GetObject', { Bucket, Key });

    const writer = await t.account.user(
      'writer',
      allow(['s3:PutObject', 's3:PutObjectTagging'], all, { StringEquals: { 's3:RequestObjectTag/team': 'red' } }),
    );
    const put = (Tagging?: string) =>
      writer.clients.call('s3', 'PutObject', { Bucket, Key: 'new', Body: 'x', ...(Tagging === undefined ? {} : { Tagging }) });
    await put('team=red');
    expect((await refusal(put('team=blue'))).code).toBe('AccessDenied');
    expect((await refusal(put())).code).toBe('AccessDenied');
  });

  it('see the canned access control list, and giving one is an action of its own', async () => {
    const t = await trial();
    const Bucket = await bucketIn(t);
    const writer = await t.account.user('writer', allow('s3:PutObject', `arn:aws:s3:::${Bucket}/*`));
    const put = (ACL?: 'public-read') =>
      writer.clients.call('s3', 'PutObject', { Bucket, Key: 'k', Body: 'x', ...(ACL === undefined ? {} : { ACL }) });
    await put();
    expect((await refusal(put('public-read'))).message).toContain('s3:PutObjectAcl');
    expect((await refusal(t.root.call('s3', 'PutObject', { Bucket, Key: 'k', Body: 'x', ACL: 'public-read' }))).code).toBe(
      'AccessControlListNotSupported',
    );
  });
});

describe('another account', () => {
  it("is let in only where both sides allow it, and what it writes belongs to the bucket's owner", async () => {
    const t = await trial();
    const { Bucket, Key } = await objectIn(t);
    const vendor = await sandbox.account();
    const bot = await vendor.user('bot');
    const read = (who: TestAccount['root']) => who.call('s3', 'GetObject', { Bucket, Key });
    const Policy = bucketPolicy(Bucket, { Principal: { AWS: vendor.id }, Action: ['s3:GetObject', 's3:PutObject'] });
    expect((await refusal(read(bot.clients))).code).toBe('AccessDenied');
    await t.root.call('s3', 'PutBucketPolicy', { Bucket, Policy });
    expect((await refusal(read(bot.clients))).code).toBe('AccessDenied');
    const allowed = await vendor.user('allowed', allow('s3:*', `arn:aws:s3:::${Bucket}/*`));
    await read(allowed.clients);
    await allowed.clients.call('s3', 'PutObject', { Bucket, Key: 'from-vendor', Body: 'hi' });
    await t.root.call('s3', 'GetObject', { Bucket, Key: 'from-vendor' });
    expect((await refusal(allowed.clients.call('s3', 'GetObject', { Bucket, Key, ExpectedBucketOwner: vendor.id }))).code).toBe(
      'AccessDenied',
    );
  });
});
