import { describe, expect, test } from 'vitest';
import type { Decision, Layer } from '../../src/iam/types.ts';
import { allow, ANA, APP, BUCKET, decide, deny, EVE, FOREIGN, KEY, OBJECT, OWN, type Question, ROLE, SESSION } from './support.ts';

const EVALUATION = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html';
const CROSS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html';
const BOUNDARIES = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html';
const SESSIONS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session';
const FEDERATION = 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html';
const PRINCIPAL = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html';
const NOT_PRINCIPAL = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html';
const SCPS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html';
const SCP_LIMITS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html';
const RCPS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html';
const ENDPOINTS = 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html';
const PUBLIC = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html';
const PUT_POLICY = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html';
const KEY_POLICY = 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html';
const KEY_DEFAULT = 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html';
const KEY_FOREIGN = 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html';
const GRANTS = 'https://docs.aws.amazon.com/kms/latest/developerguide/grants.html';
const ASSUME = 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html';
const WEB = 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html';
const IDENTITY = 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html';
const SESSION_TOKEN = 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html';

const FEDERATED = `arn:aws:sts::${OWN}:federated-user/bob`;
const ROOT = `arn:aws:iam::${OWN}:root`;
const LINKED = `arn:aws:iam::${OWN}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
const GET = allow('s3:GetObject');
const OTHER = allow('ec2:*');
const ALL = allow('*');
const letIn = (AWS: string | string[], action = 's3:GetObject') => allow(action, '*', { Principal: { AWS } });
const everyone = (action = 's3:GetObject', Condition: object = {}) => allow(action, '*', { Principal: '*', Condition });
const keepOut = (AWS: string | string[]) => deny('s3:*', '*', { Principal: { AWS } });
const trusts = (Principal: unknown, Action: string = 'sts:AssumeRole', Condition: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Condition,
});
const decrypt = { action: 'kms:Decrypt', resource: KEY } as const;
const assume = { action: 'sts:AssumeRole', resource: ROLE } as const;
const grant = (granteePrincipal: string, more: object = {}) => ({ id: 'g', granteePrincipal, operations: ['Decrypt'], ...more });
const PUBLIC_FOR_ALL = everyone();
const EXEMPT = (names: string[]) => ({ Effect: 'Deny', NotPrincipal: { AWS: names }, Action: 's3:*', Resource: '*' });

type Row = [page: string, what: string, question: Question, outcome: Decision['outcome'], layer: Layer];

const rows: Row[] = [
  [EVALUATION, 'nothing allows', {}, 'implicitDeny', 'identity'],
  [EVALUATION, 'an identity-based policy allows', { identity: [GET] }, 'allowed', 'identity'],
  [EVALUATION, 'a deny wins over an allow before it', { identity: [GET, deny('s3:GetObject')] }, 'explicitDeny', 'identity'],
  [EVALUATION, 'the root user needs no policy in its account', { principal: ROOT }, 'allowed', 'none'],
  [EVALUATION, 'a bucket policy denies the root user', { principal: ROOT, on: [keepOut(OWN)] }, 'explicitDeny', 'resource'],
  [
    PUT_POLICY,
    'the root user can always take the bucket policy away',
    { principal: ROOT, action: 's3:DeleteBucketPolicy', resource: BUCKET, on: [deny('s3:*', '*', { Principal: '*' })] },
    'allowed',
    'none',
  ],
  [
    PUT_POLICY,
    'the root user of another account cannot',
    {
      principal: `arn:aws:iam::${FOREIGN}:root`,
      action: 's3:DeleteBucketPolicy',
      resource: BUCKET,
      on: [deny('s3:*', '*', { Principal: '*' })],
    },
    'explicitDeny',
    'resource',
  ],

  [BOUNDARIES, 'a boundary alone allows nothing', { boundary: [ALL] }, 'implicitDeny', 'identity'],
  [BOUNDARIES, 'a boundary limits', { identity: [GET], boundary: [OTHER] }, 'implicitDeny', 'boundary'],
  [BOUNDARIES, 'a boundary denies', { identity: [GET], boundary: [ALL, deny('s3:*')] }, 'explicitDeny', 'boundary'],
  [EVALUATION, 'a bucket policy that names the user passes the boundary', { boundary: [OTHER], on: [letIn(ANA)] }, 'allowed', 'resource'],
  [
    EVALUATION,
    'a bucket policy that names the role does not',
    { principal: SESSION, boundary: [OTHER], on: [letIn(APP)] },
    'implicitDeny',
    'boundary',
  ],
  [
    EVALUATION,
    'a bucket policy that names the session does',
    { principal: SESSION, boundary: [OTHER], on: [letIn(SESSION)] },
    'allowed',
    'resource',
  ],
  [
    EVALUATION,
    'a bucket policy that names the role needs no identity-based policy',
    { principal: SESSION, on: [letIn(APP)] },
    'allowed',
    'resource',
  ],
  [
    EVALUATION,
    'a bucket policy for everyone passes the boundary',
    { principal: SESSION, boundary: [OTHER], on: [everyone()] },
    'allowed',
    'resource',
  ],
  [SESSIONS, 'a session policy limits', { principal: SESSION, identity: [GET], session: [OTHER] }, 'implicitDeny', 'session'],
  [
    SESSIONS,
    'a session policy limits what the role is given by a bucket',
    { principal: SESSION, session: [OTHER], on: [letIn(APP)] },
    'implicitDeny',
    'session',
  ],
  [SESSIONS, 'the session itself is given more', { principal: SESSION, session: [OTHER], on: [letIn(SESSION)] }, 'allowed', 'resource'],
  [
    SESSIONS,
    'a session policy denies',
    { principal: SESSION, identity: [ALL], session: [ALL, deny('s3:GetObject')] },
    'explicitDeny',
    'session',
  ],
  [
    FEDERATION,
    'a federated user without a session policy may nothing',
    { principal: FEDERATED, identity: [ALL] },
    'implicitDeny',
    'session',
  ],
  [
    FEDERATION,
    'a federated user within the session policy',
    { principal: FEDERATED, identity: [ALL], session: [GET] },
    'allowed',
    'identity',
  ],
  [FEDERATION, 'a federated user named by the bucket', { principal: FEDERATED, on: [letIn(FEDERATED)] }, 'allowed', 'resource'],

  [PRINCIPAL, 'an account as principal leaves it to identity-based policies', { on: [letIn(OWN)] }, 'implicitDeny', 'identity'],
  [PRINCIPAL, 'an account as principal with an identity-based policy', { on: [letIn(ROOT)], identity: [GET] }, 'allowed', 'identity'],
  [PRINCIPAL, 'an account as principal denies all its principals', { on: [keepOut(OWN)], identity: [GET] }, 'explicitDeny', 'resource'],
  [
    PRINCIPAL,
    'a role as principal denies its sessions',
    { principal: SESSION, on: [keepOut(APP)], identity: [GET] },
    'explicitDeny',
    'resource',
  ],
  [PRINCIPAL, 'another session of the role is not meant', { principal: `${SESSION}-2`, on: [letIn(SESSION)] }, 'implicitDeny', 'identity'],
  [
    PRINCIPAL,
    'a role of the same name in another account is not meant',
    { principal: SESSION, on: [letIn(`arn:aws:iam::${FOREIGN}:role/app`)] },
    'implicitDeny',
    'identity',
  ],
  [PRINCIPAL, 'an anonymous caller, everyone let in', { principal: { type: 'Anonymous' }, on: [everyone()] }, 'allowed', 'resource'],
  [PRINCIPAL, 'an anonymous caller, {"AWS": "*"} let in', { principal: { type: 'Anonymous' }, on: [letIn('*')] }, 'allowed', 'resource'],
  [PRINCIPAL, 'an anonymous caller, an account let in', { principal: { type: 'Anonymous' }, on: [letIn(OWN)] }, 'implicitDeny', 'resource'],
  [
    PRINCIPAL,
    'a service that is named',
    { principal: 'cloudtrail.amazonaws.com', on: [allow('s3:GetObject', '*', { Principal: { Service: 'cloudtrail.amazonaws.com' } })] },
    'allowed',
    'resource',
  ],
  [
    PRINCIPAL,
    'another service',
    { principal: 'config.amazonaws.com', on: [allow('s3:GetObject', '*', { Principal: { Service: 'cloudtrail.amazonaws.com' } })] },
    'implicitDeny',
    'resource',
  ],

  [NOT_PRINCIPAL, 'spared: account and user are listed', { identity: [GET], on: [EXEMPT([ANA, ROOT])] }, 'allowed', 'identity'],
  [NOT_PRINCIPAL, 'not spared: the account is not listed', { identity: [GET], on: [EXEMPT([ANA])] }, 'explicitDeny', 'resource'],
  [NOT_PRINCIPAL, 'not spared: only the account is listed', { identity: [GET], on: [EXEMPT([ROOT])] }, 'explicitDeny', 'resource'],
  [
    NOT_PRINCIPAL,
    'spared: account, role and session are listed',
    { principal: SESSION, identity: [GET], on: [EXEMPT([SESSION, APP, ROOT])] },
    'allowed',
    'identity',
  ],
  [
    NOT_PRINCIPAL,
    'not spared: the session is not listed',
    { principal: SESSION, identity: [GET], on: [EXEMPT([APP, ROOT])] },
    'explicitDeny',
    'resource',
  ],
  [
    NOT_PRINCIPAL,
    'never spared: a principal with a boundary',
    { identity: [GET], boundary: [ALL], on: [EXEMPT([ANA, ROOT])] },
    'explicitDeny',
    'resource',
  ],
  [
    NOT_PRINCIPAL,
    'not spared: an anonymous caller',
    { principal: { type: 'Anonymous' }, on: [everyone(), EXEMPT([ANA, ROOT])] },
    'explicitDeny',
    'resource',
  ],

  [CROSS, 'only the resource side allows', { principal: EVE, on: [letIn(EVE)] }, 'implicitDeny', 'identity'],
  [CROSS, 'only the identity side allows', { principal: EVE, identity: [GET] }, 'implicitDeny', 'resource'],
  [CROSS, 'both sides allow', { principal: EVE, identity: [GET], on: [letIn(EVE)] }, 'allowed', 'identity'],
  [CROSS, 'everyone is let in and the identity side allows', { principal: EVE, identity: [GET], on: [everyone()] }, 'allowed', 'identity'],
  [
    CROSS,
    'the boundary of the caller limits',
    { principal: EVE, identity: [GET], boundary: [OTHER], on: [letIn(EVE)] },
    'implicitDeny',
    'boundary',
  ],
  [
    CROSS,
    'the root user of the account that is let in',
    { principal: `arn:aws:iam::${FOREIGN}:root`, on: [letIn(FOREIGN)] },
    'allowed',
    'resource',
  ],
  [CROSS, 'the root user of another account', { principal: `arn:aws:iam::${FOREIGN}:root`, on: [letIn(ANA)] }, 'implicitDeny', 'resource'],

  [SCPS, 'an SCP allows nothing by itself', { scp: [[ALL], [ALL]] }, 'implicitDeny', 'identity'],
  [SCPS, 'each level must allow', { identity: [GET], scp: [[ALL], [OTHER], [ALL]] }, 'implicitDeny', 'scp'],
  [SCPS, 'a level without policies allows nothing', { identity: [GET], scp: [[ALL], []] }, 'implicitDeny', 'scp'],
  [SCPS, 'a deny at any level', { identity: [GET], scp: [[ALL, deny('s3:*')], [ALL]] }, 'explicitDeny', 'scp'],
  [SCPS, 'an SCP limits what a bucket gives', { on: [letIn(ANA)], scp: [[OTHER]] }, 'implicitDeny', 'scp'],
  [SCP_LIMITS, 'an SCP binds the root user of a member account', { principal: ROOT, scp: [[OTHER]] }, 'implicitDeny', 'scp'],
  [SCP_LIMITS, 'an SCP does not bind a service-linked role', { principal: LINKED, identity: [GET], scp: [[OTHER]] }, 'allowed', 'identity'],
  [
    SCP_LIMITS,
    'an SCP does not bind a service',
    { principal: 'sns.amazonaws.com', on: [everyone()], scp: [[deny('s3:*')]] },
    'allowed',
    'resource',
  ],
  [
    RCPS,
    'an RCP denies an outsider',
    {
      principal: EVE,
      identity: [GET],
      on: [letIn(EVE)],
      rcp: [[deny('s3:*', '*', { Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-lab1234567' } } })]],
    },
    'explicitDeny',
    'rcp',
  ],
  [RCPS, 'an RCP that denies nothing lets pass', { identity: [GET], rcp: [[]] }, 'allowed', 'identity'],
  [
    RCPS,
    'an RCP does not reach services that do not support it',
    {
      action: 'lambda:InvokeFunction',
      resource: `arn:aws:lambda:eu-west-1:${OWN}:function:f`,
      identity: [ALL],
      rcp: [[deny('lambda:*', '*', { Principal: '*' })]],
    },
    'allowed',
    'identity',
  ],
  [
    RCPS,
    'an RCP does not bind a service-linked role',
    { principal: LINKED, identity: [GET], rcp: [[deny('s3:*', '*', { Principal: '*' })]] },
    'allowed',
    'identity',
  ],
  [ENDPOINTS, 'an endpoint policy limits', { identity: [ALL], vpce: [everyone('s3:PutObject')] }, 'implicitDeny', 'vpcEndpoint'],
  [
    ENDPOINTS,
    'an endpoint policy denies',
    { identity: [ALL], vpce: [everyone('*'), deny('s3:*', '*', { Principal: '*' })] },
    'explicitDeny',
    'vpcEndpoint',
  ],
  [ENDPOINTS, 'an endpoint policy that allows', { identity: [ALL], vpce: [everyone()] }, 'allowed', 'identity'],

  [
    ENDPOINTS,
    'an account in an endpoint policy is its root user',
    { identity: [ALL], vpce: [letIn(OWN, '*')] },
    'implicitDeny',
    'vpcEndpoint',
  ],
  [ENDPOINTS, 'a user in an endpoint policy', { identity: [ALL], vpce: [letIn(ANA, '*')] }, 'allowed', 'identity'],
  [
    PUBLIC,
    'a public policy is blocked for anonymous callers',
    { principal: { type: 'Anonymous' }, on: [PUBLIC_FOR_ALL], blockPublicAccess: true },
    'implicitDeny',
    'blockPublicAccess',
  ],
  [
    PUBLIC,
    'a public policy is blocked for other accounts',
    { principal: EVE, identity: [GET], on: [PUBLIC_FOR_ALL], blockPublicAccess: true },
    'implicitDeny',
    'blockPublicAccess',
  ],
  [PUBLIC, 'a public policy is not blocked for the own account', { on: [PUBLIC_FOR_ALL], blockPublicAccess: true }, 'allowed', 'resource'],
  [
    PUBLIC,
    'a public policy is not blocked for a service',
    { principal: 'cloudtrail.amazonaws.com', on: [PUBLIC_FOR_ALL], blockPublicAccess: true },
    'allowed',
    'resource',
  ],
  [
    PUBLIC,
    'a policy for one account is not public',
    { principal: EVE, identity: [GET], on: [letIn(EVE)], blockPublicAccess: true },
    'allowed',
    'identity',
  ],
  [
    PUBLIC,
    'a policy for one organization is not public',
    {
      principal: EVE,
      identity: [GET],
      context: { 'aws:PrincipalOrgID': 'o-1' },
      on: [everyone('s3:GetObject', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })],
      blockPublicAccess: true,
    },
    'allowed',
    'identity',
  ],
  [
    PUBLIC,
    'one public statement makes the whole policy public',
    { principal: EVE, identity: [GET], on: [letIn(EVE), everyone('s3:ListBucket')], blockPublicAccess: true },
    'implicitDeny',
    'blockPublicAccess',
  ],
  [
    PUBLIC,
    'ForAllValues binds nothing',
    {
      principal: { type: 'Anonymous' },
      on: [everyone('s3:GetObject', { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-1' } })],
      blockPublicAccess: true,
    },
    'implicitDeny',
    'blockPublicAccess',
  ],

  [KEY_POLICY, 'without a key policy nothing counts', { ...decrypt, identity: [ALL] }, 'implicitDeny', 'keyPolicy'],
  [
    KEY_DEFAULT,
    'the default key policy lets identity-based policies count',
    { ...decrypt, identity: [allow('kms:Decrypt')], on: [letIn(ROOT, 'kms:*')] },
    'allowed',
    'identity',
  ],
  [KEY_DEFAULT, 'the default key policy alone gives users nothing', { ...decrypt, on: [letIn(ROOT, 'kms:*')] }, 'implicitDeny', 'identity'],
  [KEY_POLICY, 'a key policy without the account', { ...decrypt, identity: [ALL], on: [letIn(APP, 'kms:*')] }, 'implicitDeny', 'keyPolicy'],
  [
    KEY_POLICY,
    'even the root user needs the key policy',
    { ...decrypt, principal: ROOT, on: [letIn(APP, 'kms:*')] },
    'implicitDeny',
    'keyPolicy',
  ],
  [KEY_POLICY, 'a key policy that names the user', { ...decrypt, on: [letIn(ANA, 'kms:Decrypt')] }, 'allowed', 'keyPolicy'],
  [
    KEY_POLICY,
    'an identity-based deny counts without the account statement',
    { ...decrypt, identity: [deny('kms:*')], on: [letIn(ANA, 'kms:*')] },
    'explicitDeny',
    'identity',
  ],
  [KEY_FOREIGN, 'a foreign user needs both', { ...decrypt, principal: EVE, on: [letIn(FOREIGN, 'kms:*')] }, 'implicitDeny', 'identity'],
  [
    KEY_FOREIGN,
    'a foreign user with both',
    { ...decrypt, principal: EVE, identity: [allow('kms:Decrypt', KEY)], on: [letIn(FOREIGN, 'kms:*')] },
    'allowed',
    'identity',
  ],
  [GRANTS, 'a grant adds to the key policy', { ...decrypt, on: [letIn(APP, 'kms:*')], grants: [grant(ANA)] }, 'allowed', 'grant'],
  [
    GRANTS,
    'a grant for a role reaches its sessions',
    { ...decrypt, principal: SESSION, on: [letIn(ANA, 'kms:*')], grants: [grant(APP)] },
    'allowed',
    'grant',
  ],
  [
    GRANTS,
    'a grant for another operation',
    { ...decrypt, on: [letIn(APP, 'kms:*')], grants: [grant(ANA, { operations: ['Encrypt'] })] },
    'implicitDeny',
    'keyPolicy',
  ],
  [
    GRANTS,
    'a grant cannot outweigh a deny',
    { ...decrypt, on: [deny('kms:*', '*', { Principal: '*' })], grants: [grant(ANA)] },
    'explicitDeny',
    'keyPolicy',
  ],
  [
    GRANTS,
    'a grant whose encryption context is there',
    {
      ...decrypt,
      on: [letIn(APP, 'kms:*')],
      context: { 'kms:EncryptionContext:app': 'x' },
      grants: [grant(ANA, { encryptionContextSubset: { app: 'x' } })],
    },
    'allowed',
    'grant',
  ],
  [
    GRANTS,
    'a grant whose encryption context is missing',
    { ...decrypt, on: [letIn(APP, 'kms:*')], grants: [grant(ANA, { encryptionContextSubset: { app: 'x' } })] },
    'implicitDeny',
    'keyPolicy',
  ],
  [
    GRANTS,
    'a grant for exactly one encryption context',
    {
      ...decrypt,
      on: [letIn(APP, 'kms:*')],
      context: { 'kms:EncryptionContext:app': 'x', 'kms:EncryptionContext:more': 'y', 'kms:EncryptionContextKeys': ['app', 'more'] },
      grants: [grant(ANA, { encryptionContextEquals: { app: 'x' } })],
    },
    'implicitDeny',
    'keyPolicy',
  ],
  [
    KEY_POLICY,
    'an action without a key asks no key policy',
    { action: 'kms:ListKeys', resource: '*', identity: [allow('kms:ListKeys')] },
    'allowed',
    'identity',
  ],

  [ASSUME, 'a trust policy that names the user is enough', { ...assume, on: [trusts({ AWS: ANA })] }, 'allowed', 'trust'],
  [ASSUME, 'trust in the account needs an identity-based policy', { ...assume, on: [trusts({ AWS: ROOT })] }, 'implicitDeny', 'identity'],
  [
    ASSUME,
    'trust in the account with an identity-based policy',
    { ...assume, on: [trusts({ AWS: ROOT })], identity: [allow('sts:AssumeRole', ROLE)] },
    'allowed',
    'identity',
  ],
  [ASSUME, 'an identity-based policy without trust', { ...assume, identity: [ALL], on: [trusts({ AWS: APP })] }, 'implicitDeny', 'trust'],
  [ASSUME, 'a role without a trust policy in force', { ...assume, identity: [ALL] }, 'implicitDeny', 'trust'],
  [
    ASSUME,
    'a foreign user who is named needs an identity-based policy',
    { ...assume, principal: EVE, on: [trusts({ AWS: EVE })] },
    'implicitDeny',
    'identity',
  ],
  [
    ASSUME,
    'a foreign user on both sides',
    { ...assume, principal: EVE, on: [trusts({ AWS: FOREIGN })], identity: [allow('sts:AssumeRole', ROLE)] },
    'allowed',
    'identity',
  ],
  [
    ASSUME,
    'a missing external id',
    {
      ...assume,
      principal: EVE,
      identity: [ALL],
      on: [trusts({ AWS: FOREIGN }, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'x' } })],
    },
    'implicitDeny',
    'trust',
  ],
  [ASSUME, 'root users cannot assume roles', { ...assume, principal: ROOT, on: [trusts({ AWS: OWN })] }, 'implicitDeny', 'trust'],
  [
    ASSUME,
    'a service that is trusted',
    { ...assume, principal: 'lambda.amazonaws.com', on: [trusts({ Service: 'lambda.amazonaws.com' })] },
    'allowed',
    'trust',
  ],
  [
    ASSUME,
    'another service',
    { ...assume, principal: 'ec2.amazonaws.com', on: [trusts({ Service: 'lambda.amazonaws.com' })] },
    'implicitDeny',
    'trust',
  ],
  [
    PRINCIPAL,
    '{"AWS": "*"} does not trust a service',
    { ...assume, principal: 'lambda.amazonaws.com', on: [trusts({ AWS: '*' })] },
    'implicitDeny',
    'trust',
  ],
  [
    ASSUME,
    'an anonymous caller cannot assume a role',
    { ...assume, principal: { type: 'Anonymous' }, on: [trusts('*')] },
    'implicitDeny',
    'trust',
  ],
  [
    ASSUME,
    'a trust policy says nothing about reading the role',
    { action: 'iam:GetRole', resource: ROLE, on: [trusts({ AWS: ANA })] },
    'implicitDeny',
    'identity',
  ],
  [
    WEB,
    'a web identity of the provider that is trusted',
    {
      ...assume,
      action: 'sts:AssumeRoleWithWebIdentity',
      principal: 'accounts.google.com',
      context: { 'accounts.google.com:aud': 'me' },
      on: [
        trusts({ Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity', {
          StringEquals: { 'accounts.google.com:aud': 'me' },
        }),
      ],
    },
    'allowed',
    'trust',
  ],
  [
    WEB,
    'a web identity for another application',
    {
      ...assume,
      action: 'sts:AssumeRoleWithWebIdentity',
      principal: 'accounts.google.com',
      context: { 'accounts.google.com:aud': 'you' },
      on: [
        trusts({ Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity', {
          StringEquals: { 'accounts.google.com:aud': 'me' },
        }),
      ],
    },
    'implicitDeny',
    'trust',
  ],
  [
    WEB,
    'an OIDC provider is named by its ARN',
    {
      ...assume,
      action: 'sts:AssumeRoleWithWebIdentity',
      principal: 'token.actions.githubusercontent.com',
      on: [trusts({ Federated: `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com` }, 'sts:AssumeRoleWithWebIdentity')],
    },
    'allowed',
    'trust',
  ],
  [
    IDENTITY,
    'nobody can be denied to ask who he is',
    { action: 'sts:GetCallerIdentity', resource: '*', identity: [deny('*')], scp: [[deny('*')]] },
    'allowed',
    'none',
  ],
  [SESSION_TOKEN, 'users need no permission for a session token', { action: 'sts:GetSessionToken', resource: '*' }, 'allowed', 'none'],
];

describe('layers', () => {
  test.each(rows)('%s: %s', (_page, _what, question, outcome, layer) => {
    expect(decide(question)).toMatchObject({ outcome, layer });
  });
});

test('a decision says what every layer said', () => {
  const decision = decide({ identity: [GET], boundary: [OTHER], scp: [[ALL]], on: [letIn(EVE)] });
  expect(decision.layers.filter(({ verdict }) => verdict !== 'notInForce').map(({ layer, verdict }) => `${layer} ${verdict}`)).toEqual([
    'scp allow',
    'resource implicitDeny',
    'identity allow',
    'boundary implicitDeny',
  ]);
});

test('a policy that is missing where one is needed counts as one that does not allow', () => {
  const decision = decide({ principal: EVE, identity: [GET] });
  expect(decision.layers.find(({ layer }) => layer === 'resource')).toEqual({ layer: 'resource', verdict: 'implicitDeny', by: [] });
});

test('a layer whose word did not count is not asked', () => {
  const decision = decide({ boundary: [OTHER], on: [letIn(ANA)] });
  expect(decision.layers.find(({ layer }) => layer === 'boundary')).toEqual({ layer: 'boundary', verdict: 'notAsked', by: [] });
});

test('the statements that decided are named', () => {
  const decision = decide({ identity: [GET, deny('s3:Get*', OBJECT, { Sid: 'NoReading' })] });
  expect(decision.matched).toEqual([
    { layer: 'identity', policy: 'identity', attachedTo: 'the test', index: 1, sid: 'NoReading', effect: 'Deny' },
  ]);
});

test('a decision can be stored as JSON, with what is made on demand', () => {
  const stored: unknown = JSON.parse(JSON.stringify(decide({ identity: [allow('s3:GetObject', `${BUCKET}/other`)] })));
  expect(stored).toMatchObject({ outcome: 'implicitDeny', nearMisses: [{ element: 'Resource', got: OBJECT }], layers: expect.any(Array) });
});
