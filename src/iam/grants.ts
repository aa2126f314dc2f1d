import type { Asked } from './request.ts';
import type { Grant } from './types.ts';

/**
 * Does a KMS grant allow the request? A grant names one principal, its operations, and maybe the encryption context.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export function grantAllows(grant: Grant, asked: Asked): boolean {
  const operation = asked.action.slice('kms:'.length);
  if (!grant.operations.some((name) => name.toLowerCase() === operation)) return false;
  if (!isGrantee(grant.granteePrincipal, asked)) return false;
  const has = (constraint: Readonly<Record<string, string>>) =>
    Object.entries(constraint).every(([key, value]) => asked.key(`kms:encryptioncontext:${key}`.toLowerCase())?.join() === value);
  if (grant.encryptionContextSubset !== undefined && !has(grant.encryptionContextSubset)) return false;
  if (grant.encryptionContextEquals === undefined) return true;
  const keys = asked.key('kms:encryptioncontextkeys') ?? [];
  return has(grant.encryptionContextEquals) && keys.every((key) => Object.hasOwn(grant.encryptionContextEquals ?? {}, key));
}

function isGrantee(grantee: string, { principal }: Asked): boolean {
  if (principal.type === 'Service') return grantee === principal.service;
  if (principal.type === 'AssumedRole') return grantee === principal.arn || grantee === principal.roleArn;
  if (principal.type === 'Root') return grantee === principal.arn || grantee === principal.account;
  return 'arn' in principal && grantee === principal.arn;
}
