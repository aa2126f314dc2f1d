import type { Principal, PrincipalElement, Statement } from './types.ts';

/**
 * How a resource-based policy reaches the caller, from least to most:
 * `account`: it leaves the decision to the caller's account, whose identity-based policies must allow as well;
 * `role`: it names the role, so permissions boundary and session policy still limit a session;
 * `direct`: it names the user, the session or everyone, and needs nothing beside it within the account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export type Reach = 'none' | 'account' | 'role' | 'direct';

/** How an Allow statement reaches the caller; documents without Principal reach whoever they hang on. */
export function reachOf(statement: Statement, principal: Principal): Reach {
  if (statement.principal === undefined) return statement.notPrincipal === undefined ? 'direct' : 'none';
  const isTrust = statement.resource === undefined && statement.notResource === undefined;
  // In a trust policy {"AWS": "*"} means the principals of every account: services and web identities are named by elements of their own.
  if (isTrust && statement.principal.AWS.includes('*') && (principal.type === 'Service' || principal.type === 'Federated')) {
    return reach({ ...statement.principal, everyone: false }, principal);
  }
  return reach(statement.principal, principal);
}

/** Does a Deny statement speak of the caller? */
export function denies(statement: Statement, principal: Principal, hasBoundary: boolean): boolean {
  if (statement.notPrincipal !== undefined) return !isExempt(statement.notPrincipal, principal, hasBoundary);
  return statement.principal === undefined || reach(statement.principal, principal) !== 'none';
}

export function strongest(one: Reach, other: Reach): Reach {
  return ORDER.indexOf(one) >= ORDER.indexOf(other) ? one : other;
}

const ORDER: readonly Reach[] = ['none', 'account', 'role', 'direct'];

function reach(element: PrincipalElement, principal: Principal): Reach {
  if (element.everyone) return 'direct';
  switch (principal.type) {
    case 'Anonymous':
      return 'none';
    case 'Service':
      return element.Service.includes(principal.service) ? 'direct' : 'none';
    case 'Federated':
      return isProvider(element, principal.provider) ? 'direct' : 'none';
    case 'Root':
      return namesAccount(element, principal.account) ? 'direct' : 'none';
    case 'User':
    case 'FederatedUser':
      if (element.AWS.includes(principal.arn) || hasId(element, principal.userId)) return 'direct';
      break;
    case 'AssumedRole':
      if (element.AWS.includes(principal.arn)) return 'direct';
      if (element.AWS.includes(principal.roleArn) || hasId(element, principal.userId)) return 'role';
      break;
    case 'Role':
      if (element.AWS.includes(principal.arn) || hasId(element, principal.userId)) return 'role';
      break;
  }
  return namesAccount(element, principal.account) ? 'account' : 'none';
}

/**
 * AWS keeps the unique id of a principal that a policy names: once the principal is deleted the policy shows that id, and one of the same
 * name made anew has another. The id of a session is that of its role, a colon, and the session's name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function hasId(element: PrincipalElement, userId: string | undefined): boolean {
  if (userId === undefined) return false;
  const colon = userId.indexOf(':');
  return element.AWS.includes(colon === -1 ? userId : userId.slice(0, colon));
}

/** An OIDC provider is named by its ARN, which ends with its address. */
function isProvider(element: PrincipalElement, provider: string): boolean {
  return element.Federated.some((name) => name === provider || name.endsWith(`:oidc-provider/${provider}`));
}

function namesAccount(element: PrincipalElement, account: string): boolean {
  return element.AWS.some((name) => name === account || (name.endsWith(':root') && name.split(':')[4] === account));
}

/**
 * NotPrincipal spares a caller only when it lists the whole chain: the account, the role of a session, and the caller.
 * It never spares a principal that has a permissions boundary.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isExempt(element: PrincipalElement, principal: Principal, hasBoundary: boolean): boolean {
  if (element.everyone) return true;
  if (principal.type === 'Anonymous') return false;
  if (principal.type === 'Service') return element.Service.includes(principal.service);
  if (principal.type === 'Federated') return isProvider(element, principal.provider);
  if (hasBoundary || !namesAccount(element, principal.account)) return false;
  if (principal.type === 'Root') return true;
  if (!element.AWS.includes(principal.arn)) return false;
  return principal.type !== 'AssumedRole' || element.AWS.includes(principal.roleArn);
}
