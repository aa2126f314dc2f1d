import { describe, expect, test } from 'vitest';
import { explain, reasonOf } from '../../src/iam/index.ts';
import type { Explanation } from '../../src/iam/types.ts';
import { allow, ANA, APP, BUCKET, decide, deny, EVE, KEY, OBJECT, type Question, requestOf, ROLE } from './support.ts';

const said = (question: Question): Explanation => explain(requestOf(question), decide(question));
const UPLOADS = `${BUCKET}/uploads/*`;
const tagged = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } };

describe('what a learner reads', () => {
  test('an allowance names its statement and needs no change', () => {
    const { headline, change } = said({ identity: [allow('s3:GetObject', '*', { Sid: 'Read' })] });
    expect(headline).toBe(
      `User ana may do s3:GetObject on ${OBJECT}: statement 1 (Read) of the identity-based policy identity of the test allows it.`,
    );
    expect(change).toBeUndefined();
  });

  test('an explicit deny names its statement and says that nothing outweighs it', () => {
    const { headline, change } = said({ identity: [allow('*'), deny('s3:*')] });
    expect(headline).toContain('statement 2 of the identity-based policy identity of the test denies it, and an explicit deny always wins');
    expect(change).toBe(
      'Narrow or remove statement 2 of the identity-based policy identity of the test. No Allow elsewhere can outweigh it.',
    );
  });

  test.each<[what: string, question: Question, reason: string, nearMiss: string, change: string]>([
    [
      'another resource',
      { identity: [allow('s3:GetObject', UPLOADS)] },
      'resourceNotMatched',
      `Statement 1 of the identity-based policy identity of the test allows this on ${UPLOADS}, and the request was for ${OBJECT}.`,
      `Add ${OBJECT} to the Resource of statement 1 of the identity-based policy identity of the test.`,
    ],
    [
      'another action',
      { action: 's3:PutObject', identity: [allow('s3:GetObject')] },
      'actionNotMatched',
      'Statement 1 of the identity-based policy identity of the test allows s3:GetObject on this resource, and the request was for s3:PutObject.',
      'Add s3:PutObject to the Action of statement 1 of the identity-based policy identity of the test.',
    ],
    [
      'another principal',
      { principal: EVE, identity: [allow('*')], on: [allow('s3:GetObject', '*', { Principal: { AWS: ANA } })] },
      'principalNotMatched',
      `Statement 1 of the resource-based policy resource of the test allows this for ${ANA}, and the request came from ${EVE}.`,
      `Add ${EVE} to the Principal of statement 1 of the resource-based policy resource of the test.`,
    ],
    [
      'an absent condition key',
      { identity: [allow('s3:GetObject', '*', tagged)] },
      'conditionKeyAbsent',
      'Statement 1 of the identity-based policy identity of the test allows this only where aws:PrincipalTag/team is (StringEquals) red, and the request did not have this key at all.',
      'Make the request so that aws:PrincipalTag/team is (StringEquals) red, or change the Condition of statement 1 of the identity-based policy identity of the test.',
    ],
    [
      'another value of a condition key',
      { context: { 'aws:PrincipalTag/team': 'blue' }, identity: [allow('s3:GetObject', '*', tagged)] },
      'conditionValueDiffers',
      'Statement 1 of the identity-based policy identity of the test allows this only where aws:PrincipalTag/team is (StringEquals) red, and the request had blue.',
      'Make the request so that aws:PrincipalTag/team is (StringEquals) red, or change the Condition of statement 1 of the identity-based policy identity of the test.',
    ],
  ])('%s', (_what, question, reason, nearMiss, change) => {
    expect(reasonOf(decide(question))).toBe(reason);
    expect(said(question)).toMatchObject({ nearMisses: [nearMiss], change });
  });

  test.each<[reason: string, question: Question, change: string]>([
    ['actionNotMatched', {}, `Add an Allow for s3:GetObject on ${OBJECT} to an identity-based policy of user ana.`],
    [
      'blockedByBoundary',
      { identity: [allow('*')], boundary: [allow('ec2:*')] },
      `Add an Allow for s3:GetObject on ${OBJECT} to the permissions boundary.`,
    ],
    ['blockedByScp', { identity: [allow('*')], scp: [[allow('ec2:*')]] }, 'Allow s3:GetObject in a service control policy at every level'],
    [
      'blockedByVpcEndpoint',
      { identity: [allow('*')], vpce: [allow('ec2:*', '*', { Principal: '*' })] },
      'to the policy of the VPC endpoint',
    ],
    [
      'blockedByBlockPublicAccess',
      { principal: { type: 'Anonymous' }, on: [allow('s3:*', '*', { Principal: '*' })], blockPublicAccess: true },
      'Replace the "*" in the Principal',
    ],
    [
      'actionNotMatched',
      { action: 'kms:Decrypt', resource: KEY, on: [allow('kms:Sign', '*', { Principal: { AWS: APP } })] },
      'to the key policy',
    ],
    ['actionNotMatched', { action: 'sts:AssumeRole', resource: ROLE }, `with ${ANA} as Principal and sts:AssumeRole as Action`],
    ['explicitDeny', { rcp: [[deny('s3:*', '*', { Principal: '*' })]] }, 'Narrow or remove statement 1 of the resource control policy'],
  ])('%s: %o', (reason, question, change) => {
    expect(reasonOf(decide(question))).toBe(reason);
    expect(said(question).change).toContain(change);
  });

  test('the layers that spoke stand in order', () => {
    expect(said({ identity: [allow('*')], boundary: [allow('ec2:*')], scp: [[allow('*')]] }).layers).toEqual([
      'Service control policies: allowed by statement 1 of the service control policy scp-0-0 of the test.',
      'Identity-based policies: allowed by statement 1 of the identity-based policy identity of the test.',
      'The permissions boundary: nothing allows it.',
    ]);
  });

  test('an allowance shows the deny that nearly applied', () => {
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'false' } };
    const { nearMisses } = said({ identity: [allow('*'), deny('*', '*', { Condition })] });
    expect(nearMisses).toEqual([
      'Statement 2 of the identity-based policy identity of the test denies this only where aws:MultiFactorAuthPresent is (Bool) false, and the request did not have this key at all.',
    ]);
  });
});
