import type { PutObjectCommandInput } from '@aws-sdk/client-s3';

import { given, onObject, requestedTags } from './access.ts';
import { aclContext, checkAcl, hasAcl } from './acl.ts';
import { bodyOf } from './body.ts';
import { bucketOf } from './buckets.ts';
import { checkBody, checksumMember, md5Hex } from './checksums.ts';
import { checkSettings, readSettings } from './object-settings.ts';
import { operation } from './operation.ts';
import { checkWrite } from './preconditions.ts';
import { objectsOf } from './state.ts';
import { readTaggingHeader } from './tags.ts';
import type { Access, CallContext } from '../contract.ts';

/** Objects are written whole: the newest of one key is the object. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = operation('PutObject', {
  authorize: (input, call) => toWrite(input, call),
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    const key = input.Key ?? '';
    checkSettings(input);
    checkAcl(input);
    const objects = objectsOf(account, bucket.name);
    checkWrite(input, objects.get(key));
    const body = bodyOf(input.Body);
    const checksum = checkBody(body, input, input.ChecksumAlgorithm);
    const settings = readSettings(input, readTaggingHeader(input.Tagging));
    const etag = md5Hex(body);
    const { sha256, size } = account.blobs.put(body);
    objects.set(key, { key, etag, size, sha256, lastModified: toSecond(call.now), checksum, ...settings });
    return { ETag: `"${etag}"`, ServerSideEncryption: 'AES256' as const, ...checksumMember(checksum), ChecksumType: checksum.type };
  },
});

type WriteInput = Pick<
  PutObjectCommandInput,
  | 'Bucket'
  | 'Key'
  | 'ExpectedBucketOwner'
  | 'ACL'
  | 'Tagging'
  | 'StorageClass'
  | 'ServerSideEncryption'
  | 'WebsiteRedirectLocation'
  | 'IfMatch'
  | 'IfNoneMatch'
>;

/** What writing an object wants: tags and access control lists are actions of their own. */
export function toWrite(input: WriteInput, call: CallContext, context: Access['context'] = {}): Access[] {
  const tags = readTaggingHeader(input.Tagging);
  const access = (action: string) =>
    onObject(action, input, call, {
      ...aclContext(input),
      ...requestedTags(tags),
      ...given({
        's3:x-amz-storage-class': input.StorageClass,
        's3:x-amz-server-side-encryption': input.ServerSideEncryption,
        's3:x-amz-website-redirect-location': input.WebsiteRedirectLocation,
        's3:if-match': input.IfMatch,
        's3:if-none-match': input.IfNoneMatch,
      }),
      ...context,
    });
  return [
    access('s3:PutObject'),
    ...(tags.length === 0 ? [] : [access('s3:PutObjectTagging')]),
    ...(hasAcl(input) ? [access('s3:PutObjectAcl')] : []),
  ];
}

/** S3 keeps times of objects to the second. */
export function toSecond(date: Date): string {
  return new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString();
}
