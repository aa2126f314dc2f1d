import type { CallContext } from '../contract.ts';
import { type FoundBucket, objectOf } from './buckets.ts';
import { invalidArgument } from './errors.ts';
import { checkRead } from './preconditions.ts';
import type { ObjectRecord } from './state.ts';

export interface CopyInput {
  readonly CopySource?: string | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
}

/**
 * The object that a copy is made of: `bucket/key` or `/bucket/key`, percent-encoded, perhaps with `?versionId=`.
 * Throws `InvalidArgument`.
 */
export function readCopySource({ CopySource = '', ExpectedSourceBucketOwner }: CopyInput) {
  const [path = '', query] = CopySource.split('?versionId=');
  const [, Bucket, Key] = /^\/?([^/]+)\/(.+)$/s.exec(decode(path)) ?? [];
  if (Bucket === undefined || Key === undefined) {
    throw invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey', 'x-amz-copy-source', CopySource);
  }
  if (query !== undefined && query !== 'null') throw invalidArgument('Invalid version id specified', 'versionId', query);
  return { Bucket, Key, ExpectedBucketOwner: ExpectedSourceBucketOwner };
}

/** Finds the source of a copy and holds it against the conditions of the call. Throws `NoSuchKey`, `PreconditionFailed`. */
export function findCopySource(input: CopyInput, call: CallContext): FoundBucket & { readonly object: ObjectRecord } {
  const source = objectOf(readCopySource(input), call);
  checkRead(
    {
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
      IfModifiedSince: input.CopySourceIfModifiedSince,
      IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    },
    source.object,
  );
  return source;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalidArgument('Invalid copy source encoding.', 'x-amz-copy-source', path);
  }
}
