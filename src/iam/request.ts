import { type ArnText, arnText } from './arn-match.ts';
import { keyApplies } from './catalogue.ts';
import { accountOf, principalKey } from './principal.ts';
import type { AccessRequest, Principal } from './types.ts';

/** A request made ready for being asked many times. */
export interface Asked {
  readonly principal: Principal;
  /** In lower case. */
  readonly action: string;
  /** As the request has it. */
  readonly actionName: string;
  /** `s3` */
  readonly service: string;
  readonly resource: ArnText;
  /** Who owns the resource, where that is known. */
  readonly resourceAccount: string | undefined;
  /** Values of a condition key by its name in lower case; undefined where the request does not have it. */
  readonly key: (name: string) => readonly string[] | undefined;
}

/** Prepares a request: action in lower case, the resource's owner found, principal keys derived where they are not given. */
export function ask(request: AccessRequest): Asked {
  const action = request.action.toLowerCase();
  const resourceAccount = request.resourceAccount ?? ownerOf(request.resource) ?? accountOf(request.principal);
  const given = new Map<string, readonly string[]>();
  for (const name of Object.keys(request.context)) {
    const key = name.toLowerCase();
    const value = request.context[name];
    if (value !== undefined && keyApplies(action, key)) given.set(key, typeof value === 'object' ? value.map(String) : [String(value)]);
  }
  const principal = withUserId(withRoleArn(request.principal, given.get('aws:principalarn')?.[0]), given.get('aws:userid')?.[0]);
  return {
    principal,
    action,
    actionName: request.action,
    service: action.slice(0, Math.max(0, action.indexOf(':'))),
    resource: arnText(request.resource),
    resourceAccount,
    key: (name) => given.get(name) ?? principalKey(principal, name) ?? resourceKey(name, resourceAccount, principal, action),
  };
}

function ownerOf(resource: string): string | undefined {
  const account = resource.split(':', 6)[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

/** A session's ARN hides the path of its role; a given `aws:PrincipalArn` tells it. */
function withRoleArn(principal: Principal, given: string | undefined): Principal {
  if (principal.type !== 'AssumedRole' || given === undefined || given === principal.roleArn) return principal;
  const isSame = given.includes(`::${principal.account}:role/`) && given.endsWith(`/${principal.roleName}`);
  return isSame ? { ...principal, roleArn: given } : principal;
}

/** A unique id that the request tells is the principal's own. */
function withUserId(principal: Principal, given: string | undefined): Principal {
  if (given === undefined) return principal;
  switch (principal.type) {
    case 'User':
    case 'Role':
    case 'AssumedRole':
    case 'FederatedUser':
      return principal.userId === undefined ? { ...principal, userId: given } : principal;
    default:
      return principal;
  }
}

function resourceKey(name: string, owner: string | undefined, principal: Principal, action: string): readonly string[] | undefined {
  if (name === 'aws:resourceaccount' || (name === 's3:resourceaccount' && action.startsWith('s3:'))) {
    return owner === undefined ? undefined : [owner];
  }
  const caller = name === 'kms:calleraccount' && action.startsWith('kms:') ? accountOf(principal) : undefined;
  return caller === undefined ? undefined : [caller];
}
