import type { CallContext } from '../contract.ts';
import { AwsError } from '../../wire/aws-error.ts';
import { onBucket, onObject } from './access.ts';
import { checkAcl } from './acl.ts';
import { bodyOf } from './body.ts';
import { bucketOf, canonicalUserId, type FoundBucket } from './buckets.ts';
import { algorithmNamed, checkBody, checksumMember, md5Hex } from './checksums.ts';
import { invalidArgument, noSuchUpload } from './errors.ts';
import { checkSettings, readSettings } from './object-settings.ts';
import { operation } from './operation.ts';
import { toSecond, toWrite } from './put-object.ts';
import { partsOf, type UploadRecord, uploadsOf } from './state.ts';
import { readTaggingHeader } from './tags.ts';

const MOST_PARTS = 10_000;
const PAGE = 1000;
const ID_CHARACTERS = 128;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
export const createMultipartUpload = operation('CreateMultipartUpload', {
  authorize: (input, call) => toWrite(input, call),
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    checkSettings(input);
    checkAcl(input);
    const algorithm = algorithmNamed(input.ChecksumAlgorithm);
    const settings = readSettings(input, readTaggingHeader(input.Tagging));
    const id = call.random.base64(ID_CHARACTERS).replaceAll('+', '.').replaceAll('/', '_');
    const key = input.Key ?? '';
    const upload = { id, bucket: bucket.name, key, initiated: toSecond(call.now), ...settings };
    uploadsOf(account).set(id, algorithm === undefined ? upload : { ...upload, checksumAlgorithm: algorithm });
    return {
      Bucket: bucket.name,
      Key: key,
      UploadId: id,
      ServerSideEncryption: 'AES256' as const,
      ...(algorithm === undefined ? {} : { ChecksumAlgorithm: algorithm }),
    };
  },
});

export const uploadPart = operation('UploadPart', {
  authorize: (input, call) => onObject('s3:PutObject', input, call),
  handle: (input, call) => {
    const { account, upload } = uploadOf(input, call);
    const number = checkPartNumber(input.PartNumber);
    const body = bodyOf(input.Body);
    const checksum = checkBody(body, input, upload.checksumAlgorithm);
    const etag = md5Hex(body);
    const { sha256, size } = account.blobs.put(body);
    partsOf(account, upload.id).set(String(number), { number, etag, size, sha256, lastModified: toSecond(call.now), checksum });
    return { ETag: `"${etag}"`, ServerSideEncryption: 'AES256' as const, ...checksumMember(checksum) };
  },
});

export const abortMultipartUpload = operation('AbortMultipartUpload', {
  authorize: (input, call) => onObject('s3:AbortMultipartUpload', input, call),
  handle: (input, call) => {
    const { account, upload } = uploadOf(input, call);
    forgetUpload(account, upload);
    return {};
  },
});

export const listParts = operation('ListParts', {
  authorize: (input, call) => onObject('s3:ListMultipartUploadParts', input, call),
  handle: (input, call) => {
    const { account, upload } = uploadOf(input, call);
    const after = Number(input.PartNumberMarker ?? 0);
    const maxParts = Math.min(input.MaxParts ?? PAGE, PAGE);
    const rest = partsInOrder(account, upload).filter(({ number }) => number > after);
    const page = rest.slice(0, maxParts);
    const owner = { ID: canonicalUserId(account.id) };
    return {
      Bucket: upload.bucket,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: String(after),
      NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
      MaxParts: maxParts,
      IsTruncated: rest.length > page.length,
      Parts: page.map(({ number, etag, size, lastModified }) => ({
        PartNumber: number,
        ETag: `"${etag}"`,
        Size: size,
        LastModified: new Date(lastModified),
      })),
      Initiator: owner,
      Owner: owner,
      StorageClass: 'STANDARD' as const,
    };
  },
});

export const listMultipartUploads = operation('ListMultipartUploads', {
  authorize: (input, call) => onBucket('s3:ListBucketMultipartUploads', input, call),
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    const { Prefix = '', KeyMarker = '', UploadIdMarker = '', MaxUploads = PAGE } = input;
    if (input.Delimiter !== undefined)
      throw new AwsError('NotImplemented', 'ListMultipartUploads with a delimiter is not implemented', 501);
    const maxUploads = Math.min(MaxUploads, PAGE);
    const rest = [...uploadsOf(account).values()]
      .filter((upload) => upload.bucket === bucket.name && upload.key.startsWith(Prefix))
      .filter(({ key, id }) => key > KeyMarker || (key === KeyMarker && UploadIdMarker !== '' && id > UploadIdMarker))
      .toSorted((a, b) => (a.key < b.key || (a.key === b.key && a.id < b.id) ? -1 : 1));
    const page = rest.slice(0, maxUploads);
    const last = page.at(-1);
    const owner = { ID: canonicalUserId(account.id) };
    return {
      Bucket: bucket.name,
      KeyMarker,
      UploadIdMarker,
      Prefix,
      MaxUploads: maxUploads,
      IsTruncated: rest.length > page.length,
      ...(rest.length > page.length && last !== undefined ? { NextKeyMarker: last.key, NextUploadIdMarker: last.id } : {}),
      Uploads: page.map(({ id, key, initiated }) => ({
        UploadId: id,
        Key: key,
        Initiated: new Date(initiated),
        StorageClass: 'STANDARD' as const,
        Owner: owner,
        Initiator: owner,
      })),
    };
  },
});

/** Throws `InvalidArgument`. */
export function checkPartNumber(number = 0): number {
  if (number >= 1 && number <= MOST_PARTS) return number;
  throw invalidArgument(`Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`, 'partNumber', number);
}

interface UploadInput {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly UploadId?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** The upload that a call names. Throws `NoSuchUpload`. */
export function uploadOf(input: UploadInput, call: CallContext): FoundBucket & { readonly upload: UploadRecord } {
  const found = bucketOf(input, call);
  const upload = uploadsOf(found.account).get(input.UploadId ?? '');
  if (upload === undefined || upload.bucket !== found.bucket.name || upload.key !== input.Key) throw noSuchUpload(input.UploadId ?? '');
  return { ...found, upload };
}

export function partsInOrder(account: FoundBucket['account'], upload: UploadRecord) {
  return [...partsOf(account, upload.id).values()].toSorted((a, b) => a.number - b.number);
}

export function forgetUpload(account: FoundBucket['account'], { id }: UploadRecord): void {
  const parts = partsOf(account, id);
  for (const number of parts.keys()) parts.delete(number);
  uploadsOf(account).delete(id);
}
