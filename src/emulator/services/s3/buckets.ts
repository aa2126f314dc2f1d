import { createHash } from 'node:crypto';

import type { AccountStore, Store } from '../../store/types.ts';
import type { CallContext } from '../contract.ts';
import { accessDenied, noSuchBucket, noSuchKey } from './errors.ts';
import { type BucketRecord, bucketsOf, type ObjectRecord, objectsOf } from './state.ts';

/** A bucket and the account that owns it. */
export interface FoundBucket {
  readonly account: AccountStore;
  readonly bucket: BucketRecord;
}

interface BucketInput {
  readonly Bucket?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** Finds a bucket among those of all accounts: they share one namespace. The account that is likely to own it is asked first. */
export function findBucket(
  name: string,
  { account: likely, store }: { readonly account: string; readonly store: Store },
): FoundBucket | undefined {
  const others = store.accounts().filter((id) => id !== likely);
  for (const id of store.hasAccount(likely) ? [likely, ...others] : others) {
    const account = store.account(id);
    const bucket = bucketsOf(account).get(name);
    if (bucket !== undefined) return { account, bucket };
  }
  return undefined;
}

/** The bucket that a call names. Throws `NoSuchBucket`, and `AccessDenied` where it is not owned by whom the call expects. */
export function bucketOf({ Bucket = '', ExpectedBucketOwner }: BucketInput, call: CallContext): FoundBucket {
  const found = findBucket(Bucket, call);
  if (found === undefined) throw noSuchBucket(Bucket);
  if (ExpectedBucketOwner !== undefined && ExpectedBucketOwner !== found.account.id) throw accessDenied();
  return found;
}

/** The object that a call names. Throws `NoSuchBucket` and `NoSuchKey`. */
export function objectOf(
  input: BucketInput & { readonly Key?: string | undefined },
  call: CallContext,
): FoundBucket & { readonly object: ObjectRecord } {
  const found = bucketOf(input, call);
  const object = objectsOf(found.account, found.bucket.name).get(input.Key ?? '');
  if (object === undefined) throw noSuchKey(input.Key ?? '');
  return { ...found, object };
}

/** Puts a changed bucket in the place of the old one. */
export function saveBucket({ account, bucket }: FoundBucket): void {
  bucketsOf(account).set(bucket.name, bucket);
}

/** The canonical user id of an account: 64 hexadecimal digits that never change. */
export function canonicalUserId(account: string): string {
  return createHash('sha256').update(`canonical user of ${account}`).digest('hex');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) &&
    !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)
  );
}
