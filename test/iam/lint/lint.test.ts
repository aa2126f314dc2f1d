import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ESCALATION_PATHS } from '../../../src/iam/lint/escalation-paths.ts';
import { findAction, knownService, lintPolicy } from '../../../src/iam/index.ts';
import type { PolicyKind } from '../../../src/iam/types.ts';
import { allow, ANA, APP, BUCKET, deny, FOREIGN, OBJECT, OWN, ROLE, type StatementJson } from '../support.ts';

const text = (...statements: StatementJson[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
const lint = (kind: PolicyKind, ...statements: StatementJson[]) => lintPolicy(text(...statements), kind);
const told = (kind: PolicyKind, ...statements: StatementJson[]) =>
  lint(kind, ...statements).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });
const trust = (Principal: unknown, more: object = {}, Action = 'sts:AssumeRole') => ({ Effect: 'Allow', Principal, Action, ...more });
const on = (Principal: unknown, more: object = {}, action = 's3:GetObject', resource = `${BUCKET}/*`) =>
  allow(action, resource, { Principal, ...more });
const GITHUB = { Federated: `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com` };
const web = (Principal: unknown, more: object = {}) => trust(Principal, more, 'sts:AssumeRoleWithWebIdentity');
const READ = allow('s3:GetObject', `${BUCKET}/*`);
const S0 = 'Statement[0]';

type Row = [what: string, kind: PolicyKind, statements: readonly StatementJson[], findings: readonly string[]];

const rows: Row[] = [
  [
    'nothing in a policy that says what it needs',
    'identity',
    [READ, allow('s3:ListBucket', BUCKET, when('StringLike', 's3:prefix', 'home/*'))],
    [],
  ],
  // Actions: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  ['an action that is misspelt', 'identity', [allow('s3:GetObjct', `${BUCKET}/*`)], [`error unknown-action ${S0}.Action`]],
  ['an operation instead of its permission', 'identity', [allow('s3:ListObjectsV2', BUCKET)], [`error unknown-action ${S0}.Action`]],
  ['a pattern that no action has', 'identity', [allow('s3:Fetch*', BUCKET)], [`error unknown-action ${S0}.Action`]],
  ['a service that is misspelt', 'identity', [allow('lamda:InvokeFunction')], [`error unknown-service ${S0}.Action`]],
  ['nothing in a service that the catalogue lacks', 'identity', [allow('dynamodb:GetItem', `arn:aws:dynamodb:*:${OWN}:table/x`)], []],
  ['the entry of a list', 'identity', [allow(['s3:GetObject', 's3:Nope'], `${BUCKET}/*`)], [`error unknown-action ${S0}.Action[1]`]],
  // Actions and resources
  [
    'an action on objects for a bucket',
    'identity',
    [allow('s3:GetObject', BUCKET)],
    [`error action-without-resource ${S0}.Action`, `warning resource-without-action ${S0}.Resource`],
  ],
  [
    'an action on a bucket for objects',
    'identity',
    [allow(['s3:GetObject', 's3:ListBucket'], `${BUCKET}/*`)],
    [`error action-without-resource ${S0}.Action[1]`],
  ],
  [
    'an action without a resource on one',
    'identity',
    [allow(['s3:GetObject', 's3:ListAllMyBuckets'], OBJECT)],
    [`error action-without-resource ${S0}.Action[1]`],
  ],
  [
    'a resource that no action is about',
    'identity',
    [allow('s3:GetObject', [`${BUCKET}/*`, ROLE])],
    [`warning resource-without-action ${S0}.Resource[1]`],
  ],
  ['nothing where wildcards can meet', 'identity', [allow('iam:GetRole', [`arn:aws:iam::${OWN}:*`, 'arn:aws:iam::*:role/app?'])], []],
  ['nothing in variables', 'identity', [allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*')], []],
  // Keys: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  [
    'a global key that is misspelt',
    'identity',
    [{ ...READ, ...when('StringEquals', 'aws:PrincipleArn', ANA) }],
    [`error unknown-key ${S0}.Condition.StringEquals.aws:PrincipleArn`],
  ],
  [
    'a key of a service that is misspelt',
    'identity',
    [allow('s3:ListBucket', BUCKET, when('StringEquals', 's3:prefx', 'a'))],
    [`error unknown-key ${S0}.Condition.StringEquals.s3:prefx`],
  ],
  [
    'a key without a prefix',
    'identity',
    [{ ...READ, ...when('StringEquals', 'PrincipalArn', ANA) }],
    [`error unknown-key ${S0}.Condition.StringEquals.PrincipalArn`],
  ],
  [
    'a key that the action never has',
    'identity',
    [{ ...READ, ...when('StringEquals', 's3:prefix', 'a') }],
    [`error key-never-applies ${S0}.Condition.StringEquals.s3:prefix`],
  ],
  [
    'a key that one of the actions never has',
    'identity',
    [allow(['s3:ListBucket', 's3:GetObject'], [BUCKET, `${BUCKET}/*`], when('StringEquals', 's3:prefix', 'a'))],
    [`warning key-never-applies ${S0}.Condition.StringEquals.s3:prefix`],
  ],
  [
    'a key of another service',
    'identity',
    [{ ...READ, ...when('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com') }],
    [`error key-never-applies ${S0}.Condition.StringEquals.iam:PassedToService`],
  ],
  [
    'nothing in keys with an open end',
    'identity',
    [{ ...READ, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red', 's3:ExistingObjectTag/team': 'red' } } }],
    [],
  ],
  [
    'nothing in keys of identity providers',
    'trust',
    [web(GITHUB, { Condition: { StringEquals: { 'token.actions.githubusercontent.com:sub': 'repo:a/b:ref:refs/heads/main' } } })],
    [],
  ],
  // Operators: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  [
    'an address compared as a text',
    'identity',
    [{ ...READ, ...when('StringEquals', 'aws:SourceIp', '203.0.113.0/24') }],
    [`error operator-of-another-type ${S0}.Condition.StringEquals.aws:SourceIp`],
  ],
  [
    'a text compared as a number',
    'identity',
    [{ ...READ, ...when('NumericEquals', 'aws:username', '1') }],
    [`error operator-of-another-type ${S0}.Condition.NumericEquals.aws:username`],
  ],
  [
    'a key of several values compared as one',
    'identity',
    [allow('iam:TagRole', ROLE, when('StringEquals', 'aws:TagKeys', ['a']))],
    [`warning several-values ${S0}.Condition.StringEquals.aws:TagKeys`],
  ],
  [
    'a wildcard where it is none',
    'identity',
    [{ ...READ, ...when('StringEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:role/x') }],
    [`error literal-wildcard ${S0}.Condition.StringEquals.aws:PrincipalArn`],
  ],
  [
    'ForAllValues in an Allow',
    'identity',
    [allow('iam:TagRole', ROLE, when('ForAllValues:StringEquals', 'aws:TagKeys', ['a']))],
    [`warning for-all-values-in-allow ${S0}.Condition.ForAllValues:StringEquals.aws:TagKeys`],
  ],
  [
    'nothing where the key is demanded',
    'identity',
    [
      allow('iam:TagRole', ROLE, {
        Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] }, Null: { 'aws:TagKeys': 'false' } },
      }),
    ],
    [],
  ],
  [
    'nothing in ForAllValues in a Deny',
    'identity',
    [READ, deny('iam:TagRole', '*', when('ForAllValues:StringEquals', 'aws:TagKeys', ['a']))],
    [],
  ],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
  [
    'MFA that need not be there',
    'identity',
    [{ ...READ, ...when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'true') }],
    [`error mfa-if-exists ${S0}.Condition.BoolIfExists.aws:MultiFactorAuthPresent`],
  ],
  [
    'a deny without MFA that misses access keys',
    'identity',
    [deny('*', '*', when('Bool', 'aws:MultiFactorAuthPresent', 'false'))],
    [`error mfa-deny-misses-keys ${S0}.Condition.Bool.aws:MultiFactorAuthPresent`],
  ],
  [
    'nothing in a deny without MFA that does not',
    'identity',
    [deny('*', '*', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'))],
    [],
  ],
  ['nothing in an allow with MFA', 'identity', [{ ...READ, ...when('Bool', 'aws:MultiFactorAuthPresent', 'true') }], []],
  [
    'IfExists in an Allow',
    'identity',
    [{ ...READ, ...when('StringEqualsIfExists', 'aws:SourceVpce', 'vpce-1') }],
    [`note if-exists-in-allow ${S0}.Condition.StringEqualsIfExists.aws:SourceVpce`],
  ],
  [
    'an Allow for all that is not',
    'identity',
    [{ ...READ, ...when('StringNotEquals', 'aws:PrincipalTag/team', 'red') }],
    [`warning negated-in-allow ${S0}.Condition.StringNotEquals.aws:PrincipalTag/team`],
  ],
  [
    'every address',
    'identity',
    [{ ...READ, ...when('IpAddress', 'aws:SourceIp', '0.0.0.0/0') }],
    [`warning every-address ${S0}.Condition.IpAddress.aws:SourceIp`],
  ],
  [
    'an address of an inner network',
    'identity',
    [{ ...READ, ...when('IpAddress', 'aws:SourceIp', '10.0.0.0/16') }],
    [`error private-address ${S0}.Condition.IpAddress.aws:SourceIp`],
  ],
  [
    'a deny by address that hits services',
    'identity',
    [deny('*', '*', when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'))],
    [`note deny-through-services ${S0}.Condition.NotIpAddress.aws:SourceIp`],
  ],
  [
    'nothing where services are left out',
    'identity',
    [deny('*', '*', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, Bool: { 'aws:ViaAWSService': 'false' } } })],
    [],
  ],
  [
    'no value',
    'identity',
    [{ ...READ, ...when('StringEquals', 'aws:PrincipalTag/team', []) }],
    [`warning no-value ${S0}.Condition.StringEquals.aws:PrincipalTag/team`],
  ],
  // Principals: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
  [
    'a service on behalf of anybody',
    'resource',
    [on({ Service: 'cloudtrail.amazonaws.com' }, {}, 's3:PutObject')],
    [`warning confused-deputy ${S0}.Principal`],
  ],
  [
    'nothing where the source is bound',
    'resource',
    [on({ Service: 'cloudtrail.amazonaws.com' }, when('StringEquals', 'aws:SourceAccount', OWN), 's3:PutObject')],
    [],
  ],
  [
    'a source that need not be there',
    'resource',
    [on({ Service: 'cloudtrail.amazonaws.com' }, when('StringEqualsIfExists', 'aws:SourceAccount', OWN), 's3:PutObject')],
    [`warning confused-deputy ${S0}.Principal`, `note if-exists-in-allow ${S0}.Condition.StringEqualsIfExists.aws:SourceAccount`],
  ],
  ['nothing in a role for functions', 'trust', [trust({ Service: 'lambda.amazonaws.com' })], []],
  [
    'a role for a service that acts for resources',
    'trust',
    [trust({ Service: 'scheduler.amazonaws.com' })],
    [`warning confused-deputy ${S0}.Principal`],
  ],
  ['a bucket for everybody', 'resource', [on('*')], [`error public ${S0}.Principal`]],
  [
    'a bucket for everybody with a condition that binds nobody',
    'resource',
    [on('*', when('StringLike', 'aws:Referer', 'https://example.com/*'))],
    [`warning public ${S0}.Principal`],
  ],
  ['nothing in a bucket for an organization', 'resource', [on('*', when('StringEquals', 'aws:PrincipalOrgID', 'o-lab'))], []],
  ['a role for everybody', 'trust', [trust('*')], [`error anybody-may-assume ${S0}.Principal`]],
  ['a key for everybody', 'keyPolicy', [on('*', {}, 'kms:Decrypt', '*')], [`error public ${S0}.Principal`]],
  [
    'nothing in a key for a service of one account',
    'keyPolicy',
    [
      on(
        '*',
        { Condition: { StringEquals: { 'kms:CallerAccount': OWN, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } },
        'kms:Decrypt',
        '*',
      ),
    ],
    [],
  ],
  [
    'a role for the workflows of anybody',
    'trust',
    [web(GITHUB, when('StringEquals', 'token.actions.githubusercontent.com:aud', 'sts.amazonaws.com'))],
    [`error web-identity-of-anybody ${S0}.Principal`],
  ],
  [
    'a role for the workflows of every repository',
    'trust',
    [web(GITHUB, when('StringLike', 'token.actions.githubusercontent.com:sub', 'repo:*'))],
    [`error web-identity-of-anybody ${S0}.Principal`],
  ],
  [
    'a role for tokens of any client',
    'trust',
    [web({ Federated: 'accounts.google.com' })],
    [`error web-identity-of-anybody ${S0}.Principal`],
  ],
  [
    'a role for another account without an external id',
    'trust',
    [trust({ AWS: FOREIGN })],
    [`note third-party-without-external-id ${S0}.Principal`],
  ],
  ['nothing with an external id', 'trust', [trust({ AWS: FOREIGN }, when('StringEquals', 'sts:ExternalId', 'x'))], []],
  [
    'NotPrincipal',
    'resource',
    [{ Effect: 'Deny', NotPrincipal: { AWS: [ANA, OWN] }, Action: 's3:*', Resource: `${BUCKET}/*` }],
    [`warning not-principal ${S0}.NotPrincipal`],
  ],
  ['an id of a role that is gone', 'resource', [on({ AWS: 'AROAEXAMPLEEXAMPLE22' })], [`warning deleted-principal ${S0}.Principal`]],
  // Wildcards: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
  ['everything', 'identity', [allow('*')], [`warning every-action ${S0}.Action`]],
  ['a wildcard that changes things', 'identity', [allow('s3:Put*', [BUCKET, `${BUCKET}/*`])], [`warning wildcard-action ${S0}.Action`]],
  ['a wildcard that reads', 'identity', [allow('s3:List*')], [`note wildcard-action ${S0}.Action`]],
  ['nothing in a boundary or an SCP for everything', 'scp', [allow('*')], []],
  [
    'NotAction in an Allow',
    'identity',
    [{ Effect: 'Allow', NotAction: 'iam:*', Resource: `${BUCKET}/*` }],
    [`warning allow-not-action ${S0}.NotAction`],
  ],
  [
    'NotResource in an Allow',
    'identity',
    [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: OBJECT }],
    [`warning allow-not-resource ${S0}.NotResource`],
  ],
  ['a change on every resource', 'identity', [allow('s3:DeleteBucket')], [`warning every-resource ${S0}.Resource`]],
  ['every role', 'identity', [allow('iam:PassRole')], [`error pass-every-role ${S0}.Resource`]],
];

describe('a policy is told', () => {
  test.each(rows)('%s', (_what, kind, statements, findings) => {
    expect(told(kind, ...statements).toSorted()).toEqual(findings.toSorted());
  });

  test('what a wildcard really grants, and the worst of it', () => {
    const wildcard = lint('identity', allow('s3:Put*', [BUCKET, `${BUCKET}/*`])).find(({ rule }) => rule === 'wildcard-action');
    expect(wildcard?.what).toMatch(
      /^It grants \d{2} actions, \d{2} of which change something; among them s3:PutBucketPolicy, s3:PutBucketPublicAccessBlock, s3:PutBucketAcl\.$/,
    );
  });

  test('what was probably meant', () => {
    const mends = (kind: PolicyKind, ...statements: StatementJson[]) => lint(kind, ...statements).map(({ mend }) => mend);
    expect(mends('identity', allow('s3:GetObjct', `${BUCKET}/*`))).toEqual(['Did you mean s3:GetObject?']);
    expect(mends('identity', allow('s3:ListObjectsV2', BUCKET))).toEqual(['Use s3:ListBucket.']);
    expect(mends('identity', allow('lamda:InvokeFunction'))).toEqual(['Did you mean lambda?']);
    expect(mends('identity', { ...READ, ...when('StringEquals', 'aws:PrincipleArn', ANA) })).toEqual(['Did you mean aws:PrincipalArn?']);
    expect(mends('identity', { ...READ, ...when('StringNotEqualsIgnoreCase', 'aws:PrincipalArn', '*x') })).toContain('Use StringNotLike.');
  });

  test('line and column, the gravest first', () => {
    const found = lint('identity', allow('s3:DeleteBucket'), allow('s3:Nope', BUCKET));
    expect(found.map(({ rule, line, column }) => [rule, line, column])).toEqual([
      ['unknown-action', 11, 17],
      ['every-resource', 7, 19],
    ]);
  });

  test('that AWS would refuse it, and with which sentence', () => {
    const wrong = text({ Effect: 'Allow', Action: 'GetObject', Resource: '*' });
    expect(lintPolicy(wrong, 'identity')).toEqual([
      expect.objectContaining({ rule: 'refused', severity: 'error', path: `${S0}.Action`, line: 6, column: 17 }),
    ]);
    expect(lintPolicy('{', 'identity')).toMatchObject([{ rule: 'refused', path: '' }]);
    expect(lintPolicy(text(READ), 'trust')).toMatchObject([{ rule: 'refused', path: `${S0}.Resource` }]);
  });

  test('that it is too long', () => {
    const long = text(
      allow(
        's3:GetObject',
        Array.from({ length: 300 }, (_, index) => `${BUCKET}/some/longer/path/${index}/*`),
      ),
    );
    expect(lintPolicy(long, 'identity').filter(({ rule }) => rule === 'too-long')).toMatchObject([{ severity: 'error', path: '' }]);
    expect(lintPolicy(text(READ), 'identity')).toEqual([]);
  });

  test('that it is of the language of 2008, where variables are none', () => {
    const old = (resource: string) => JSON.stringify({ Version: '2008-10-17', Statement: allow('s3:GetObject', resource) });
    expect(lintPolicy(old(`${BUCKET}/*`), 'identity')).toMatchObject([{ rule: 'old-version', severity: 'note', path: 'Version' }]);
    expect(lintPolicy(old('arn:aws:s3:::home/${aws:username}'), 'identity')).toContainEqual(
      expect.objectContaining({ rule: 'old-version', severity: 'error' }),
    );
  });

  test('something, whatever the text is', () => {
    for (const broken of ['', 'null', '[]', '"x"', '{"Statement":[]}', '{"Version":"2012-10-17","Statement":[{"__proto__":1}]}']) {
      expect(lintPolicy(broken, 'identity').map(({ rule }) => rule)).toEqual(['refused']);
    }
  });
});

describe('privilege escalation', () => {
  const escalates = (...statements: StatementJson[]) => lint('identity', ...statements).some(({ rule }) => rule === 'privilege-escalation');

  test.each(ESCALATION_PATHS)('is found: $name', ({ actions }) => {
    expect(escalates(allow([...actions]))).toBe(true);
    const [, ...others] = actions;
    expect(others.length > 0 && ESCALATION_PATHS.every((path) => path.actions.join() !== others.join()) && escalates(allow(others))).toBe(
      others.length > 1 && ESCALATION_PATHS.some((path) => path.actions.every((action) => others.includes(action))),
    );
  });

  test.each(ESCALATION_PATHS)('is told with actions that are there: $name', ({ actions }) => {
    const known = actions.filter((action) => knownService(action.split(':')[0] ?? ''));
    expect(known.filter((action) => findAction(action)?.action !== action)).toEqual([]);
  });

  test.each<[what: string, statements: StatementJson[]]>([
    ['an access key of one’s own', [allow('iam:CreateAccessKey', `arn:aws:iam::${OWN}:user/\${aws:username}`)]],
    [
      'only policies that are named',
      [allow('iam:AttachRolePolicy', ROLE, when('ArnEquals', 'iam:PolicyARN', `arn:aws:iam::${OWN}:policy/x`))],
    ],
    [
      'only with a boundary',
      [allow('iam:PutRolePolicy', APP, when('StringEquals', 'iam:PermissionsBoundary', `arn:aws:iam::${OWN}:policy/b`))],
    ],
    [
      'a role for another service',
      [
        allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
        allow('iam:PassRole', APP, when('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com')),
      ],
    ],
    ['what is denied', [allow('iam:PutUserPolicy'), deny('iam:*')]],
    ['who can do everything anyway', [allow('*')]],
  ])('is none: %s', (_what, statements) => {
    expect(escalates(...statements)).toBe(false);
  });

  test('is found where the role goes to the service', () => {
    const passed = allow('iam:PassRole', APP, when('StringLike', 'iam:PassedToService', 'lambda.*'));
    expect(escalates(allow(['lambda:CreateFunction', 'lambda:InvokeFunction']), passed)).toBe(true);
  });

  test('of many ways is told in one finding', () => {
    const found = lint('identity', allow('iam:*')).filter(({ rule }) => rule === 'privilege-escalation');
    expect(found).toHaveLength(1);
    expect(found[0]?.what).toMatch(/and \d+ more ways\.$/);
  });
});

test('every rule is in the table of docs/policy-commands.md', () => {
  const page = readFileSync(new URL('../../../docs/policy-commands.md', import.meta.url), 'utf8');
  const folder = new URL('../../../src/iam/lint/', import.meta.url);
  const code = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  const inCode = [...code.matchAll(/(?:rule: |finding\(|\? |: )'([a-z]+(?:-[a-z]+)+|public|refused)'/g)].map(([, rule]) => rule);
  const inPage = [...page.matchAll(/`([a-z-]+)`/g)].map(([, rule]) => rule);
  expect([...new Set(inCode)].filter((rule) => !inPage.includes(rule))).toEqual([]);
  expect(inCode.length).toBeGreaterThan(25);
});
