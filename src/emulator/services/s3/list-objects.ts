import type { ListObjectsV2CommandInput } from '@aws-sdk/client-s3';

import type { Access, CallContext } from '../contract.ts';
import { given, onBucket } from './access.ts';
import { bucketOf, canonicalUserId } from './buckets.ts';
import { invalidArgument } from './errors.ts';
import { encodeKey, listPage, type Listing } from './listing.ts';
import { operation } from './operation.ts';
import { type ObjectRecord, objectsOf } from './state.ts';

const MOST = 1000;

type Query = Pick<ListObjectsV2CommandInput, 'Bucket' | 'ExpectedBucketOwner' | 'Prefix' | 'Delimiter' | 'MaxKeys' | 'EncodingType'>;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2 = operation('ListObjectsV2', {
  authorize: (input, call) => toList(input, call),
  handle: (input, call) => {
    const after = input.ContinuationToken === undefined ? (input.StartAfter ?? '') : readToken(input.ContinuationToken);
    const { page, common, account } = list(input, after, call);
    const owner = input.FetchOwner === true ? { Owner: { ID: canonicalUserId(account) } } : {};
    return {
      ...common,
      Contents: page.objects.map((object) => ({ ...content(object, input), ...owner })),
      KeyCount: page.objects.length + page.prefixes.length,
      ...(input.ContinuationToken === undefined ? {} : { ContinuationToken: input.ContinuationToken }),
      ...(input.StartAfter === undefined ? {} : { StartAfter: spelled(input.StartAfter, input) }),
      ...(page.truncated ? { NextContinuationToken: Buffer.from(page.last).toString('base64') } : {}),
    };
  },
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects = operation('ListObjects', {
  authorize: (input, call) => toList(input, call),
  handle: (input, call) => {
    const { page, common, account } = list(input, input.Marker ?? '', call);
    return {
      ...common,
      Marker: spelled(input.Marker ?? '', input),
      Contents: page.objects.map((object) => ({ ...content(object, input), Owner: { ID: canonicalUserId(account) } })),
      // Without a delimiter the last key itself is the next marker.
      ...(page.truncated && (input.Delimiter ?? '') !== '' ? { NextMarker: spelled(page.last, input) } : {}),
    };
  },
});

function toList(input: Query, call: CallContext): Access {
  const context = given({ 's3:prefix': input.Prefix, 's3:delimiter': input.Delimiter, 's3:max-keys': input.MaxKeys });
  return onBucket('s3:ListBucket', input, call, context);
}

function list(input: Query, after: string, call: CallContext) {
  const { account, bucket } = bucketOf(input, call);
  const { Prefix: prefix = '', Delimiter: delimiter = '', MaxKeys = MOST } = input;
  if (MaxKeys < 0) throw invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647', 'maxKeys', MaxKeys);
  const maxKeys = Math.min(MaxKeys, MOST);
  const page = listPage(objectsOf(account, bucket.name).values(), { prefix, delimiter, after, maxKeys });
  return { page, account: account.id, common: commonOf(input, bucket.name, page, maxKeys) };
}

function commonOf(input: Query, name: string, page: Listing, maxKeys: number) {
  return {
    Name: name,
    Prefix: spelled(input.Prefix ?? '', input),
    MaxKeys: maxKeys,
    IsTruncated: page.truncated,
    CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: spelled(prefix, input) })),
    ...((input.Delimiter ?? '') === '' ? {} : { Delimiter: spelled(input.Delimiter ?? '', input) }),
    ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
  };
}

function content(object: ObjectRecord, input: Query) {
  return {
    Key: spelled(object.key, input),
    LastModified: new Date(object.lastModified),
    ETag: `"${object.etag}"`,
    Size: object.size,
    ChecksumAlgorithm: [object.checksum.algorithm],
    ChecksumType: object.checksum.type,
    StorageClass: storageClass(object),
  };
}

type ListedClass = 'STANDARD' | 'GLACIER';

// `readSettings` lets only S3's own classes in.
const storageClass = (object: ObjectRecord) => object.storageClass as ListedClass;

const spelled = (key: string, { EncodingType }: Query) => (EncodingType === 'url' ? encodeKey(key) : key);

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (text === '' || Buffer.from(text).toString('base64') !== token)
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  return text;
}
