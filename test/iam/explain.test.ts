import { describe, expect, test } from 'vitest';
import { applyChanges, changesFor, evaluate, explain, reasonOf } from '../../src/iam/index.ts';
import type { Explanation } from '../../src/iam/types.ts';
import {
  allow,
  ANA,
  APP,
  BUCKET,
  decide,
  deny,
  EVE,
  KEY,
  OBJECT,
  OWN,
  policiesOf,
  type Question,
  requestOf,
  ROLE,
  SESSION,
} from './support.ts';

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

/** With the policies at hand: all of the change, and what it leads to. */
const whole = (question: Question): Explanation => explain(requestOf(question), decide(question), policiesOf(question));
const ALL = allow('*');
const OTHER = allow('ec2:*');
const get = (Principal: unknown) => allow('s3:GetObject', '*', { Principal });
const fresh = (more: object) => ({ element: 'Statement', add: { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECT, ...more } });
const ofPolicy = (layer: string) => ({ layer, policy: layer, attachedTo: 'the test' });

type Row = [what: string, question: Question, text: string, changes: readonly object[]];

const mends: Row[] = [
  [
    'nothing at all',
    {},
    `Add an Allow for s3:GetObject on ${OBJECT} to an identity-based policy of user ana.`,
    [{ layer: 'identity', ...fresh({}) }],
  ],
  [
    'a star is not added beside other actions',
    { action: 's3:ListAllMyBuckets', resource: '*', identity: [allow('s3:*', BUCKET)] },
    'Add an Allow for s3:ListAllMyBuckets on * to an identity-based policy of user ana.',
    [{ layer: 'identity', element: 'Statement', add: { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' } }],
  ],
  [
    'wildcard characters in a name are written so that they stand for themselves',
    { resource: `${BUCKET}/a*b`, identity: [allow('s3:GetObject', UPLOADS)] },
    `Add ${BUCKET}/a\${*}b to the Resource of statement 1 of the identity-based policy identity of the test.`,
    [{ ...ofPolicy('identity'), statement: 0, element: 'Resource', add: `${BUCKET}/a\${*}b` }],
  ],
  [
    'an action beside a NotAction gets a statement of its own',
    { identity: [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }] },
    `Add an Allow for s3:GetObject on ${OBJECT} to an identity-based policy of user ana.`,
    [{ layer: 'identity', ...fresh({}) }],
  ],
  [
    'a boundary without it',
    { identity: [ALL], boundary: [OTHER] },
    `Add an Allow for s3:GetObject on ${OBJECT} to the permissions boundary.`,
    [{ ...ofPolicy('boundary'), ...fresh({}) }],
  ],
  [
    'a boundary that has it for other resources',
    { identity: [ALL], boundary: [allow('s3:GetObject', UPLOADS)] },
    `Add ${OBJECT} to the Resource of statement 1 of the permissions boundary boundary of the test.`,
    [{ ...ofPolicy('boundary'), statement: 0, element: 'Resource', add: OBJECT }],
  ],
  [
    'neither identity-based policy nor boundary',
    { identity: [allow('s3:GetObject', UPLOADS)], boundary: [OTHER] },
    `Add ${OBJECT} to the Resource of statement 1 of the identity-based policy identity of the test. That alone is not enough. Add an Allow for s3:GetObject on ${OBJECT} to the permissions boundary.`,
    [
      { ...ofPolicy('identity'), statement: 0, element: 'Resource', add: OBJECT },
      { ...ofPolicy('boundary'), ...fresh({}) },
    ],
  ],
  [
    'a session policy',
    { principal: SESSION, identity: [ALL], session: [allow('s3:PutObject')] },
    'Add s3:GetObject to the Action of statement 1 of the session policy session of the test.',
    [{ ...ofPolicy('session'), statement: 0, element: 'Action', add: 's3:GetObject' }],
  ],
  [
    'service control policies of two levels',
    { identity: [ALL], scp: [[ALL], [OTHER], [OTHER]] },
    'Allow s3:GetObject in a service control policy of level 1: only the management account can. That alone is not enough. Allow s3:GetObject in a service control policy of level 2: only the management account can.',
    [
      { layer: 'scp', level: 'level 1', ...fresh({}) },
      { layer: 'scp', level: 'level 2', ...fresh({}) },
    ],
  ],
  [
    'a resource control policy that denies whoever is not of the organization',
    { identity: [ALL], rcp: [[deny('s3:*', '*', { Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-lab' } } })]] },
    'Make the request so that it no longer holds that aws:PrincipalOrgID is not (StringNotEquals) o-lab: then statement 1 of the resource control policy rcp-0-0 of the test does not apply.',
    [
      {
        layer: 'rcp',
        policy: 'rcp-0-0',
        attachedTo: 'the test',
        statement: 0,
        element: 'Request',
        effect: 'Deny',
        condition: { operator: 'StringNotEquals', key: 'aws:PrincipalOrgID', values: ['o-lab'] },
        add: { 'aws:PrincipalOrgID': 'o-lab' },
      },
    ],
  ],
  [
    'denies of two layers',
    { identity: [ALL, deny('s3:GetObject')], scp: [[ALL, deny('s3:*')]] },
    'Narrow or remove statement 1 of the service control policy scp-0-1 of the test. No Allow elsewhere can outweigh it. That alone is not enough. Narrow or remove statement 2 of the identity-based policy identity of the test. No Allow elsewhere can outweigh it.',
    [
      { layer: 'scp', policy: 'scp-0-1', attachedTo: 'the test', statement: 0, element: 'Statement', remove: true },
      { ...ofPolicy('identity'), statement: 1, element: 'Statement', remove: true },
    ],
  ],
  [
    'a deny without MFA',
    { identity: [ALL, deny('*', '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })] },
    'Make the request so that it no longer holds that aws:MultiFactorAuthPresent is (BoolIfExists) false: then statement 2 of the identity-based policy identity of the test does not apply.',
    [
      {
        ...ofPolicy('identity'),
        statement: 1,
        element: 'Request',
        effect: 'Deny',
        condition: { operator: 'BoolIfExists', key: 'aws:MultiFactorAuthPresent', values: ['false'] },
        add: { 'aws:MultiFactorAuthPresent': 'true' },
      },
    ],
  ],
  [
    'a trust policy that trusts somebody else',
    {
      principal: SESSION,
      action: 'sts:AssumeRole',
      resource: ROLE,
      identity: [ALL],
      on: [{ Effect: 'Allow', Principal: { AWS: EVE }, Action: 'sts:AssumeRole' }],
    },
    `Add ${APP} to the Principal of statement 1 of the role trust policy trust of the test.`,
    [{ ...ofPolicy('trust'), statement: 0, element: 'Principal', add: { AWS: APP } }],
  ],
  [
    'a trust policy that waits for an external id',
    {
      action: 'sts:AssumeRole',
      resource: ROLE,
      on: [
        { Effect: 'Allow', Principal: { AWS: ANA }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'blue-7' } } },
      ],
    },
    'Make the request so that sts:ExternalId is (StringEquals) blue-7, or change the Condition of statement 1 of the role trust policy trust of the test.',
    [
      {
        ...ofPolicy('trust'),
        statement: 0,
        element: 'Request',
        effect: 'Allow',
        condition: { operator: 'StringEquals', key: 'sts:ExternalId', values: ['blue-7'] },
        add: { 'sts:ExternalId': 'blue-7' },
      },
    ],
  ],
  [
    'a service that the trust policy does not name',
    {
      principal: 'ec2.amazonaws.com',
      action: 'sts:AssumeRole',
      resource: ROLE,
      on: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    'Add ec2.amazonaws.com to the Principal of statement 1 of the role trust policy trust of the test.',
    [{ ...ofPolicy('trust'), statement: 0, element: 'Principal', add: { Service: 'ec2.amazonaws.com' } }],
  ],
  [
    'a key policy that does not speak of the caller',
    { action: 'kms:Decrypt', resource: KEY, on: [allow('kms:Sign', '*', { Principal: { AWS: APP } })] },
    `Add an Allow for kms:Decrypt on ${KEY} for ${ANA} to the key policy, or let it give the account the right to use its identity-based policies.`,
    [
      {
        ...ofPolicy('keyPolicy'),
        element: 'Statement',
        add: { Effect: 'Allow', Principal: { AWS: ANA }, Action: 'kms:Decrypt', Resource: KEY },
      },
    ],
  ],
  [
    'a key policy that leaves it to the account, and an account that does not',
    { action: 'kms:Decrypt', resource: KEY, on: [allow('kms:*', '*', { Principal: { AWS: `arn:aws:iam::${OWN}:root` } })] },
    `Add an Allow for kms:Decrypt on ${KEY} to an identity-based policy of user ana.`,
    [{ layer: 'identity', element: 'Statement', add: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY } }],
  ],
  [
    'a bucket of another account, from both sides',
    { principal: EVE, on: [get({ AWS: ANA })] },
    `Add ${EVE} to the Principal of statement 1 of the resource-based policy resource of the test. That alone is not enough. Add an Allow for s3:GetObject on ${OBJECT} to an identity-based policy of user eve.`,
    [
      { ...ofPolicy('resource'), statement: 0, element: 'Principal', add: { AWS: EVE } },
      { layer: 'identity', ...fresh({}) },
    ],
  ],
  [
    'a bucket without a policy, for a service',
    { principal: 'cloudtrail.amazonaws.com', action: 's3:PutObject' },
    `Add an Allow for s3:PutObject on ${OBJECT} with cloudtrail.amazonaws.com as Principal to the policy of the resource.`,
    [
      {
        layer: 'resource',
        element: 'Statement',
        add: { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:PutObject', Resource: OBJECT },
      },
    ],
  ],
  [
    'an endpoint that lets only some through',
    { identity: [ALL], vpce: [get({ AWS: APP })] },
    `Add ${ANA} to the Principal of statement 1 of the VPC endpoint policy vpcEndpoint of the test.`,
    [{ ...ofPolicy('vpcEndpoint'), statement: 0, element: 'Principal', add: { AWS: ANA } }],
  ],
  [
    'a public bucket, blocked, for another account',
    { principal: EVE, identity: [ALL], on: [get('*')], blockPublicAccess: true },
    `Replace the "*" in the Principal of statement 1 of the resource-based policy resource of the test by the accounts or roles that need access, here ${EVE}.`,
    [{ ...ofPolicy('resource'), statement: 0, element: 'Principal', add: { AWS: EVE }, instead: true }],
  ],
  [
    'a public bucket, blocked, for the public',
    { principal: { type: 'Anonymous' }, on: [get('*')], blockPublicAccess: true },
    'Only with S3 Block Public Access off does a bucket let in callers who do not sign their requests: better give them credentials or a presigned URL.',
    [{ layer: 'blockPublicAccess', element: 'BlockPublicAccess', remove: true }],
  ],
  [
    'a root user who wants a role',
    {
      principal: `arn:aws:iam::${OWN}:root`,
      action: 'sts:AssumeRole',
      resource: ROLE,
      on: [{ Effect: 'Allow', Principal: { AWS: OWN }, Action: 'sts:AssumeRole' }],
    },
    'Ask as a user or a role of the account.',
    [],
  ],
  [
    'a role of another account that is not for taking',
    { principal: EVE, action: 'iam:GetRole', resource: ROLE, identity: [ALL] },
    `No policy can allow iam:GetRole on ${ROLE} to ${EVE}: ask as a user or a role of the account that owns it.`,
    [],
  ],
];

describe('the smallest change', () => {
  test.each(mends)('%s', (_what, question, text, changes) => {
    const { change, changes: made } = whole(question);
    expect({ change, changes: made }).toEqual({ change: text, changes });
    const policies = policiesOf(question);
    const after = applyChanges({ request: requestOf(question), policies }, made);
    expect(evaluate(after.request, after.policies).outcome === 'allowed').toBe(changes.length > 0);
  });

  test('is none for what is allowed', () => {
    expect(changesFor(requestOf({}), policiesOf({ identity: [ALL] }))).toEqual([]);
  });
});

describe('what an allowance needs', () => {
  const needs = (question: Question) => whole(question).needed.map(({ layer, index }) => `${layer} ${index + 1}`);

  test.each<[what: string, question: Question, needed: readonly string[]]>([
    ['the one statement', { identity: [OTHER, ALL] }, ['identity 2']],
    ['none of two that both allow', { identity: [ALL, allow('s3:*')] }, []],
    [
      'each layer',
      { identity: [ALL], boundary: [ALL], session: [ALL], scp: [[ALL], [ALL]] },
      ['scp 1', 'scp 1', 'identity 1', 'boundary 1', 'session 1'],
    ],
    ['both sides across accounts', { principal: EVE, identity: [ALL], on: [get({ AWS: EVE })] }, ['resource 1', 'identity 1']],
    ['no identity-based policy beside a bucket policy that names the user', { identity: [OTHER], on: [get({ AWS: ANA })] }, ['resource 1']],
    ['nothing of a denial', { identity: [OTHER] }, []],
  ])('%s', (_what, question, needed) => {
    expect(needs(question)).toEqual(needed);
  });
});
