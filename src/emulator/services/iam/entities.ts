import type { RequestContext } from '../../../iam/types.ts';
import type { CallContext } from '../contract.ts';
import { iamArn } from './arns.ts';
import { noSuchEntity, unmodifiableEntity, validationError } from './errors.ts';
import type { Target } from './operation.ts';
import type { GroupRecord, InstanceProfileRecord, RoleRecord, UserRecord } from './records.ts';
import { type IamState, iamState } from './state.ts';

/** The user of that name; throws `NoSuchEntity`. */
export function userNamed(state: IamState, name: string): UserRecord {
  const user = state.users.get(name);
  if (user === undefined) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

export function groupNamed(state: IamState, name: string): GroupRecord {
  const group = state.groups.get(name);
  if (group === undefined) throw noSuchEntity(`The group with name ${name} cannot be found.`);
  return group;
}

export function roleNamed(state: IamState, name: string): RoleRecord {
  const role = state.roles.get(name);
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** A role that the account's own people may change; throws `UnmodifiableEntity` for one that is linked to a service. */
export function modifiableRole(state: IamState, name: string): RoleRecord {
  const role = roleNamed(state, name);
  if (!isServiceLinked(role.path)) return role;
  throw unmodifiableEntity(`Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`);
}

export const isServiceLinked = (path: string | undefined) => path?.startsWith('/aws-service-role/') === true;

export function instanceProfileNamed(state: IamState, name: string): InstanceProfileRecord {
  const profile = state.instanceProfiles.get(name);
  if (profile === undefined) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

/** The name given, else the caller's own; throws `ValidationError` for a caller who is no user. */
export function userNameOf(given: string | undefined, call: CallContext): string {
  if (given !== undefined) return given;
  if (call.caller.type === 'User') return call.caller.userName;
  throw validationError('Must specify userName when calling with non-User credentials');
}

/** What a call acts upon, by the ARN of the entity as it stands (with its path); for one that is not there, by the name given. */
export const onUser = (call: CallContext, name: string, context: RequestContext = {}) => on(call, 'user', name, 'users', context);
export const onGroup = (call: CallContext, name: string, context: RequestContext = {}) => on(call, 'group', name, 'groups', context);
export const onRole = (call: CallContext, name: string, context: RequestContext = {}) => on(call, 'role', name, 'roles', context);
export const onInstanceProfile = (call: CallContext, name: string, context: RequestContext = {}) =>
  on(call, 'instance-profile', name, 'instanceProfiles', context);

/** `onUser` and `onRole` with `iam:PermissionsBoundary` where the entity has a boundary. */
export const onBoundedUser = (call: CallContext, name: string, context: RequestContext = {}) =>
  onUser(call, name, { ...boundaryKey(iamState(call.own).users.get(name)?.boundary), ...context });
export const onBoundedRole = (call: CallContext, name: string, context: RequestContext = {}) =>
  onRole(call, name, { ...boundaryKey(iamState(call.own).roles.get(name)?.boundary), ...context });

export const boundaryKey = (arn: string | undefined): RequestContext => (arn === undefined ? {} : { 'iam:PermissionsBoundary': arn });
export const policyKey = (arn: string): RequestContext => ({ 'iam:PolicyARN': arn });

/** A managed policy, which IAM names `policy ARN` in a denial. */
export const onPolicy = (arn: string): Target => ({ resource: arn, named: `policy ${arn}` });

/** The same target for the younger operations, whose denials name the ARN. */
export function byArn({ resource, context = {} }: Target): Target {
  return { resource, context };
}

/** The resource that AWS names for a list: `arn:aws:iam::ACCOUNT:user/` and the path asked for. */
export function onList(call: CallContext, kind: 'user' | 'group' | 'role' | 'instance-profile', pathPrefix = '/'): Target {
  return { resource: iamArn(call.account, kind, pathPrefix, '') };
}

type Kind = 'user' | 'group' | 'role' | 'instance-profile';
type Table = 'users' | 'groups' | 'roles' | 'instanceProfiles';

function on(call: CallContext, kind: Kind, name: string, table: Table, context: RequestContext): Target {
  const entity = iamState(call.own)[table].get(name);
  const resource = iamArn(call.account, kind, entity?.path ?? '/', entity?.name ?? name);
  return { resource, named: `${kind.replace('-', ' ')} ${entity?.name ?? name}`, context };
}
