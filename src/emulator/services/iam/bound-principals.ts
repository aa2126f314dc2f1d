import { parseArn } from '../../../aws/arn.ts';
import type { PolicyDocument } from '../../../iam/types.ts';
import type { Store } from '../../store/types.ts';
import { iamArn, parseIamArn } from './arns.ts';
import type { BoundPolicy, BoundPrincipal } from './records.ts';
import { type IamState, iamState } from './state.ts';

/**
 * Binds the users and roles that a resource-based policy names to their unique ids, as AWS does when such a policy is saved. Calls `refuse`
 * with the first principal that does not exist; `text` is the policy as given and `document` the same parsed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function bindPrincipals(text: string, document: PolicyDocument, store: Store, refuse: (principal: string) => Error): BoundPolicy {
  const names = document.statements.flatMap(({ principal, notPrincipal }) => [...(principal?.AWS ?? []), ...(notPrincipal?.AWS ?? [])]);
  const found = new Map<string, Found>();
  for (const name of new Set(names)) {
    const known = findPrincipal(name, store);
    if (known === undefined) throw refuse(name);
    found.set(name, known);
  }
  const rewritten = [...found].some(([name, { arn }]) => name !== arn);
  const principals = [...found.values()].flatMap(({ arn, id }) => (id === undefined ? [] : [{ arn, id }]));
  return { document: rewritten ? mapPrincipals(text, (name) => found.get(name)?.arn ?? name) : text, principals };
}

/**
 * The policy as AWS shows it now, and as it counts: a principal that was deleted stands there by its unique id, one that was renamed by its
 * new ARN.
 */
export function boundText(policy: BoundPolicy, store: Store): string {
  const changed = new Map(policy.principals.map((bound) => [bound.arn, nameNow(bound, store)] as const).filter(([was, is]) => was !== is));
  return changed.size === 0 ? policy.document : mapPrincipals(policy.document, (arn) => changed.get(arn) ?? arn);
}

/** How a principal stands in a saved policy: by its ARN, and bound to its unique id if it has one. */
interface Found {
  readonly arn: string;
  readonly id?: string;
}

function findPrincipal(name: string, store: Store): Found | undefined {
  if (name === '*') return { arn: '*' };
  if (UNIQUE_ID.test(name)) return findById(name, store);
  const account = ACCOUNT.test(name) ? name : (parseArn(name)?.account ?? '');
  if (!store.hasAccount(account)) return undefined;
  const root = `arn:aws:iam::${account}:root`;
  if (name === account || name === root) return { arn: root };
  const state = iamState(store.account(account));
  const [, role] = /^arn:aws:sts::\d{12}:assumed-role\/([^/]+)\/[^/]+$/.exec(name) ?? [];
  if (role !== undefined) return state.roles.has(role) ? { arn: name } : undefined;
  if (/^arn:aws:sts::\d{12}:federated-user\/[^/]+$/.test(name)) return { arn: name };
  return findByArn(name, state);
}

const ACCOUNT = /^\d{12}$/;
const UNIQUE_ID = /^A(IDA|ROA)[A-Z2-7]{17}$/;

function findByArn(name: string, state: IamState): Found | undefined {
  const arn = parseIamArn(name);
  if (arn === undefined) return undefined;
  const entity = namesOf(arn.resource, state)?.get(arn.name);
  return entity?.path === arn.path && entity.name === arn.name ? { arn: name, id: entity.id } : undefined;
}

function findById(id: string, store: Store): Found | undefined {
  const kind = id.startsWith('AIDA') ? 'user' : 'role';
  for (const account of store.accounts()) {
    const entity = namesOf(kind, iamState(store.account(account)))
      ?.all()
      .find((entity) => entity.id === id);
    if (entity !== undefined) return { arn: iamArn(account, kind, entity.path, entity.name), id };
  }
  return undefined;
}

function nameNow({ arn, id }: BoundPrincipal, store: Store): string {
  const was = parseIamArn(arn);
  if (was === undefined || !store.hasAccount(was.account)) return id;
  const namesake = namesOf(was.resource, iamState(store.account(was.account)))?.get(was.name);
  if (namesake?.id === id && namesake.path === was.path) return arn;
  return findById(id, store)?.arn ?? id;
}

function namesOf(kind: string, { users, roles }: IamState) {
  if (kind === 'user') return users;
  return kind === 'role' ? roles : undefined;
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
