import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { refusal, type Sandbox, startSandbox, type TestAccount } from '../../../support/sandbox.ts';
import { bucketIn, objectIn } from './bucket-in.ts';

let sandbox: Sandbox;
let account: TestAccount;
let root: TestAccount['root'];
let named: { Bucket: string; Key: string };
beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandbox.account();
  root = account.root;
  named = await objectIn({ account, root });
});
afterAll(() => sandbox.close());

/** https://www.rfc-editor.org/rfc/rfc9110#name-range */
describe('a range of an object', () => {
  it.each([
    ['bytes=0-4', 'hello', 'bytes 0-4/11'],
    ['bytes=6-', 'world', 'bytes 6-10/11'],
    ['bytes=-3', 'rld', 'bytes 8-10/11'],
    ['bytes=6-999', 'world', 'bytes 6-10/11'],
    ['bytes=-999', 'hello world', 'bytes 0-10/11'],
    ['bytes=5-2', 'hello world', undefined],
    ['lines=1-2', 'hello world', undefined],
  ])('%s is %j', async (Range, body, range) => {
    const found = await root.call('s3', 'GetObject', { ...named, Range });
    expect([await found.Body?.transformToString(), found.ContentRange]).toEqual([body, range]);
  });

  it.each(['bytes=11-', 'bytes=99-100', 'bytes=-0'])('%s cannot be satisfied', async (Range) => {
    expect(await refusal(root.call('s3', 'GetObject', { ...named, Range }))).toMatchObject({ code: 'InvalidRange', status: 416 });
  });
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
describe('a conditional request', () => {
  const ETAG = '"5eb63bbbe01eeed093cb22bb8f5acdc3"';
  const past = new Date('2000-01-01');
  const future = new Date(Date.now() + 86_400_000);
  it.each([
    [{ IfMatch: ETAG }, 200],
    [{ IfMatch: '"other"' }, 412],
    [{ IfNoneMatch: ETAG }, 304],
    [{ IfNoneMatch: '"other"' }, 200],
    [{ IfModifiedSince: past }, 200],
    [{ IfModifiedSince: future }, 304],
    [{ IfUnmodifiedSince: past }, 412],
    [{ IfUnmodifiedSince: future }, 200],
    [{ IfMatch: ETAG, IfUnmodifiedSince: past }, 200],
    [{ IfNoneMatch: ETAG, IfModifiedSince: past }, 304],
  ])('%j answers %i', async (conditions, status) => {
    const call = root.call('s3', 'GetObject', { ...named, ...conditions });
    expect(status === 200 ? (await call).ETag : (await refusal(call)).status).toBe(status === 200 ? ETAG : status);
  });

  it('writes only over the object that it names', async () => {
    const Bucket = await bucketIn({ account, root }, '-writes');
    const put = (more: object) => root.call('s3', 'PutObject', { Bucket, Key: 'k', Body: 'x', ...more });
    expect((await refusal(put({ IfMatch: '"x"' }))).code).toBe('NoSuchKey');
    const { ETag } = await put({ IfNoneMatch: '*' });
    expect((await refusal(put({ IfNoneMatch: '*' }))).status).toBe(412);
    expect((await refusal(put({ IfMatch: '"x"' }))).status).toBe(412);
    await put({ IfMatch: ETag });
  });
});

describe('a checksum', () => {
  it.each([
    ['CRC32', 'DUoRhQ=='],
    ['CRC32C', 'yZRlqg=='],
    ['SHA1', 'Kq5sNclPz7QV2+lfQIuc6R7oRu0='],
    ['SHA256', 'uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek='],
  ] as const)('%s is computed, kept and given back', async (ChecksumAlgorithm, value) => {
    const key = { Bucket: named.Bucket, Key: `sum-${ChecksumAlgorithm}` };
    await root.call('s3', 'PutObject', { ...key, Body: 'hello world', ChecksumAlgorithm });
    expect(await root.call('s3', 'HeadObject', { ...key, ChecksumMode: 'ENABLED' })).toMatchObject({
      [`Checksum${ChecksumAlgorithm}`]: value,
    });
  });

  it.each([{ ChecksumSHA256: 'AAAAuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=' }, { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }])(
    'that does not fit refuses the body: %j',
    async (claimed) => {
      const key = { Bucket: named.Bucket, Key: 'refused' };
      expect((await refusal(root.call('s3', 'PutObject', { ...key, Body: 'hello world', ...claimed }))).code).toBe('BadDigest');
      expect((await refusal(root.call('s3', 'HeadObject', key))).status).toBe(404);
    },
  );
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html */
describe('a listing', () => {
  const KEYS = [
    'a.txt',
    'photos/2025/x.jpg',
    'photos/2026/y.jpg',
    'photos/2026/z.jpg',
    'photos/readme',
    'z & <b>.txt',
    'ä.txt',
    '\uff21.txt',
    '😀.txt',
  ];
  let Bucket: string;
  beforeAll(async () => {
    Bucket = await bucketIn({ account, root }, '-listing');
    for (const Key of KEYS.toReversed()) await root.call('s3', 'PutObject', { Bucket, Key, Body: 'x' });
  });

  it('is in the order of UTF-8, with whatever characters', async () => {
    const { Contents = [] } = await root.call('s3', 'ListObjectsV2', { Bucket });
    expect(Contents.map(({ Key }) => Key)).toEqual(KEYS);
    const encoded = await root.call('s3', 'ListObjectsV2', { Bucket, EncodingType: 'url', Prefix: 'z &' });
    expect(encoded.Contents?.map(({ Key }) => decodeURIComponent(Key ?? ''))).toEqual(['z & <b>.txt']);
  });

  it('groups keys by a delimiter', async () => {
    const found = await root.call('s3', 'ListObjectsV2', { Bucket, Prefix: 'photos/', Delimiter: '/' });
    expect(found.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['photos/2025/', 'photos/2026/']);
    expect(found.Contents?.map(({ Key }) => Key)).toEqual(['photos/readme']);
    expect(found.KeyCount).toBe(3);
  });

  it.each([1, 2, 3, 100])('comes in pages of %i without losing or repeating anything', async (MaxKeys) => {
    for (const Delimiter of [undefined, '/']) {
      const items: (string | undefined)[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await root.call('s3', 'ListObjectsV2', { Bucket, MaxKeys, Delimiter, ContinuationToken });
        const here = [...(page.Contents ?? []).map(({ Key }) => Key), ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix)];
        expect(here.length).toBeLessThanOrEqual(MaxKeys);
        items.push(...here);
        ContinuationToken = page.NextContinuationToken;
        expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
      } while (ContinuationToken !== undefined);
      const expected = Delimiter === undefined ? KEYS : [...KEYS.filter((key) => !key.includes('/')), 'photos/'];
      expect(items.toSorted()).toEqual(expected.toSorted());
    }
  });

  it('goes on behind a marker, as the first version of the operation has it', async () => {
    const first = await root.call('s3', 'ListObjects', { Bucket, MaxKeys: 2, Delimiter: '/' });
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'photos/' });
    const second = await root.call('s3', 'ListObjects', { Bucket, Marker: first.NextMarker, Delimiter: '/' });
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(KEYS.slice(5));
    const after = await root.call('s3', 'ListObjectsV2', { Bucket, StartAfter: 'photos/2026/y.jpg', MaxKeys: 1 });
    expect(after.Contents?.map(({ Key }) => Key)).toEqual(['photos/2026/z.jpg']);
  });
});

it('refuses what it does not serve instead of leaving it out', async () => {
  for (const more of [
    { ServerSideEncryption: 'aws:kms' },
    { SSECustomerAlgorithm: 'AES256', SSECustomerKey: 'A'.repeat(32) },
    { ObjectLockMode: 'COMPLIANCE' },
  ]) {
    const put = Reflect.apply(root.call, root, ['s3', 'PutObject', { ...named, Body: 'x', ...more }]);
    expect(await refusal(Promise.resolve(put))).toMatchObject({ code: 'NotImplemented', status: 501 });
  }
});
