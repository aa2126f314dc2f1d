import type { PolicyDocument } from '../../../iam/types.ts';
import { parseArn } from '../../../aws/arn.ts';
import type { Store } from '../../store/types.ts';
import { iamArn, parseIamArn } from './arns.ts';
import { checkDocument, policySize } from './documents.ts';
import { malformedPolicyDocument, quotaExceeded } from './errors.ts';
import { QUOTAS } from './quotas.ts';
import { type BoundPrincipal, iamState, type RoleRecord, type TrustPolicy } from './state.ts';

/**
 * Reads a trust policy as it is given to `CreateRole` and `UpdateAssumeRolePolicy`, and binds the users and roles that it
 * names to their unique ids. Throws `MalformedPolicyDocument`, also for a principal that does not exist, and `LimitExceeded`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function readTrust(text: string, store: Store): TrustPolicy {
  const named = principalsOf(checkDocument('trust', text));
  const principals = named.flatMap((arn) => bind(arn, store));
  if (policySize(text) > QUOTAS.trustPolicySize) throw quotaExceeded('ACLSizePerRole', QUOTAS.trustPolicySize);
  const document = named.some(isAccountId) ? mapPrincipals(text, (arn) => (isAccountId(arn) ? iamRoot(arn) : arn)) : text;
  return { document, principals };
}

/**
 * The trust policy as AWS shows it now: a principal that was deleted stands there by its unique id, one that was renamed by
 * its new ARN.
 */
export function trustText(trust: TrustPolicy, store: Store): string {
  const changed = new Map(trust.principals.map((bound) => [bound.arn, nameNow(bound, store)] as const).filter(([was, is]) => was !== is));
  return changed.size === 0 ? trust.document : mapPrincipals(trust.document, (arn) => changed.get(arn) ?? arn);
}

const parsed = new WeakMap<TrustPolicy, { readonly text: string; readonly document: PolicyDocument }>();

/** The trust policy as it counts now; parsed again only when it or one of its principals has changed. */
export function trustDocument(role: RoleRecord, store: Store): PolicyDocument {
  const text = trustText(role.trust, store);
  const known = parsed.get(role.trust);
  if (known?.text === text) return known.document;
  const document = checkDocument('trust', text);
  parsed.set(role.trust, { text, document });
  return document;
}

function principalsOf(document: PolicyDocument): string[] {
  const elements = document.statements.flatMap(({ principal, notPrincipal }) => [principal, notPrincipal]);
  return [...new Set(elements.flatMap((element) => element?.AWS ?? []))];
}

function bind(principal: string, store: Store): BoundPrincipal[] {
  if (principal === '*' || isUniqueId(principal)) return [];
  const account = isAccountId(principal) ? principal : (parseArn(principal)?.account ?? '');
  if (!store.hasAccount(account)) throw invalidPrincipal(principal);
  if (isAccountId(principal) || principal === iamRoot(account)) return [];
  const state = iamState(store.account(account));
  const arn = parseIamArn(principal);
  if (arn?.resource === 'user' || arn?.resource === 'role') {
    const entity = arn.resource === 'user' ? state.users.get(arn.name) : state.roles.get(arn.name);
    if (entity?.path === arn.path && entity.name === arn.name) return [{ arn: principal, id: entity.id }];
  }
  const [, role] = /^arn:aws:sts::\d{12}:assumed-role\/([^/]+)\/[^/]+$/.exec(principal) ?? [];
  if (role !== undefined && state.roles.has(role)) return [];
  if (/^arn:aws:sts::\d{12}:federated-user\/[^/]+$/.test(principal)) return [];
  throw invalidPrincipal(principal);
}

function nameNow({ arn, id }: BoundPrincipal, store: Store): string {
  const was = parseIamArn(arn);
  if (was === undefined || !store.hasAccount(was.account)) return id;
  const { users, roles } = iamState(store.account(was.account));
  const names = was.resource === 'user' ? users : roles;
  const namesake = names.get(was.name);
  const entity = namesake?.id === id ? namesake : names.all().find((other) => other.id === id);
  if (entity === undefined) return id;
  return iamArn(was.account, was.resource === 'user' ? 'user' : 'role', entity.path, entity.name);
}

// `AWS` is a key nowhere in a policy but in Principal and NotPrincipal.
function mapPrincipals(text: string, change: (principal: string) => string): string {
  const one = (value: unknown) => (typeof value === 'string' ? change(value) : value);
  const document: unknown = JSON.parse(text, (key, value: unknown) => {
    if (key !== 'AWS') return value;
    return Array.isArray(value) ? value.map(one) : one(value);
  });
  return JSON.stringify(document);
}

const isAccountId = (text: string) => /^\d{12}$/.test(text);
const isUniqueId = (text: string) => /^A(IDA|ROA)[A-Z2-7]{17}$/.test(text);
const iamRoot = (account: string) => `arn:aws:iam::${account}:root`;
const invalidPrincipal = (principal: string) => malformedPolicyDocument(`Invalid principal in policy: "AWS":"${principal}"`);
