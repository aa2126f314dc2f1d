import type { AttachedPolicy, PolicyDocument } from '../../../iam/types.ts';
import { checkDocument } from './documents.ts';
import { defaultVersion, findManagedPolicy } from './managed-policies.ts';
import type { GroupRecord, Identity, PolicyVersionRecord, RoleRecord, UserRecord } from './records.ts';
import type { IamState } from './state.ts';

/** The identity policies of a user: inline, attached, and those of its groups. */
export function userPolicies(state: IamState, user: UserRecord): AttachedPolicy[] {
  const groups = user.groups.map((name) => state.groups.get(name)).filter((group) => group !== undefined);
  return [...own(state, user, `user ${user.name}`), ...groups.flatMap((group) => groupPolicies(state, group))];
}

/** The policies of a group: inline and attached. */
export function groupPolicies(state: IamState, group: GroupRecord): AttachedPolicy[] {
  return own(state, group, `group ${group.name}`);
}

/** The identity policies of a role: inline and attached. */
export function rolePolicies(state: IamState, role: RoleRecord): AttachedPolicy[] {
  return own(state, role, `role ${role.name}`);
}

/** The permissions boundary of a user or role; undefined where it has none. A boundary whose policy is gone allows nothing. */
export function boundaryPolicies(state: IamState, entity: UserRecord | RoleRecord): AttachedPolicy[] | undefined {
  if (entity.boundary === undefined) return undefined;
  const attachedTo = `${'trust' in entity ? 'role' : 'user'} ${entity.name}`;
  const policies = managed(state, entity.boundary, 'boundary', attachedTo);
  return policies.length > 0 ? policies : [nothingAllowed(entity.boundary, attachedTo)];
}

/** A managed policy alone, by its ARN; none where there is no such policy. */
export function managedDocument(state: IamState, arn: string): AttachedPolicy[] {
  return managed(state, arn, 'identity', 'nobody in particular');
}

/** Stands where a policy that limits is gone: the limit stays, and nothing is within it. */
export function nothingAllowed(name: string, attachedTo: string): AttachedPolicy {
  return { name, attachedTo, document: { version: '2012-10-17', statements: [] } };
}

function own(state: IamState, identity: Identity, attachedTo: string): AttachedPolicy[] {
  const attached = identity.attachedPolicies.flatMap((arn) => managed(state, arn, 'identity', attachedTo));
  return [...inline(identity, attachedTo), ...attached];
}

// Records are never changed in place: what was parsed from one holds for as long as it is the record in force.
const inlineOf = new WeakMap<Identity, readonly AttachedPolicy[]>();
const parsed = {
  identity: new WeakMap<PolicyVersionRecord, PolicyDocument>(),
  boundary: new WeakMap<PolicyVersionRecord, PolicyDocument>(),
};

function inline(identity: Identity, attachedTo: string): readonly AttachedPolicy[] {
  const known = inlineOf.get(identity);
  if (known !== undefined) return known;
  const policies = identity.inlinePolicies.map(({ name, document }) => ({
    name,
    attachedTo,
    document: checkDocument('identity', document),
  }));
  inlineOf.set(identity, policies);
  return policies;
}

function managed(state: IamState, arn: string, kind: 'identity' | 'boundary', attachedTo: string): AttachedPolicy[] {
  const policy = findManagedPolicy(state, arn);
  if (policy === undefined) return [];
  const version = defaultVersion(policy);
  const document = parsed[kind].get(version) ?? checkDocument(kind, version.document);
  parsed[kind].set(version, document);
  return [{ name: policy.name, arn, attachedTo, document }];
}
