import { describe, expect, test } from 'vitest';
import { accessDeniedMessage, evaluate } from '../../src/iam/index.ts';
import { allow, ANA, APP, decide, deny, EVE, KEY, OBJECT, OWN, policy, type Question, requestOf, ROLE, SESSION } from './support.ts';

const MESSAGES = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html';
const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html';
const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html';
const NAMED = 'https://aws.amazon.com/about-aws/whats-new/2026/01/additional-policy-details-access-denied-error/';

const GET = allow('s3:GetObject');
const user = { action: 'iam:CreateUser', resource: `arn:aws:iam::${OWN}:user/bo` };
const trust = { Effect: 'Allow', Principal: { AWS: APP }, Action: 'sts:AssumeRole' };

describe('the sentence of a denial', () => {
  test.each<[page: string, question: Question, sentence: string]>([
    [
      MESSAGES,
      user,
      `User: ${ANA} is not authorized to perform: iam:CreateUser on resource: ${user.resource} because no identity-based policy allows the iam:CreateUser action`,
    ],
    [
      MESSAGES,
      { ...user, identity: [deny('iam:*')] },
      `User: ${ANA} is not authorized to perform: iam:CreateUser on resource: ${user.resource} with an explicit deny in an identity-based policy`,
    ],
    [
      MESSAGES,
      { ...user, identity: [allow('*')], boundary: [GET] },
      `User: ${ANA} is not authorized to perform: iam:CreateUser on resource: ${user.resource} because no permissions boundary allows the iam:CreateUser action`,
    ],
    [
      MESSAGES,
      { ...user, identity: [allow('*')], boundary: [deny('*')] },
      `User: ${ANA} is not authorized to perform: iam:CreateUser on resource: ${user.resource} with an explicit deny in a permissions boundary`,
    ],
    [
      MESSAGES,
      { ...user, principal: SESSION, identity: [allow('*')], session: [GET] },
      `User: ${SESSION} is not authorized to perform: iam:CreateUser on resource: ${user.resource} because no session policy allows the iam:CreateUser action`,
    ],
    [
      MESSAGES,
      { ...user, principal: SESSION, identity: [allow('*')], session: [deny('*')] },
      `User: ${SESSION} is not authorized to perform: iam:CreateUser on resource: ${user.resource} with an explicit deny in a session policy`,
    ],
    [
      MESSAGES,
      { ...user, identity: [allow('*')], scp: [[GET]] },
      `User: ${ANA} is not authorized to perform: iam:CreateUser on resource: ${user.resource} because no service control policy allows the iam:CreateUser action`,
    ],
    [
      MESSAGES,
      { ...user, identity: [allow('*')], scp: [[deny('iam:*')]] },
      `User: ${ANA} is not authorized to perform: iam:CreateUser on resource: ${user.resource} with an explicit deny in a service control policy`,
    ],
    [
      S3,
      { on: [deny('s3:*', '*', { Principal: '*' })] },
      `User: ${ANA} is not authorized to perform: s3:GetObject on resource: "${OBJECT}" with an explicit deny in a resource-based policy`,
    ],
    [
      S3,
      { rcp: [[deny('s3:*', '*', { Principal: '*' })]] },
      `User: ${ANA} is not authorized to perform: s3:GetObject on resource: "${OBJECT}" with an explicit deny in a resource control policy`,
    ],
    [
      S3,
      { identity: [GET], vpce: [allow('s3:PutObject', '*', { Principal: '*' })] },
      `User: ${ANA} is not authorized to perform: s3:GetObject because no VPC endpoint policy allows the s3:GetObject action`,
    ],
    [S3, { principal: EVE }, 'Access Denied'],
    [S3, { principal: { type: 'Anonymous' } }, 'Access Denied'],
    [
      MESSAGES,
      { action: 'sts:AssumeRole', resource: ROLE, identity: [allow('*')], on: [trust] },
      `User: ${ANA} is not authorized to perform: sts:AssumeRole because no role trust policy allows the sts:AssumeRole action`,
    ],
    [
      MESSAGES,
      { action: 'sts:AssumeRole', resource: ROLE, on: [{ ...trust, Effect: 'Deny', Principal: { AWS: ANA } }] },
      `User: ${ANA} is not authorized to perform: sts:AssumeRole with an explicit deny in the role trust policy`,
    ],
    [
      MESSAGES,
      { action: 'sts:AssumeRole', resource: ROLE, principal: EVE, on: [trust] },
      `User: ${EVE} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    ],
    [
      MESSAGES,
      { action: 'sts:AssumeRole', resource: ROLE, principal: `arn:aws:iam::${OWN}:root`, on: [trust] },
      'Roles may not be assumed by root accounts.',
    ],
    [
      MESSAGES,
      { action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE, principal: 'accounts.google.com', on: [trust] },
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    [
      KMS,
      { action: 'kms:Decrypt', resource: KEY, identity: [allow('*')], on: [allow('kms:*', '*', { Principal: { AWS: APP } })] },
      `User: ${ANA} is not authorized to perform: kms:Decrypt on resource: ${KEY} because no resource-based policy allows the kms:Decrypt action`,
    ],
    [
      KMS,
      {
        action: 'kms:Decrypt',
        resource: KEY,
        principal: EVE,
        identity: [allow('*')],
        on: [allow('kms:*', '*', { Principal: { AWS: APP } })],
      },
      `User: ${EVE} is not authorized to perform: kms:Decrypt on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    ],
  ])('%s: %o', (_page, question, sentence) => {
    const decision = decide(question);
    expect(decision.outcome).not.toBe('allowed');
    expect(accessDeniedMessage(requestOf(question), decision)).toBe(sentence);
  });

  test(`names the policy that denies, where it has an ARN (${NAMED})`, () => {
    const arn = 'arn:aws:organizations::999988887777:policy/o-lab1234567/service_control_policy/p-12345678';
    const scp = [{ name: 'root', policies: [{ ...policy('scp', [allow('*'), deny('iam:*')]), arn }] }];
    const request = requestOf(user);
    const sentence = accessDeniedMessage(request, evaluate(request, { identity: [policy('identity', allow('*'))], scp }));
    expect(sentence).toMatch(new RegExp(`with an explicit deny in a service control policy: ${arn}$`));
  });
});
