// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';

import type { OperationCases, Trial } from '../../../support/operations.ts';
import { bucketIn } from './bucket-in.ts';

const Key = 'film.mp4';
const FIVE_MEGABYTES = Buffer.alloc(5 * 1024 * 1024, 'a');

async function begin(t: Trial): Promise<{ Bucket: string; Key: string; UploadId: string }> {
  const Bucket = await bucketIn(t);
  const { UploadId = '' } = await t.root.call('s3', 'CreateMultipartUpload', { Bucket, Key, ContentType: 'video/mp4' });
  return { Bucket, Key, UploadId };
}

const begun = { input: begin };
const ended = async (t: Trial) => ({ Bucket: await bucketIn(t), Key, UploadId: 'ended' });

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
export const uploadCases = {
  CreateMultipartUpload: {
    success: async (t) => {
      const { Bucket, UploadId } = await begin(t);
      expect((await t.root.call('s3', 'ListMultipartUploads', { Bucket })).Uploads).toMatchObject([{ Key, UploadId }]);
    },
    error: {
      code: 'NoSuchBucket',
      provoke: ({ root }) => root.call('s3', 'CreateMultipartUpload', { Bucket: 'no-such-bucket-anywhere', Key }),
    },
    denial: { input: async (t) => ({ Bucket: await bucketIn(t), Key }) },
  },

  UploadPart: {
    success: async (t) => {
      const upload = await begin(t);
      const { ETag } = await t.root.call('s3', 'UploadPart', { ...upload, PartNumber: 3, Body: 'hello world' });
      expect(ETag).toBe('"5eb63bbbe01eeed093cb22bb8f5acdc3"');
      expect((await t.root.call('s3', 'ListParts', upload)).Parts).toMatchObject([{ PartNumber: 3, ETag, Size: 11 }]);
    },
    error: {
      code: 'NoSuchUpload',
      provoke: async (t) => t.root.call('s3', 'UploadPart', { ...(await ended(t)), PartNumber: 1, Body: 'x' }),
    },
    denial: { input: async (t) => ({ ...(await begin(t)), PartNumber: 1, Body: 'x' }) },
  },

  CompleteMultipartUpload: {
    success: async (t) => {
      const upload = await begin(t);
      const bodies = [FIVE_MEGABYTES, Buffer.from('the end')];
      const Parts = [];
      for (const [index, Body] of bodies.entries()) {
        const { ETag } = await t.root.call('s3', 'UploadPart', { ...upload, PartNumber: index + 1, Body });
        Parts.push({ PartNumber: index + 1, ETag });
      }
      const { ETag } = await t.root.call('s3', 'CompleteMultipartUpload', { ...upload, MultipartUpload: { Parts } });
      // As OpenSSL has it: MD5 of the MD5s of both parts.
      expect(ETag).toBe('"dc2bc882b07e1e67a48bed8997ce6caf-2"');
      const found = await t.root.call('s3', 'GetObject', { Bucket: upload.Bucket, Key });
      expect(found).toMatchObject({ ContentLength: FIVE_MEGABYTES.length + 7, ContentType: 'video/mp4' });
      expect((await found.Body?.transformToString())?.endsWith('athe end')).toBe(true);
      const last = await t.root.call('s3', 'GetObject', { Bucket: upload.Bucket, Key, PartNumber: 2 });
      expect([await last.Body?.transformToString(), last.PartsCount]).toEqual(['the end', 2]);
      expect((await t.root.call('s3', 'ListMultipartUploads', { Bucket: upload.Bucket })).Uploads ?? []).toEqual([]);
    },
    error: {
      code: 'EntityTooSmall',
      provoke: async (t) => {
        const upload = await begin(t);
        const Parts = [];
        for (const PartNumber of [1, 2]) {
          const { ETag } = await t.root.call('s3', 'UploadPart', { ...upload, PartNumber, Body: 'small' });
          Parts.push({ PartNumber, ETag });
        }
        return t.root.call('s3', 'CompleteMultipartUpload', { ...upload, MultipartUpload: { Parts } });
      },
    },
    denial: { input: async (t) => ({ ...(await begin(t)), MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"x"' }] } }) },
  },

  UploadPartCopy: {
    success: async (t) => {
      const upload = await begin(t);
      await t.root.call('s3', 'PutObject', { Bucket: upload.Bucket, Key: 'source', Body: 'hello world' });
      const CopySource = `${upload.Bucket}/source`;
      const { CopyPartResult } = await t.root.call('s3', 'UploadPartCopy', {
        ...upload,
        PartNumber: 1,
        CopySource,
        CopySourceRange: 'bytes=6-10',
      });
      const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
      await t.root.call('s3', 'CompleteMultipartUpload', { ...upload, MultipartUpload: { Parts } });
      expect(await (await t.root.call('s3', 'GetObject', { Bucket: upload.Bucket, Key })).Body?.transformToString()).toBe('world');
    },
    error: {
      code: 'InvalidArgument',
      provoke: async (t) => {
        const upload = await begin(t);
        await t.root.call('s3', 'PutObject', { Bucket: upload.Bucket, Key: 'source', Body: 'hello world' });
        const CopySource = `${upload.Bucket}/source`;
        return t.root.call('s3', 'UploadPartCopy', { ...upload, PartNumber: 1, CopySource, CopySourceRange: 'bytes=0-11' });
      },
    },
    denial: {
      input: async (t) => {
        const upload = await begin(t);
        await t.root.call('s3', 'PutObject', { Bucket: upload.Bucket, Key: 'source', Body: 'x' });
        return { ...upload, PartNumber: 1, CopySource: `${upload.Bucket}/source` };
      },
    },
  },

  AbortMultipartUpload: {
    success: async (t) => {
      const upload = await begin(t);
      await t.root.call('s3', 'UploadPart', { ...upload, PartNumber: 1, Body: 'x' });
      await t.root.call('s3', 'AbortMultipartUpload', upload);
      await expect(t.root.call('s3', 'ListParts', upload)).rejects.toThrow('The specified upload does not exist.');
    },
    error: { code: 'NoSuchUpload', provoke: async (t) => t.root.call('s3', 'AbortMultipartUpload', await ended(t)) },
    denial: begun,
  },

  ListParts: {
    success: async (t) => {
      const upload = await begin(t);
      for (const PartNumber of [10, 2, 1]) await t.root.call('s3', 'UploadPart', { ...upload, PartNumber, Body: 'x' });
      const first = await t.root.call('s3', 'ListParts', { ...upload, MaxParts: 2 });
      expect([first.IsTruncated, first.Parts?.map(({ PartNumber }) => PartNumber)]).toEqual([true, [1, 2]]);
      const second = await t.root.call('s3', 'ListParts', { ...upload, PartNumberMarker: first.NextPartNumberMarker });
      expect([second.IsTruncated, second.Parts?.map(({ PartNumber }) => PartNumber)]).toEqual([false, [10]]);
    },
    error: { code: 'NoSuchUpload', provoke: async (t) => t.root.call('s3', 'ListParts', await ended(t)) },
    denial: begun,
  },

  ListMultipartUploads: {
    success: async (t) => {
      const { Bucket } = await begin(t);
      for (const other of ['a', 'z']) await t.root.call('s3', 'CreateMultipartUpload', { Bucket, Key: other });
      const first = await t.root.call('s3', 'ListMultipartUploads', { Bucket, MaxUploads: 2 });
      expect(first.Uploads?.map((upload) => upload.Key)).toEqual(['a', Key]);
      const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = first;
      const second = await t.root.call('s3', 'ListMultipartUploads', { Bucket, KeyMarker, UploadIdMarker });
      expect(second.Uploads?.map((upload) => upload.Key)).toEqual(['z']);
    },
    error: { code: 'NoSuchBucket', provoke: ({ root }) => root.call('s3', 'ListMultipartUploads', { Bucket: 'no-such-bucket-anywhere' }) },
    denial: { input: async (t) => ({ Bucket: await bucketIn(t) }) },
  },
} satisfies OperationCases<'s3'>;
