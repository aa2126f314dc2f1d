// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';

import type { OperationCases, Trial } from '../../../support/operations.ts';
import { BODY, bucketIn, KEY, objectIn } from './bucket-in.ts';

const NOWHERE = { Bucket: 'no-such-bucket-anywhere' };

const onObject = { input: (t: Trial) => objectIn(t) };
const noKey = async (t: Trial) => ({ Bucket: await bucketIn(t), Key: 'nothing' });

export const objectCases = {
  PutObject: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      const put = await t.root.call('s3', 'PutObject', {
        Bucket,
        Key: KEY,
        Body: BODY,
        ContentType: 'text/plain',
        Metadata: { who: 'ana' },
      });
      expect(put).toMatchObject({ ETag: '"5eb63bbbe01eeed093cb22bb8f5acdc3"', ServerSideEncryption: 'AES256' });
      const found = await t.root.call('s3', 'GetObject', { Bucket, Key: KEY });
      expect(found).toMatchObject({ ContentType: 'text/plain', ContentLength: 11, ETag: put.ETag, Metadata: { who: 'ana' } });
      expect(await found.Body?.transformToString()).toBe(BODY);
    },
    error: {
      code: 'PreconditionFailed',
      provoke: async (t) => t.root.call('s3', 'PutObject', { ...(await objectIn(t)), Body: 'again', IfNoneMatch: '*' }),
    },
    denial: { input: async (t) => ({ Bucket: await bucketIn(t), Key: KEY, Body: BODY }) },
  },

  GetObject: {
    success: async (t) => {
      const found = await t.root.call('s3', 'GetObject', { ...(await objectIn(t)), ResponseContentType: 'text/csv' });
      expect(found.ContentType).toBe('text/csv');
      expect(await found.Body?.transformToString()).toBe(BODY);
    },
    error: { code: 'NoSuchKey', provoke: async (t) => t.root.call('s3', 'GetObject', await noKey(t)) },
    denial: onObject,
  },

  HeadObject: {
    success: async (t) => {
      expect(await t.root.call('s3', 'HeadObject', await objectIn(t))).toMatchObject({
        ContentLength: 11,
        ContentType: 'application/octet-stream',
      });
    },
    error: { code: 'NotFound', provoke: async (t) => t.root.call('s3', 'HeadObject', await noKey(t)) },
    denial: onObject,
  },

  DeleteObject: {
    success: async (t) => {
      const named = await objectIn(t);
      await t.root.call('s3', 'DeleteObject', named);
      await t.root.call('s3', 'DeleteObject', named);
      await expect(t.root.call('s3', 'GetObject', named)).rejects.toThrow('The specified key does not exist.');
    },
    error: { code: 'NoSuchBucket', provoke: ({ root }) => root.call('s3', 'DeleteObject', { ...NOWHERE, Key: KEY }) },
    denial: onObject,
  },

  DeleteObjects: {
    success: async (t) => {
      const { Bucket, Key } = await objectIn(t);
      const { Deleted } = await t.root.call('s3', 'DeleteObjects', { Bucket, Delete: { Objects: [{ Key }, { Key: 'nothing' }] } });
      expect(Deleted).toEqual([{ Key }, { Key: 'nothing' }]);
      expect((await t.root.call('s3', 'ListObjectsV2', { Bucket })).KeyCount).toBe(0);
    },
    error: {
      code: 'MalformedXML',
      provoke: async (t) => t.root.call('s3', 'DeleteObjects', { Bucket: await bucketIn(t), Delete: { Objects: [] } }),
    },
    denial: {
      input: async (t) => {
        const { Bucket, Key } = await objectIn(t);
        return { Bucket, Delete: { Objects: [{ Key }] } };
      },
    },
  },

  CopyObject: {
    success: async (t) => {
      const { Bucket, Key } = await objectIn(t, 'ein Foto+1.txt');
      await t.root.call('s3', 'PutObjectTagging', { Bucket, Key, Tagging: { TagSet: [{ Key: 'team', Value: 'red' }] } });
      const copy = { Bucket, Key: 'copy' };
      await t.root.call('s3', 'CopyObject', { ...copy, CopySource: `${Bucket}/${encodeURIComponent(Key)}` });
      expect(await (await t.root.call('s3', 'GetObject', copy)).Body?.transformToString()).toBe(BODY);
      expect((await t.root.call('s3', 'GetObjectTagging', copy)).TagSet).toEqual([{ Key: 'team', Value: 'red' }]);
    },
    error: {
      code: 'InvalidRequest',
      provoke: async (t) => {
        const { Bucket, Key } = await objectIn(t);
        return t.root.call('s3', 'CopyObject', { Bucket, Key, CopySource: `${Bucket}/${Key}` });
      },
    },
    denial: {
      input: async (t) => {
        const { Bucket, Key } = await objectIn(t);
        return { Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}` };
      },
    },
  },

  ListObjectsV2: {
    success: async (t) => {
      const { Bucket } = await objectIn(t);
      const found = await t.root.call('s3', 'ListObjectsV2', { Bucket, FetchOwner: true });
      expect(found).toMatchObject({ KeyCount: 1, IsTruncated: false, Contents: [{ Key: KEY, Size: 11, StorageClass: 'STANDARD' }] });
      expect(found.Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    },
    error: { code: 'NoSuchBucket', provoke: ({ root }) => root.call('s3', 'ListObjectsV2', NOWHERE) },
    denial: { input: async (t) => ({ Bucket: await bucketIn(t) }) },
  },

  ListObjects: {
    success: async (t) => {
      const { Bucket } = await objectIn(t);
      expect((await t.root.call('s3', 'ListObjects', { Bucket })).Contents).toMatchObject([{ Key: KEY, Size: 11 }]);
    },
    error: { code: 'NoSuchBucket', provoke: ({ root }) => root.call('s3', 'ListObjects', NOWHERE) },
    denial: { input: async (t) => ({ Bucket: await bucketIn(t) }) },
  },

  GetObjectAcl: {
    success: async (t) => {
      const { Owner, Grants } = await t.root.call('s3', 'GetObjectAcl', await objectIn(t));
      expect(Grants).toEqual([{ Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }]);
    },
    error: { code: 'NoSuchKey', provoke: async (t) => t.root.call('s3', 'GetObjectAcl', await noKey(t)) },
    denial: onObject,
  },

  PutObjectAcl: {
    success: async (t) => {
      const named = await objectIn(t);
      await t.root.call('s3', 'PutObjectAcl', { ...named, ACL: 'bucket-owner-full-control' });
      expect((await t.root.call('s3', 'GetObjectAcl', named)).Grants).toHaveLength(1);
    },
    error: {
      code: 'AccessControlListNotSupported',
      provoke: async (t) => t.root.call('s3', 'PutObjectAcl', { ...(await objectIn(t)), ACL: 'public-read' }),
    },
    denial: { input: async (t) => ({ ...(await objectIn(t)), ACL: 'private' }) },
  },

  PutObjectTagging: {
    success: async (t) => {
      const named = await objectIn(t);
      await t.root.call('s3', 'PutObjectTagging', { ...named, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } });
      expect((await t.root.call('s3', 'GetObject', named)).TagCount).toBe(1);
    },
    error: {
      code: 'BadRequest',
      provoke: async (t) => {
        const TagSet = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
        return t.root.call('s3', 'PutObjectTagging', { ...(await objectIn(t)), Tagging: { TagSet } });
      },
    },
    denial: { input: async (t) => ({ ...(await objectIn(t)), Tagging: { TagSet: [] } }) },
  },

  GetObjectTagging: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      await t.root.call('s3', 'PutObject', { Bucket, Key: KEY, Body: BODY, Tagging: 'team=red&stage=a%20b' });
      const { TagSet } = await t.root.call('s3', 'GetObjectTagging', { Bucket, Key: KEY });
      expect(TagSet).toEqual([
        { Key: 'team', Value: 'red' },
        { Key: 'stage', Value: 'a b' },
      ]);
    },
    error: { code: 'NoSuchKey', provoke: async (t) => t.root.call('s3', 'GetObjectTagging', await noKey(t)) },
    denial: onObject,
  },

  DeleteObjectTagging: {
    success: async (t) => {
      const named = await objectIn(t);
      await t.root.call('s3', 'PutObjectTagging', { ...named, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } });
      await t.root.call('s3', 'DeleteObjectTagging', named);
      expect((await t.root.call('s3', 'GetObjectTagging', named)).TagSet ?? []).toEqual([]);
    },
    error: { code: 'NoSuchKey', provoke: async (t) => t.root.call('s3', 'DeleteObjectTagging', await noKey(t)) },
    denial: onObject,
  },
} satisfies OperationCases<'s3'>;
