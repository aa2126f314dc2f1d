import { expect, test } from 'vitest';
import { type Holder, policySize, policySizeFault, policySizeLimit } from '../../src/iam/index.ts';
import type { PolicyKind } from '../../src/iam/types.ts';

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html';
const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html';
const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html';

test.each<[page: string, kind: PolicyKind, by: Holder | undefined, limit: number, says: string]>([
  [IAM, 'identity', 'managed', 6144, 'Cannot exceed quota for PolicySize: 6144'],
  [IAM, 'identity', undefined, 6144, 'Cannot exceed quota for PolicySize: 6144'],
  [IAM, 'boundary', undefined, 6144, 'Cannot exceed quota for PolicySize: 6144'],
  [IAM, 'identity', 'user', 2048, 'Maximum policy size of 2048 bytes exceeded for user ana'],
  [IAM, 'identity', 'group', 5120, 'Maximum policy size of 5120 bytes exceeded for group ana'],
  [IAM, 'identity', 'role', 10_240, 'Maximum policy size of 10240 bytes exceeded for role ana'],
  [IAM, 'trust', undefined, 2048, 'Cannot exceed quota for ACLSizePerRole: 2048'],
  [IAM, 'session', undefined, 2048, 'The session policy exceeds the maximum size of 2048 bytes'],
  [ORGANIZATIONS, 'scp', undefined, 10_240, 'The service control policy exceeds the maximum size of 10240 bytes'],
  [ORGANIZATIONS, 'rcp', undefined, 5120, 'The resource control policy exceeds the maximum size of 5120 bytes'],
  [KMS, 'keyPolicy', undefined, 32_768, 'Cannot exceed quota for Key policy document size: 32768'],
  [S3, 'resource', 'bucket', 20_480, 'The policy exceeds the maximum allowed document size of 20480 bytes.'],
])('%s: %s of %s', (_page, kind, by, limit, says) => {
  const held = { ...(by === undefined ? {} : { by }), name: 'ana' };
  expect(policySizeFault('x'.repeat(limit), kind, held)).toBeUndefined();
  expect(policySizeFault('x'.repeat(limit + 1), kind, held)).toEqual({ size: limit + 1, limit, awsMessage: says });
});

test('IAM does not count white space', () => {
  expect(policySize('{ "a":\n\t1 }')).toBe(7);
  expect(policySizeFault(`${' '.repeat(9000)}{}`, 'identity')).toBeUndefined();
});

test('Organizations count white space, KMS counts bytes', () => {
  expect(policySizeFault(' '.repeat(10_241), 'scp')).toMatchObject({ limit: 10_240 });
  expect(policySizeFault('ä'.repeat(16_385), 'keyPolicy')).toMatchObject({ size: 32_770 });
});

test('inline policies count together', () => {
  expect(policySizeFault('x'.repeat(1024), 'identity', { by: 'user', others: ['x'.repeat(1024)] })).toBeUndefined();
  expect(policySizeFault('x'.repeat(1024), 'identity', { by: 'user', others: ['x'.repeat(1025)] })).toMatchObject({ size: 2049 });
});

test('what AWS sets no limit to is never too long', () => {
  expect(policySizeFault('x'.repeat(100_000), 'resource')).toBeUndefined();
  expect(policySizeLimit('resource')).toBeUndefined();
});
