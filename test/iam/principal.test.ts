import { describe, expect, test } from 'vitest';
import { accountOf, parsePrincipal, principalName } from '../../src/iam/index.ts';
import { ANA, BUCKET, decide, OBJECT, OWN, SESSION } from './support.ts';

const ARNS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns';
const account = '111122223333';

describe(`principals are read by their ARNs (${ARNS})`, () => {
  test.each<[text: string, principal: object]>([
    [`arn:aws:iam::${account}:root`, { type: 'Root', account }],
    [`arn:aws:iam::${account}:user/team/ana`, { type: 'User', account, userName: 'ana' }],
    [`arn:aws:iam::${account}:role/service-role/app`, { type: 'Role', account, roleName: 'app' }],
    [
      `arn:aws:sts::${account}:assumed-role/app/sess`,
      { type: 'AssumedRole', roleName: 'app', sessionName: 'sess', roleArn: `arn:aws:iam::${account}:role/app` },
    ],
    [`arn:aws:sts::${account}:federated-user/bob`, { type: 'FederatedUser', account, name: 'bob' }],
    [`arn:aws:iam::${account}:saml-provider/corp`, { type: 'Federated', provider: `arn:aws:iam::${account}:saml-provider/corp` }],
    ['accounts.google.com', { type: 'Federated', provider: 'accounts.google.com' }],
    ['token.actions.githubusercontent.com', { type: 'Federated', provider: 'token.actions.githubusercontent.com' }],
    ['cognito-identity.amazonaws.com', { type: 'Federated' }],
    ['lambda.amazonaws.com', { type: 'Service', service: 'lambda.amazonaws.com' }],
    ['states.eu-west-1.amazonaws.com', { type: 'Service' }],
    ['arn:aws-cn:iam::111122223333:user/ana', { type: 'User' }],
  ])('%s', (text, principal) => {
    expect(parsePrincipal(text)).toMatchObject(principal);
    expect(principalName(parsePrincipal(text))).toBe(text);
  });

  test.each([
    '',
    'ana',
    '*',
    'arn:aws:iam::111122223333:group/x',
    'arn:aws:iam::1111:user/x',
    'arn:aws:iam::111122223333:user/',
    'arn:aws:sts::111122223333:assumed-role/app',
    'arn:aws:sts::111122223333:assumed-role/a/b/c',
    'arn:aws:s3:::bucket',
    'lambda',
  ])('%s is none', (text) => {
    expect(() => parsePrincipal(text)).toThrow(RangeError);
  });

  test('an anonymous caller belongs to no account', () => {
    expect(accountOf(parsePrincipal({ type: 'Anonymous' }))).toBeUndefined();
    expect(principalName({ type: 'Anonymous' })).toBe('anonymous');
  });
});

const UNIQUE_IDS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users';

describe(`a policy may hold the unique id of a principal (${UNIQUE_IDS})`, () => {
  const grants = (id: string) => [{ Effect: 'Allow', Principal: { AWS: id }, Action: 's3:GetObject', Resource: `${BUCKET}/*` }];

  test.each<[what: string, principal: string, id: string, own: string, outcome: string]>([
    ['is that of the user', ANA, 'AIDACKCEVSQ6C2EXAMPLE', 'AIDACKCEVSQ6C2EXAMPLE', 'allowed'],
    ['is that of a user of the same name who was deleted', ANA, 'AIDACKCEVSQ6C2EXAMPLE', 'AIDAZZZZZZZZZZEXAMPLE', 'implicitDeny'],
    ["is that of the session's role", SESSION, 'AROACKCEVSQ6C2EXAMPLE', 'AROACKCEVSQ6C2EXAMPLE:sess', 'allowed'],
    ['is that of a role that was made anew', SESSION, 'AROACKCEVSQ6C2EXAMPLE', 'AROAZZZZZZZZZZEXAMPLE:sess', 'implicitDeny'],
  ])('which %s', (_, principal, id, own, outcome) => {
    expect(
      decide({ principal, action: 's3:GetObject', resource: OBJECT, owner: OWN, on: grants(id), context: { 'aws:userid': own } }).outcome,
    ).toBe(outcome);
  });
});
