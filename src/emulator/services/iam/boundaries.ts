import { boundaryKey, byArn, onBoundedRole, onBoundedUser, onRole, onUser, modifiableRole, userNamed } from './entities.ts';
import { noSuchEntity } from './errors.ts';
import { attachablePolicy } from './managed-policies.ts';
import { operation } from './operation.ts';
import { iamState, type IamState } from './state.ts';

/** The boundary given at creation, to be spread into the record; throws `NoSuchEntity` where there is no such policy. */
export function attachableBoundary(state: IamState, arn: string | undefined): { boundary?: string } {
  if (arn === undefined) return {};
  attachablePolicy(state, arn);
  return { boundary: arn };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html */
export const putUserPermissionsBoundary = operation('PutUserPermissionsBoundary', {
  authorize: (input, call) => byArn(onUser(call, input.UserName, boundaryKey(input.PermissionsBoundary))),
  handle: (input, call) => {
    const state = iamState(call.own);
    const user = userNamed(state, input.UserName);
    state.users.save({ ...user, ...attachableBoundary(state, input.PermissionsBoundary) });
    return {};
  },
});

export const putRolePermissionsBoundary = operation('PutRolePermissionsBoundary', {
  authorize: (input, call) => byArn(onRole(call, input.RoleName, boundaryKey(input.PermissionsBoundary))),
  handle: (input, call) => {
    const state = iamState(call.own);
    const role = modifiableRole(state, input.RoleName);
    state.roles.save({ ...role, ...attachableBoundary(state, input.PermissionsBoundary) });
    return {};
  },
});

export const deleteUserPermissionsBoundary = operation('DeleteUserPermissionsBoundary', {
  authorize: (input, call) => byArn(onBoundedUser(call, input.UserName)),
  handle: (input, call) => {
    const { users } = iamState(call.own);
    const { boundary, ...user } = userNamed(iamState(call.own), input.UserName);
    if (boundary === undefined) throw noSuchEntity(`The permissions boundary of user ${user.name} cannot be found.`);
    users.save(user);
    return {};
  },
});

export const deleteRolePermissionsBoundary = operation('DeleteRolePermissionsBoundary', {
  authorize: (input, call) => byArn(onBoundedRole(call, input.RoleName)),
  handle: (input, call) => {
    const { roles } = iamState(call.own);
    const { boundary, ...role } = modifiableRole(iamState(call.own), input.RoleName);
    if (boundary === undefined) throw noSuchEntity(`The permissions boundary of role ${role.name} cannot be found.`);
    roles.save(role);
    return {};
  },
});
