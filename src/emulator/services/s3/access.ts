import type { RequestContext } from '../../../iam/types.ts';
import type { Access, CallContext } from '../contract.ts';
import { bucketOf, type FoundBucket } from './buckets.ts';
import { objectsOf, type Tag } from './state.ts';

interface BucketInput {
  readonly Bucket?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** What a call wants of a bucket. Throws `NoSuchBucket`: S3 tells that before it asks any policy. */
export function onBucket(action: string, input: BucketInput, call: CallContext, context: RequestContext = {}): Access {
  const { account, bucket } = bucketOf(input, call);
  return {
    action,
    resource: bucketArn(bucket.name),
    resourceAccount: account.id,
    context: { 's3:ResourceAccount': account.id, ...context },
  };
}

/** What a call wants of an object; the tags that the object has now are in the context. Throws `NoSuchBucket`. */
export function onObject(
  action: string,
  input: BucketInput & { readonly Key?: string | undefined },
  call: CallContext,
  context: RequestContext = {},
): Access {
  const found = bucketOf(input, call);
  const key = input.Key ?? '';
  return {
    action,
    resource: `${bucketArn(found.bucket.name)}/${key}`,
    resourceAccount: found.account.id,
    context: { 's3:ResourceAccount': found.account.id, ...existingTags(found, key), ...context },
  };
}

/**
 * What reading an object wants: where there is no such key, also to list the bucket, since whoever may not list it is not told
 * which keys there are.
 */
export function toRead(action: string, input: BucketInput & { readonly Key?: string | undefined }, call: CallContext): Access[] {
  const { account, bucket } = bucketOf(input, call);
  const read = onObject(action, input, call);
  return objectsOf(account, bucket.name).has(input.Key ?? '') ? [read] : [read, onBucket('s3:ListBucket', input, call)];
}

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

/** `s3:RequestObjectTag/...` of a call that gives an object tags. */
export function requestedTags(tags: readonly Tag[]): RequestContext {
  if (tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`s3:RequestObjectTag/${Key}`, Value])),
    's3:RequestObjectTagKeys': tags.map(({ Key }) => Key),
  };
}

/** The given ones of a list of condition keys and values. */
export function given(keys: Readonly<Record<string, string | number | boolean | undefined>>): RequestContext {
  return Object.fromEntries(Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}

function existingTags({ account, bucket }: FoundBucket, key: string): RequestContext {
  const tags = objectsOf(account, bucket.name).get(key)?.tags ?? [];
  return Object.fromEntries(tags.map(({ Key, Value }) => [`s3:ExistingObjectTag/${Key}`, Value]));
}
