import type { Principal } from './types.ts';

/**
 * Reads who asks: the ARN of a root user, user, role, role session or federated user, a service principal (`lambda.amazonaws.com`),
 * a web identity provider (`accounts.google.com`, or the ARN of a SAML or OIDC provider), or `{ type: 'Anonymous' }`.
 * Throws RangeError for anything else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function parsePrincipal(from: string | { readonly type: 'Anonymous' }): Principal {
  if (typeof from !== 'string') {
    if (from.type === 'Anonymous') return { type: 'Anonymous' };
    throw refused(JSON.stringify(from));
  }
  const principal = from.startsWith('arn:') ? fromArn(from) : fromName(from);
  if (principal === undefined) throw refused(from);
  return principal;
}

/** The account that the principal belongs to; undefined for services, providers and anonymous callers. */
export function accountOf(principal: Principal): string | undefined {
  return 'account' in principal ? principal.account : undefined;
}

/** The principal in a sentence: its ARN, its service, its provider or `anonymous`. */
export function principalName(principal: Principal): string {
  if ('arn' in principal) return principal.arn;
  if (principal.type === 'Service') return principal.service;
  return principal.type === 'Federated' ? principal.provider : 'anonymous';
}

/** SCPs and RCPs do not bind the roles that AWS services made for themselves. */
export function isServiceLinkedRole(principal: Principal): boolean {
  const arn = principal.type === 'Role' ? principal.arn : principal.type === 'AssumedRole' ? principal.roleArn : '';
  return arn.includes(':role/aws-service-role/');
}

/**
 * What `aws:...` keys follow from the principal, by their names in lower case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function principalKey(principal: Principal, key: string): readonly string[] | undefined {
  const value = KEYS.get(key)?.(principal);
  return value === undefined ? undefined : typeof value === 'string' ? [value] : value;
}

type Key = (principal: Principal) => string | readonly string[] | undefined;

const KEYS = new Map<string, Key>(
  Object.entries({
    'aws:principalarn': (principal) =>
      principal.type === 'AssumedRole' ? principal.roleArn : 'arn' in principal ? principal.arn : undefined,
    'aws:principalaccount': (principal) => (principal.type === 'Anonymous' ? 'anonymous' : accountOf(principal)),
    'aws:principaltype': (principal) => TYPES[principal.type],
    'aws:username': (principal) => (principal.type === 'User' ? principal.userName : undefined),
    'aws:userid': userId,
    'aws:principalisawsservice': (principal) =>
      principal.type === 'Anonymous' || principal.type === 'Federated' ? undefined : String(principal.type === 'Service'),
    'aws:principalservicename': (principal) => (principal.type === 'Service' ? principal.service : undefined),
    'aws:principalservicenameslist': (principal) => (principal.type === 'Service' ? [principal.service] : undefined),
    'aws:viaawsservice': (principal) => (principal.type === 'Service' ? undefined : 'false'),
  } satisfies Record<string, Key>),
);

const TYPES: Readonly<Record<Principal['type'], string | undefined>> = {
  Root: 'Account',
  User: 'User',
  Role: 'AssumedRole',
  AssumedRole: 'AssumedRole',
  FederatedUser: 'FederatedUser',
  Federated: undefined,
  Service: undefined,
  Anonymous: 'Anonymous',
};

function userId(principal: Principal): string | undefined {
  if (principal.type === 'Root') return principal.account;
  if (principal.type === 'Anonymous') return 'anonymous';
  if (principal.type === 'FederatedUser') return principal.userId ?? `${principal.account}:${principal.name}`;
  return 'userId' in principal ? principal.userId : undefined;
}

function fromArn(arn: string): Principal | undefined {
  const [, partition = '', service = '', region, account = '', ...rest] = arn.split(':');
  const resource = rest.join(':');
  if (region !== '' || !/^\d{12}$/.test(account) || resource === '') return undefined;
  const [kind = '', ...names] = resource.split('/');
  const name = names.at(-1) ?? '';
  if (service === 'iam' && resource === 'root') return { type: 'Root', arn, account };
  if (kind === 'saml-provider' || kind === 'oidc-provider') return { type: 'Federated', provider: arn };
  if (names.length === 0 || names.includes('')) return undefined;
  if (service === 'iam' && kind === 'user') return { type: 'User', arn, account, userName: name };
  if (service === 'iam' && kind === 'role') return { type: 'Role', arn, account, roleName: name };
  if (service === 'sts' && kind === 'federated-user') return { type: 'FederatedUser', arn, account, name };
  const [roleName = ''] = names;
  if (service !== 'sts' || kind !== 'assumed-role' || names.length !== 2) return undefined;
  // A session's ARN hides the path of its role; names that begin so are only those of service-linked roles.
  const path = roleName.startsWith('AWSServiceRoleFor') ? 'aws-service-role/' : '';
  const roleArn = `arn:${partition}:iam::${account}:role/${path}${roleName}`;
  return { type: 'AssumedRole', arn, account, roleName, roleArn, sessionName: name };
}

function fromName(name: string): Principal | undefined {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) return undefined;
  const isService = /\.(amazonaws\.com(\.cn)?|amazon\.com)$/.test(name) && !WEB_PROVIDERS.has(name);
  return isService ? { type: 'Service', service: name } : { type: 'Federated', provider: name };
}

/** Web identity providers under Amazon's own names. */
const WEB_PROVIDERS = new Set(['cognito-identity.amazonaws.com', 'www.amazon.com']);

function refused(got: string): RangeError {
  const expected = 'the ARN of a root user, user, role or session, a service principal (`lambda.amazonaws.com`) or {"type": "Anonymous"}';
  return new RangeError(`Expected a principal to be ${expected}, got ${got.slice(0, 200)}`);
}
