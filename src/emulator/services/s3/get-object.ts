import type { GetObjectCommandInput, GetObjectCommandOutput, HeadObjectCommandInput, HeadObjectCommandOutput } from '@aws-sdk/client-s3';

import type { CallContext, Operation } from '../contract.ts';
import { toRead } from './access.ts';
import { storedBody } from './body.ts';
import { type FoundBucket, findBucket, objectOf } from './buckets.ts';
import { checksumMember } from './checksums.ts';
import { AwsError } from '../../wire/aws-error.ts';
import { invalidArgument, invalidRequest, notFound } from './errors.ts';
import { checkSettings } from './object-settings.ts';
import { checkRead } from './preconditions.ts';
import { type Range, readRange } from './range.ts';
import { type ObjectRecord, objectsOf } from './state.ts';

type Found = FoundBucket & { readonly object: ObjectRecord };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: Operation<GetObjectCommandInput, Omit<GetObjectCommandOutput, '$metadata' | 'Body'> & { Body: Uint8Array }> = {
  name: 'GetObject',
  authorize: (input, call) => toRead('s3:GetObject', input, call),
  handle: (input, call) => {
    const found = objectOf(input, call);
    refuseUnsigned(input, call);
    const piece = pieceOf(input, found.object);
    const { account, object } = found;
    const body = storedBody(account, object);
    const Body = piece === undefined ? body : body.subarray(piece.range.first, piece.range.last + 1);
    return { ...describe(input, found, piece), Body };
  },
};

/** GetObject without the body; what goes wrong is told by the status alone. */
export const headObject: Operation<HeadObjectCommandInput, Omit<HeadObjectCommandOutput, '$metadata'>> = {
  name: 'HeadObject',
  authorize: (input, call) => {
    if (findBucket(input.Bucket ?? '', call) === undefined) throw notFound();
    return toRead('s3:GetObject', input, call);
  },
  handle: (input, call) => {
    const found = findBucket(input.Bucket ?? '', call);
    const there = found !== undefined && objectsOf(found.account, found.bucket.name).has(input.Key ?? '');
    if (!there) throw notFound();
    refuseUnsigned(input, call);
    const object = objectOf(input, call);
    return describe(input, object, pieceOf(input, object.object));
  },
};

interface Piece {
  readonly range: Range;
  readonly partsCount?: number;
}

/** The part or range of the object that is asked for, after the conditions of the call. */
function pieceOf(input: GetObjectCommandInput, object: ObjectRecord): Piece | undefined {
  if (input.VersionId !== undefined && input.VersionId !== 'null')
    throw invalidArgument('Invalid version id specified', 'versionId', input.VersionId);
  checkSettings(input);
  checkRead(input, object);
  if (input.PartNumber !== undefined && input.Range !== undefined)
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  if (input.PartNumber !== undefined) return partOf(input.PartNumber, object);
  const range = readRange(input.Range, object.size);
  return range === undefined ? undefined : { range };
}

function partOf(number: number, { size, parts = [size] }: ObjectRecord): Piece {
  const bytes = parts[number - 1];
  if (bytes === undefined)
    throw new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, {
      PartNumberRequested: number,
      ActualPartCount: parts.length,
    });
  const first = parts.slice(0, number - 1).reduce((sum, part) => sum + part, 0);
  return { range: { first, last: first + bytes - 1 }, partsCount: parts.length };
}

function describe(input: GetObjectCommandInput, { object }: Found, piece: Piece | undefined) {
  const { range } = piece ?? {};
  const whole = range === undefined || (range.first === 0 && range.last === object.size - 1);
  const expires = input.ResponseExpires?.toUTCString() ?? object.expires;
  return {
    AcceptRanges: 'bytes',
    LastModified: new Date(object.lastModified),
    ContentLength: range === undefined ? object.size : range.last - range.first + 1,
    ...(range === undefined ? {} : { ContentRange: `bytes ${range.first}-${range.last}/${object.size}` }),
    ETag: `"${object.etag}"`,
    ContentType: input.ResponseContentType ?? object.contentType,
    CacheControl: input.ResponseCacheControl ?? object.cacheControl,
    ContentDisposition: input.ResponseContentDisposition ?? object.contentDisposition,
    ContentEncoding: input.ResponseContentEncoding ?? object.contentEncoding,
    ContentLanguage: input.ResponseContentLanguage ?? object.contentLanguage,
    Expires: expires === undefined ? undefined : new Date(expires),
    WebsiteRedirectLocation: object.websiteRedirectLocation,
    ServerSideEncryption: 'AES256' as const,
    Metadata: { ...object.metadata },
    ...(object.storageClass === 'STANDARD' ? {} : { StorageClass: storageClass(object) }),
    ...(object.tags.length === 0 ? {} : { TagCount: object.tags.length }),
    ...(piece?.partsCount === undefined ? {} : { PartsCount: piece.partsCount }),
    ...(input.ChecksumMode === 'ENABLED' && whole ? { ...checksumMember(object.checksum), ChecksumType: object.checksum.type } : {}),
  };
}

type StorageClass = NonNullable<GetObjectCommandOutput['StorageClass']>;

// `readSettings` lets only S3's own classes in.
const storageClass = ({ storageClass }: ObjectRecord) => storageClass as StorageClass;

function refuseUnsigned(input: GetObjectCommandInput, { caller }: CallContext): void {
  const overrides = Object.keys(input).some((name) => name.startsWith('Response') && Reflect.get(input, name) !== undefined);
  if (overrides && caller.type === 'Anonymous')
    throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
}
