import { describe, expect, test } from 'vitest';
import { accountOf, parsePrincipal, principalName } from '../../src/iam/index.ts';

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
