import { createHash } from 'node:crypto';

import { AwsError } from '../../wire/aws-error.ts';
import { onObject } from './access.ts';
import { storedBody } from './body.ts';
import { checkBody, type Checksum, checksumMember, composeChecksum } from './checksums.ts';
import { malformedXml } from './errors.ts';
import { forgetUpload, uploadOf } from './multipart-upload.ts';
import { operation } from './operation.ts';
import { checkWrite } from './preconditions.ts';
import { toSecond } from './put-object.ts';
import { objectsOf, type PartRecord, partsOf } from './state.ts';

/** All parts but the last have at least this many bytes. */
const LEAST_PART = 5 * 1024 * 1024;

type Listed = readonly { readonly PartNumber?: number | undefined; readonly ETag?: string | undefined }[];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeMultipartUpload = operation('CompleteMultipartUpload', {
  authorize: (input, call) => onObject('s3:PutObject', input, call),
  handle: (input, call) => {
    const { account, bucket, upload } = uploadOf(input, call);
    const { id: _id, bucket: _bucket, key, initiated: _initiated, checksumAlgorithm: _algorithm, ...settings } = upload;
    const objects = objectsOf(account, bucket.name);
    checkWrite({ ...input, Key: key }, objects.get(key));
    const parts = chosenParts(input.MultipartUpload?.Parts ?? [], partsOf(account, upload.id));
    const body = Buffer.concat(parts.map((part) => storedBody(account, part)));
    const etag = etagOf(parts);
    const checksum = checksumOf(parts, body, upload.checksumAlgorithm);
    const { sha256, size } = account.blobs.put(body);
    objects.set(key, {
      key,
      etag,
      size,
      sha256,
      lastModified: toSecond(call.now),
      checksum,
      parts: parts.map((part) => part.size),
      ...settings,
    });
    forgetUpload(account, upload);
    return {
      Location: `${call.endpoint}/${bucket.name}/${encodeURIComponent(key)}`,
      Bucket: bucket.name,
      Key: key,
      ETag: `"${etag}"`,
      ServerSideEncryption: 'AES256' as const,
      ...checksumMember(checksum),
      ChecksumType: checksum.type,
    };
  },
});

function chosenParts(listed: Listed, there: ReturnType<typeof partsOf>): PartRecord[] {
  if (listed.length === 0) throw malformedXml();
  const ordered = listed.every(({ PartNumber = 0 }, index) => PartNumber > (listed[index - 1]?.PartNumber ?? 0));
  if (!ordered) {
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order. Parts must be ordered by part number.', 400);
  }
  const parts = listed.map(({ PartNumber, ETag = '' }) => {
    const part = there.get(String(PartNumber));
    if (part?.etag === ETag.replaceAll('"', '')) return part;
    const sentence =
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
    throw new AwsError('InvalidPart', sentence, 400, { PartNumber, ETag });
  });
  const small = parts.slice(0, -1).find(({ size }) => size < LEAST_PART);
  if (small === undefined) return parts;
  throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
    ProposedSize: small.size,
    MinSizeAllowed: LEAST_PART,
    PartNumber: small.number,
    ETag: small.etag,
  });
}

/** MD5 of the parts' MD5s, and how many they are. */
function etagOf(parts: readonly PartRecord[]): string {
  const digests = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')));
  return `${createHash('md5').update(digests).digest('hex')}-${parts.length}`;
}

/** SHA checksums are composed of those of the parts; CRCs are of the whole. */
function checksumOf(parts: readonly PartRecord[], body: Uint8Array, wanted: string | undefined): Checksum {
  const algorithm = wanted === 'SHA1' || wanted === 'SHA256' ? wanted : undefined;
  return algorithm === undefined
    ? checkBody(body, {}, wanted)
    : composeChecksum(
        algorithm,
        parts.map(({ checksum }) => checksum),
      );
}
