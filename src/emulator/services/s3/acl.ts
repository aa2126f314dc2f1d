import { AwsError } from '../../wire/aws-error.ts';
import { given, onBucket, onObject, toRead } from './access.ts';
import { bucketOf, canonicalUserId, objectOf } from './buckets.ts';
import { operation } from './operation.ts';
import type { RequestContext } from '../../../iam/types.ts';

/** What a call may ask of access control lists. */
export interface AclInput {
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
}

/**
 * Every bucket here has the owner enforced, as new buckets have since April 2023: lists other than the owner's own are refused.
 * Throws `AccessControlListNotSupported`. https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function checkAcl(input: AclInput): void {
  const grants = [input.GrantFullControl, input.GrantRead, input.GrantReadACP, input.GrantWrite, input.GrantWriteACP];
  const ownersOwn = input.ACL === undefined || input.ACL === 'private' || input.ACL === 'bucket-owner-full-control';
  if (!ownersOwn || grants.some((grant) => grant !== undefined)) {
    throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs', 400);
  }
}

/** The condition keys of the headers that ask for a list. */
export function aclContext(input: AclInput): RequestContext {
  return given({
    's3:x-amz-acl': input.ACL,
    's3:x-amz-grant-full-control': input.GrantFullControl,
    's3:x-amz-grant-read': input.GrantRead,
    's3:x-amz-grant-read-acp': input.GrantReadACP,
    's3:x-amz-grant-write': input.GrantWrite,
    's3:x-amz-grant-write-acp': input.GrantWriteACP,
  });
}

export const hasAcl = (input: AclInput) => Object.keys(aclContext(input)).length > 0;

export const getBucketAcl = operation('GetBucketAcl', {
  authorize: (input, call) => onBucket('s3:GetBucketAcl', input, call),
  handle: (input, call) => ownersList(bucketOf(input, call).account.id),
});

export const getObjectAcl = operation('GetObjectAcl', {
  authorize: (input, call) => toRead('s3:GetObjectAcl', input, call),
  handle: (input, call) => ownersList(objectOf(input, call).account.id),
});

export const putBucketAcl = operation('PutBucketAcl', {
  authorize: (input, call) => onBucket('s3:PutBucketAcl', input, call, aclContext(input)),
  handle: (input) => putList(input),
});

export const putObjectAcl = operation('PutObjectAcl', {
  authorize: (input, call) => onObject('s3:PutObjectAcl', input, call, aclContext(input)),
  handle: (input, call) => {
    objectOf(input, call);
    return putList(input);
  },
});

function ownersList(account: string) {
  const ID = canonicalUserId(account);
  return { Owner: { ID }, Grants: [{ Grantee: { ID, Type: 'CanonicalUser' as const }, Permission: 'FULL_CONTROL' as const }] };
}

// Nothing is written: the only list that can be put is the one that is there.
function putList(input: AclInput & { readonly AccessControlPolicy?: object | undefined }): Record<string, never> {
  checkAcl(input);
  if (input.AccessControlPolicy !== undefined) throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs', 400);
  return {};
}
