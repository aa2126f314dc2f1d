import type { CopyObjectCommandInput } from '@aws-sdk/client-s3';

import type { CallContext } from '../contract.ts';
import { given, toRead } from './access.ts';
import { checkAcl } from './acl.ts';
import { storedBody } from './body.ts';
import { bucketOf } from './buckets.ts';
import { algorithmNamed, checkBody, checksumMember, md5Hex } from './checksums.ts';
import { findCopySource, readCopySource } from './copy-source.ts';
import { invalidRequest } from './errors.ts';
import { checkSettings, readSettings } from './object-settings.ts';
import { operation } from './operation.ts';
import { checkWrite } from './preconditions.ts';
import { toSecond, toWrite } from './put-object.ts';
import { type ObjectRecord, type ObjectSettings, objectsOf } from './state.ts';
import { readTaggingHeader } from './tags.ts';

/** Reads one object and writes another, across buckets and accounts. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject = operation('CopyObject', {
  authorize: (input, call) => {
    const source = readCopySource(input);
    const context = given({ 's3:x-amz-copy-source': input.CopySource, 's3:x-amz-metadata-directive': input.MetadataDirective });
    const tagged = copiesTags(input) && isTagged(source, call);
    const written = toWrite(input, call, context);
    const [put] = written;
    return [
      ...toRead('s3:GetObject', source, call),
      ...(tagged ? toRead('s3:GetObjectTagging', source, call) : []),
      ...written,
      ...(tagged && put !== undefined ? [{ ...put, action: 's3:PutObjectTagging' }] : []),
    ];
  },
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    const key = input.Key ?? '';
    checkSettings(input);
    checkAcl(input);
    const source = findCopySource(input, call);
    const objects = objectsOf(account, bucket.name);
    checkWrite(input, objects.get(key));
    const settings = settingsOf(input, source.object);
    const toItself = source.bucket.name === bucket.name && source.object.key === key;
    if (toItself && input.MetadataDirective !== 'REPLACE' && settings.storageClass === source.object.storageClass) {
      throw invalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    }
    const body = storedBody(source.account, source.object);
    const { sha256, size } = account.blobs.put(body);
    const etag = md5Hex(body);
    const checksum = checkBody(body, {}, algorithmNamed(input.ChecksumAlgorithm) ?? source.object.checksum.algorithm);
    const lastModified = toSecond(call.now);
    objects.set(key, { key, etag, size, sha256, lastModified, checksum, ...settings });
    return {
      CopyObjectResult: {
        ETag: `"${etag}"`,
        LastModified: new Date(lastModified),
        ...checksumMember(checksum),
        ChecksumType: checksum.type,
      },
      ServerSideEncryption: 'AES256' as const,
    };
  },
});

const copiesTags = (input: CopyObjectCommandInput) => input.TaggingDirective !== 'REPLACE';

function isTagged({ Bucket, Key }: { Bucket: string; Key: string }, call: CallContext): boolean {
  const { account, bucket } = bucketOf({ Bucket }, call);
  return (objectsOf(account, bucket.name).get(Key)?.tags.length ?? 0) > 0;
}

function settingsOf(input: CopyObjectCommandInput, source: ObjectRecord): ObjectSettings {
  const tags = copiesTags(input) ? source.tags : readTaggingHeader(input.Tagging);
  const asked = readSettings(input, tags);
  if (input.MetadataDirective === 'REPLACE') return asked;
  const {
    key: _key,
    etag: _etag,
    size: _size,
    sha256: _sha256,
    lastModified: _time,
    checksum: _checksum,
    parts: _parts,
    ...copied
  } = source;
  return { ...copied, tags, storageClass: asked.storageClass };
}
