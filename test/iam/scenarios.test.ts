import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/iam/types.ts';
import { allow, ANA, APP, BUCKET, decide, deny, EVE, FOREIGN, KEY, OBJECT, OWN, type Question, ROLE, SESSION } from './support.ts';

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/';
const SCP_EXAMPLES = `${ORGANIZATIONS}orgs_manage_policies_scps_examples.html`;
const SCP_EVALUATION = `${ORGANIZATIONS}orgs_manage_policies_scps_evaluation.html`;
const RCP_EXAMPLES = `${ORGANIZATIONS}orgs_manage_policies_rcps_examples.html`;
const BOUNDARIES = `${GUIDE}access_policies_boundaries.html`;
const SESSIONS = `${GUIDE}access_policies.html#policies_session`;
const VARIABLES = `${GUIDE}reference_policies_variables.html`;
const ABAC = `${GUIDE}tutorial_attribute-based-access-control.html`;
const MFA = `${GUIDE}id_credentials_mfa_configure-api-require.html`;
const PASS_ROLE = `${GUIDE}id_roles_use_passrole.html`;
const DEPUTY = `${GUIDE}confused-deputy.html`;
const OIDC = `${GUIDE}id_roles_create_for-idp_oidc.html`;
const THIRD_PARTY = `${GUIDE}id_roles_common-scenarios_third-party.html`;
const BUCKET_POLICIES = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html';
const KMS_CONDITIONS = 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html';
const CROSS = `${GUIDE}reference_policies_evaluation-logic-cross-account.html`;

const ALL = allow('*');
const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });
const everybody = (action: string, more: object = {}) => deny(action, '*', { Principal: '*', ...more });
const trusts = (Principal: unknown, more: object = {}, Action: string | string[] = 'sts:AssumeRole') => ({
  Effect: 'Allow',
  Principal,
  Action,
  ...more,
});
const assume = { action: 'sts:AssumeRole', resource: ROLE } as const;
const decrypt = { action: 'kms:Decrypt', resource: KEY } as const;
const toAccount = allow('kms:*', '*', { Principal: { AWS: `arn:aws:iam::${OWN}:root` } });
const GITHUB = 'token.actions.githubusercontent.com';
const web = { principal: GITHUB, action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE } as const;
const workflow = (more: object) => [
  trusts({ Federated: `arn:aws:iam::${OWN}:oidc-provider/${GITHUB}` }, more, 'sts:AssumeRoleWithWebIdentity'),
];
const home = allow('s3:GetObject', `${BUCKET}/home/\${aws:username}/*`);
const team = { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } };

type Row = [page: string, what: string, question: Question, outcome: Decision['outcome']];

const rows: Row[] = [
  [
    SCP_EXAMPLES,
    'a Region that is denied',
    {
      identity: [ALL],
      scp: [[ALL, deny('s3:*', '*', when('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1'))]],
      context: { 'aws:RequestedRegion': 'us-east-1' },
    },
    'explicitDeny',
  ],
  [
    SCP_EXAMPLES,
    'a Region that is not',
    {
      identity: [ALL],
      scp: [[ALL, deny('s3:*', '*', when('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1'))]],
      context: { 'aws:RequestedRegion': 'eu-west-1' },
    },
    'allowed',
  ],
  [
    SCP_EXAMPLES,
    'a global service spared by NotAction',
    {
      action: 'iam:ListUsers',
      resource: '*',
      identity: [ALL],
      scp: [
        [
          ALL,
          { Effect: 'Deny', NotAction: ['iam:*', 'sts:*'], Resource: '*', ...when('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1') },
        ],
      ],
      context: { 'aws:RequestedRegion': 'us-east-1' },
    },
    'allowed',
  ],
  [
    SCP_EXAMPLES,
    'the root user of a member account',
    { principal: `arn:aws:iam::${OWN}:root`, scp: [[ALL, deny('*', '*', when('StringLike', 'aws:PrincipalArn', 'arn:aws:iam::*:root'))]] },
    'explicitDeny',
  ],
  [
    SCP_EXAMPLES,
    'a user beside that',
    { identity: [ALL], scp: [[ALL, deny('*', '*', when('StringLike', 'aws:PrincipalArn', 'arn:aws:iam::*:root'))]] },
    'allowed',
  ],
  [
    SCP_EXAMPLES,
    'leaving the organization',
    {
      action: 'organizations:LeaveOrganization',
      resource: '*',
      identity: [ALL],
      scp: [[ALL], [ALL, deny('organizations:LeaveOrganization')]],
    },
    'explicitDeny',
  ],
  [
    SCP_EXAMPLES,
    'all but one role',
    { principal: SESSION, identity: [ALL], scp: [[ALL, deny('s3:*', '*', when('ArnNotLike', 'aws:PrincipalArn', APP))]] },
    'allowed',
  ],
  [SCP_EVALUATION, 'an allow list that lacks the action', { identity: [ALL], scp: [[allow(['ec2:*', 'cloudwatch:*'])]] }, 'implicitDeny'],
  [
    SCP_EVALUATION,
    'an allow at the root and none at the account',
    { identity: [ALL], scp: [[ALL], [ALL], [allow('ec2:*')]] },
    'implicitDeny',
  ],
  [SCP_EVALUATION, 'an SCP alone grants nothing', { scp: [[ALL], [ALL]] }, 'implicitDeny'],
  [
    SCP_EVALUATION,
    'a bucket policy does not help against an SCP',
    { on: [allow('s3:GetObject', '*', { Principal: { AWS: ANA } })], scp: [[allow('ec2:*')]] },
    'implicitDeny',
  ],
  [
    SCP_EVALUATION,
    'a service is under no SCP',
    {
      principal: 'cloudtrail.amazonaws.com',
      action: 's3:PutObject',
      on: [allow('s3:PutObject', '*', { Principal: { Service: 'cloudtrail.amazonaws.com' } })],
      scp: [[deny('*')]],
    },
    'allowed',
  ],

  [
    RCP_EXAMPLES,
    'a stranger to the organization',
    {
      principal: EVE,
      identity: [ALL],
      on: [allow('s3:*', '*', { Principal: { AWS: EVE } })],
      rcp: [[everybody('s3:*', when('StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-lab'))]],
      context: { 'aws:PrincipalOrgID': 'o-other' },
    },
    'explicitDeny',
  ],
  [
    RCP_EXAMPLES,
    'a member of the organization',
    {
      identity: [ALL],
      rcp: [[everybody('s3:*', when('StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-lab'))]],
      context: { 'aws:PrincipalOrgID': 'o-lab' },
    },
    'allowed',
  ],
  [
    RCP_EXAMPLES,
    'plain HTTP',
    {
      identity: [ALL],
      rcp: [[everybody('s3:*', when('BoolIfExists', 'aws:SecureTransport', 'false'))]],
      context: { 'aws:SecureTransport': false },
    },
    'explicitDeny',
  ],
  [
    RCP_EXAMPLES,
    'an AWS service spared',
    {
      principal: 'cloudtrail.amazonaws.com',
      action: 's3:PutObject',
      on: [allow('s3:PutObject', '*', { Principal: { Service: 'cloudtrail.amazonaws.com' } })],
      rcp: [
        [
          everybody('s3:*', {
            Condition: {
              StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-lab' },
              BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
            },
          }),
        ],
      ],
    },
    'allowed',
  ],
  [
    RCP_EXAMPLES,
    'a service for an account of another organization',
    {
      principal: 'cloudtrail.amazonaws.com',
      action: 's3:PutObject',
      on: [allow('s3:PutObject', '*', { Principal: { Service: 'cloudtrail.amazonaws.com' } })],
      rcp: [
        [
          everybody('s3:*', {
            Condition: {
              StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-lab' },
              Null: { 'aws:SourceAccount': 'false' },
              Bool: { 'aws:PrincipalIsAWSService': 'true' },
            },
          }),
        ],
      ],
      context: { 'aws:SourceAccount': FOREIGN, 'aws:SourceOrgID': 'o-other' },
    },
    'explicitDeny',
  ],
  [
    RCP_EXAMPLES,
    'a service that RCPs do not reach',
    { action: 'iam:GetUser', resource: ANA, identity: [ALL], rcp: [[everybody('s3:*')]] },
    'allowed',
  ],
  [RCP_EXAMPLES, 'the root user of the account', { principal: `arn:aws:iam::${OWN}:root`, rcp: [[everybody('s3:*')]] }, 'explicitDeny'],

  [BOUNDARIES, 'what both allow', { identity: [allow('s3:*')], boundary: [allow(['s3:*', 'cloudwatch:*'])] }, 'allowed'],
  [BOUNDARIES, 'what only the boundary allows', { identity: [allow('iam:CreateUser')], boundary: [allow('s3:*')] }, 'implicitDeny'],
  [BOUNDARIES, 'a deny in the boundary', { identity: [ALL], boundary: [ALL, deny('s3:GetObject', OBJECT)] }, 'explicitDeny'],
  [
    BOUNDARIES,
    'creating a user with the boundary that is demanded',
    {
      action: 'iam:CreateUser',
      resource: ANA,
      identity: [allow('iam:CreateUser', '*', when('StringEquals', 'iam:PermissionsBoundary', `arn:aws:iam::${OWN}:policy/b`))],
      context: { 'iam:PermissionsBoundary': `arn:aws:iam::${OWN}:policy/b` },
    },
    'allowed',
  ],
  [
    BOUNDARIES,
    'creating one without it',
    {
      action: 'iam:CreateUser',
      resource: ANA,
      identity: [allow('iam:CreateUser', '*', when('StringEquals', 'iam:PermissionsBoundary', `arn:aws:iam::${OWN}:policy/b`))],
    },
    'implicitDeny',
  ],
  [
    BOUNDARIES,
    'a bucket policy that names the user goes past his boundary',
    { boundary: [allow('ec2:*')], on: [allow('s3:GetObject', '*', { Principal: { AWS: ANA } })] },
    'allowed',
  ],
  [
    BOUNDARIES,
    'one that names the role does not',
    { principal: SESSION, boundary: [allow('ec2:*')], on: [allow('s3:GetObject', '*', { Principal: { AWS: APP } })] },
    'implicitDeny',
  ],

  [
    SESSIONS,
    'what role and session policy allow',
    { principal: SESSION, identity: [allow('s3:*')], session: [allow('s3:GetObject')] },
    'allowed',
  ],
  [
    SESSIONS,
    'what only the session policy allows',
    { principal: SESSION, identity: [allow('s3:GetObject')], action: 's3:PutObject', session: [ALL] },
    'implicitDeny',
  ],
  [SESSIONS, 'a deny in the session policy', { principal: SESSION, identity: [ALL], session: [ALL, deny('s3:GetObject')] }, 'explicitDeny'],
  [
    SESSIONS,
    'a bucket policy for the session itself',
    { principal: SESSION, session: [allow('ec2:*')], on: [allow('s3:GetObject', '*', { Principal: { AWS: SESSION } })] },
    'allowed',
  ],
  [
    SESSIONS,
    'a bucket policy for the role, and the session policy allows it',
    { principal: SESSION, session: [allow('s3:GetObject')], on: [allow('s3:GetObject', '*', { Principal: { AWS: APP } })] },
    'allowed',
  ],

  [VARIABLES, 'one’s own folder', { resource: `${BUCKET}/home/ana/x`, identity: [home] }, 'allowed'],
  [VARIABLES, 'the folder of somebody else', { resource: `${BUCKET}/home/eve/x`, identity: [home] }, 'implicitDeny'],
  [VARIABLES, 'a session has no user name', { principal: SESSION, resource: `${BUCKET}/home/app/x`, identity: [home] }, 'implicitDeny'],
  [
    VARIABLES,
    'a default where there is no tag',
    { resource: `${BUCKET}/none/x`, identity: [allow('s3:GetObject', `${BUCKET}/\${aws:PrincipalTag/team, 'none'}/*`)] },
    'allowed',
  ],
  [
    VARIABLES,
    'the tag in its place',
    {
      resource: `${BUCKET}/none/x`,
      identity: [allow('s3:GetObject', `${BUCKET}/\${aws:PrincipalTag/team, 'none'}/*`)],
      context: { 'aws:PrincipalTag/team': 'red' },
    },
    'implicitDeny',
  ],
  [VARIABLES, 'a star that is a star', { resource: `${BUCKET}/a*`, identity: [allow('s3:GetObject', `${BUCKET}/a\${*}`)] }, 'allowed'],
  [VARIABLES, 'and nothing else', { resource: `${BUCKET}/ab`, identity: [allow('s3:GetObject', `${BUCKET}/a\${*}`)] }, 'implicitDeny'],
  [
    VARIABLES,
    'a wildcard in the value of a variable is none',
    {
      resource: `${BUCKET}/red/x`,
      identity: [allow('s3:GetObject', `${BUCKET}/\${aws:PrincipalTag/team}/x`)],
      context: { 'aws:PrincipalTag/team': '*' },
    },
    'implicitDeny',
  ],

  [
    ABAC,
    'tags that are equal',
    {
      action: 'secretsmanager:GetSecretValue',
      resource: `arn:aws:secretsmanager:eu-west-1:${OWN}:secret:db-AbCdEf`,
      identity: [allow('secretsmanager:*', '*', { Condition: team })],
      context: { 'aws:PrincipalTag/team': 'red', 'aws:ResourceTag/team': 'red' },
    },
    'allowed',
  ],
  [
    ABAC,
    'tags that differ',
    {
      action: 'secretsmanager:GetSecretValue',
      resource: `arn:aws:secretsmanager:eu-west-1:${OWN}:secret:db-AbCdEf`,
      identity: [allow('secretsmanager:*', '*', { Condition: team })],
      context: { 'aws:PrincipalTag/team': 'red', 'aws:ResourceTag/team': 'blue' },
    },
    'implicitDeny',
  ],
  [
    ABAC,
    'no tag on either side',
    {
      action: 'secretsmanager:GetSecretValue',
      resource: `arn:aws:secretsmanager:eu-west-1:${OWN}:secret:db-AbCdEf`,
      identity: [allow('secretsmanager:*', '*', { Condition: team })],
    },
    'implicitDeny',
  ],

  [
    MFA,
    'an access key without MFA, BoolIfExists in a Deny',
    { identity: [ALL, deny('*', '*', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'))] },
    'explicitDeny',
  ],
  [
    MFA,
    'an access key without MFA, Bool in a Deny',
    { identity: [ALL, deny('*', '*', when('Bool', 'aws:MultiFactorAuthPresent', 'false'))] },
    'allowed',
  ],
  [
    MFA,
    'a session with MFA',
    {
      identity: [ALL, deny('*', '*', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'))],
      context: { 'aws:MultiFactorAuthPresent': true },
    },
    'allowed',
  ],
  [
    MFA,
    'MFA that is too old',
    {
      identity: [allow('s3:*', '*', when('NumericLessThan', 'aws:MultiFactorAuthAge', '3600'))],
      context: { 'aws:MultiFactorAuthAge': 3601 },
    },
    'implicitDeny',
  ],

  [
    PASS_ROLE,
    'a role to the service that is meant',
    {
      action: 'iam:PassRole',
      resource: APP,
      identity: [allow('iam:PassRole', APP, when('StringEquals', 'iam:PassedToService', 'lambda.amazonaws.com'))],
      context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    },
    'allowed',
  ],
  [
    PASS_ROLE,
    'a role to another',
    {
      action: 'iam:PassRole',
      resource: APP,
      identity: [allow('iam:PassRole', APP, when('StringEquals', 'iam:PassedToService', 'lambda.amazonaws.com'))],
      context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    },
    'implicitDeny',
  ],
  [PASS_ROLE, 'another role', { action: 'iam:PassRole', resource: ROLE, identity: [allow('iam:PassRole', APP)] }, 'implicitDeny'],

  [
    DEPUTY,
    'a service on behalf of one’s own trail',
    {
      principal: 'cloudtrail.amazonaws.com',
      action: 's3:PutObject',
      on: [
        allow('s3:PutObject', '*', {
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          ...when('ArnLike', 'aws:SourceArn', `arn:aws:cloudtrail:*:${OWN}:trail/*`),
        }),
      ],
      context: { 'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${OWN}:trail/t` },
    },
    'allowed',
  ],
  [
    DEPUTY,
    'a service on behalf of somebody else’s',
    {
      principal: 'cloudtrail.amazonaws.com',
      action: 's3:PutObject',
      on: [
        allow('s3:PutObject', '*', {
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          ...when('ArnLike', 'aws:SourceArn', `arn:aws:cloudtrail:*:${OWN}:trail/*`),
        }),
      ],
      context: { 'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${FOREIGN}:trail/t` },
    },
    'implicitDeny',
  ],
  [
    THIRD_PARTY,
    'the external id that was agreed',
    {
      principal: EVE,
      ...assume,
      identity: [ALL],
      on: [trusts({ AWS: `arn:aws:iam::${FOREIGN}:root` }, when('StringEquals', 'sts:ExternalId', 'blue-7'))],
      context: { 'sts:ExternalId': 'blue-7' },
    },
    'allowed',
  ],
  [
    THIRD_PARTY,
    'that of another customer',
    {
      principal: EVE,
      ...assume,
      identity: [ALL],
      on: [trusts({ AWS: `arn:aws:iam::${FOREIGN}:root` }, when('StringEquals', 'sts:ExternalId', 'blue-7'))],
      context: { 'sts:ExternalId': 'red-1' },
    },
    'implicitDeny',
  ],
  [
    THIRD_PARTY,
    'none',
    {
      principal: EVE,
      ...assume,
      identity: [ALL],
      on: [trusts({ AWS: `arn:aws:iam::${FOREIGN}:root` }, when('StringEquals', 'sts:ExternalId', 'blue-7'))],
    },
    'implicitDeny',
  ],

  [
    OIDC,
    'the branch that is trusted',
    {
      ...web,
      on: workflow(when('StringEquals', `${GITHUB}:sub`, 'repo:lab/app:ref:refs/heads/main')),
      context: { [`${GITHUB}:sub`]: 'repo:lab/app:ref:refs/heads/main' },
    },
    'allowed',
  ],
  [
    OIDC,
    'another branch',
    {
      ...web,
      on: workflow(when('StringEquals', `${GITHUB}:sub`, 'repo:lab/app:ref:refs/heads/main')),
      context: { [`${GITHUB}:sub`]: 'repo:lab/app:ref:refs/heads/dev' },
    },
    'implicitDeny',
  ],
  [
    OIDC,
    'a repository whose name begins the same',
    {
      ...web,
      on: workflow(when('StringLike', `${GITHUB}:sub`, 'repo:lab/app*')),
      context: { [`${GITHUB}:sub`]: 'repo:lab/app-evil:ref:refs/heads/main' },
    },
    'allowed',
  ],
  [OIDC, 'a token for plain AssumeRole', { ...web, action: 'sts:AssumeRole', on: workflow({}) }, 'implicitDeny'],

  [
    BUCKET_POLICIES,
    'plain HTTP denied to all',
    { identity: [ALL], on: [everybody('s3:*', when('Bool', 'aws:SecureTransport', 'false'))], context: { 'aws:SecureTransport': false } },
    'explicitDeny',
  ],
  [
    BUCKET_POLICIES,
    'an upload that gives the owner control',
    {
      principal: EVE,
      action: 's3:PutObject',
      identity: [ALL],
      on: [allow('s3:PutObject', '*', { Principal: { AWS: EVE }, ...when('StringEquals', 's3:x-amz-acl', 'bucket-owner-full-control') })],
      context: { 's3:x-amz-acl': 'bucket-owner-full-control' },
    },
    'allowed',
  ],
  [
    BUCKET_POLICIES,
    'an upload that does not',
    {
      principal: EVE,
      action: 's3:PutObject',
      identity: [ALL],
      on: [allow('s3:PutObject', '*', { Principal: { AWS: EVE }, ...when('StringEquals', 's3:x-amz-acl', 'bucket-owner-full-control') })],
    },
    'implicitDeny',
  ],
  [
    BUCKET_POLICIES,
    'a list of one’s own folder',
    {
      action: 's3:ListBucket',
      resource: BUCKET,
      identity: [allow('s3:ListBucket', BUCKET, when('StringLike', 's3:prefix', 'home/${aws:username}/*'))],
      context: { 's3:prefix': 'home/ana/2026' },
    },
    'allowed',
  ],
  [
    BUCKET_POLICIES,
    'a list of the whole bucket',
    {
      action: 's3:ListBucket',
      resource: BUCKET,
      identity: [allow('s3:ListBucket', BUCKET, when('StringLike', 's3:prefix', 'home/${aws:username}/*'))],
    },
    'implicitDeny',
  ],

  [
    KMS_CONDITIONS,
    'through the service that is meant',
    {
      ...decrypt,
      identity: [allow('kms:Decrypt', '*', when('StringEquals', 'kms:ViaService', 's3.eu-west-1.amazonaws.com'))],
      on: [toAccount],
      context: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
    },
    'allowed',
  ],
  [
    KMS_CONDITIONS,
    'directly',
    {
      ...decrypt,
      identity: [allow('kms:Decrypt', '*', when('StringEquals', 'kms:ViaService', 's3.eu-west-1.amazonaws.com'))],
      on: [toAccount],
    },
    'implicitDeny',
  ],
  [
    KMS_CONDITIONS,
    'with the encryption context',
    {
      ...decrypt,
      identity: [allow('kms:Decrypt', '*', when('StringEquals', 'kms:EncryptionContext:app', 'photos'))],
      on: [toAccount],
      context: { 'kms:EncryptionContext:app': 'photos' },
    },
    'allowed',
  ],
  [
    KMS_CONDITIONS,
    'with another',
    {
      ...decrypt,
      identity: [allow('kms:Decrypt', '*', when('StringEquals', 'kms:EncryptionContext:app', 'photos'))],
      on: [toAccount],
      context: { 'kms:EncryptionContext:app': 'mail' },
    },
    'implicitDeny',
  ],
  [
    KMS_CONDITIONS,
    'callers of one account',
    {
      ...decrypt,
      principal: EVE,
      identity: [ALL],
      on: [allow('kms:Decrypt', '*', { Principal: '*', ...when('StringEquals', 'kms:CallerAccount', OWN) })],
    },
    'implicitDeny',
  ],

  [
    CROSS,
    'a deny on the side of the caller',
    { principal: EVE, identity: [ALL, deny('s3:*')], on: [allow('s3:GetObject', '*', { Principal: { AWS: EVE } })] },
    'explicitDeny',
  ],
  [
    CROSS,
    'the account is let in and the user is not',
    { principal: EVE, on: [allow('s3:GetObject', '*', { Principal: { AWS: `arn:aws:iam::${FOREIGN}:root` } })] },
    'implicitDeny',
  ],
  [
    CROSS,
    'the account is let in and the user is',
    {
      principal: EVE,
      identity: [allow('s3:GetObject')],
      on: [allow('s3:GetObject', '*', { Principal: { AWS: `arn:aws:iam::${FOREIGN}:root` } })],
    },
    'allowed',
  ],
];

describe('what people write policies for', () => {
  test.each(rows)('%s: %s', (_page, _what, question, outcome) => {
    expect(decide(question).outcome).toBe(outcome);
  });
});
