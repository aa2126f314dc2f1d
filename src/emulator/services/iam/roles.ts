import { iamArn } from './arns.ts';
import { attachableBoundary } from './boundaries.ts';
import { boundaryKey, isServiceLinked, modifiableRole, onBoundedRole, onList, roleNamed } from './entities.ts';
import { deleteConflict, entityAlreadyExists, invalidInput, quotaExceeded } from './errors.ts';
import { roleLastUsed } from './last-used.ts';
import { dateOf, uniqueId } from './new-entity.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import { QUOTAS } from './quotas.ts';
import type { RoleRecord } from './records.ts';
import { iamState } from './state.ts';
import { readTags, requestTags } from './tags.ts';
import { readTrust } from './trust.ts';
import { roleSummary, roleView } from './views.ts';

const ONE_HOUR = 3600;

export const createRole = operation('CreateRole', {
  authorize: (input, call) => ({
    resource: iamArn(call.account, 'role', input.Path ?? '/', input.RoleName),
    context: { ...requestTags(input.Tags), ...boundaryKey(input.PermissionsBoundary) },
  }),
  handle: (input, call) => {
    const state = iamState(call.own);
    if (isServiceLinked(input.Path)) throw invalidInput(`The path ${input.Path} is reserved for roles that are linked to a service.`);
    const tags = readTags(input.Tags);
    const boundary = attachableBoundary(state, input.PermissionsBoundary);
    const trust = readTrust(input.AssumeRolePolicyDocument, call.store);
    if (state.roles.has(input.RoleName)) throw entityAlreadyExists(`Role with name ${input.RoleName} already exists.`);
    if (state.roles.size >= QUOTAS.rolesPerAccount) throw quotaExceeded('RolesPerAccount', QUOTAS.rolesPerAccount);
    const role: RoleRecord = {
      name: input.RoleName,
      id: uniqueId('AROA', call),
      path: input.Path ?? '/',
      createDate: dateOf(call),
      inlinePolicies: [],
      attachedPolicies: [],
      trust,
      maxSessionDuration: input.MaxSessionDuration ?? ONE_HOUR,
      tags,
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...boundary,
    };
    state.roles.save(role);
    return { Role: roleView(state, role, call.store) };
  },
});

export const getRole = operation('GetRole', {
  authorize: (input, call) => onBoundedRole(call, input.RoleName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const role = roleNamed(state, input.RoleName);
    return { Role: { ...roleView(state, role, call.store), RoleLastUsed: roleLastUsed(call.own, role) } };
  },
});

export const listRoles = operation('ListRoles', {
  authorize: (input, call) => onList(call, 'role', input.PathPrefix),
  handle: (input, call) => {
    const state = iamState(call.own);
    const roles = state.roles.all().filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, more } = page(roles, input, ({ name }) => name.toLowerCase());
    return { Roles: items.map((role) => roleSummary(state, role, call.store)), ...more };
  },
});

/** Gives the role the description and the duration that stand in the call; what is left out goes back to its default. */
export const updateRole = operation('UpdateRole', {
  authorize: (input, call) => onBoundedRole(call, input.RoleName),
  handle: (input, call) => {
    const { roles } = iamState(call.own);
    const { description: _, ...role } = modifiableRole(iamState(call.own), input.RoleName);
    const described = input.Description === undefined ? {} : { description: input.Description };
    roles.save({ ...role, ...described, maxSessionDuration: input.MaxSessionDuration ?? ONE_HOUR });
    return {};
  },
});

export const updateRoleDescription = operation('UpdateRoleDescription', {
  authorize: (input, call) => onBoundedRole(call, input.RoleName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const role = { ...modifiableRole(state, input.RoleName), description: input.Description };
    state.roles.save(role);
    return { Role: roleView(state, role, call.store) };
  },
});

export const updateAssumeRolePolicy = operation('UpdateAssumeRolePolicy', {
  authorize: (input, call) => onBoundedRole(call, input.RoleName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const role = modifiableRole(state, input.RoleName);
    state.roles.save({ ...role, trust: readTrust(input.PolicyDocument, call.store) });
    return {};
  },
});

export const deleteRole = operation('DeleteRole', {
  authorize: (input, call) => onBoundedRole(call, input.RoleName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const role = modifiableRole(state, input.RoleName);
    const inTheWay = [
      [state.instanceProfiles.all().some((profile) => profile.role === role.name), 'remove roles from instance profile'],
      [role.attachedPolicies.length > 0, 'detach all policies'],
      [role.inlinePolicies.length > 0, 'delete policies'],
    ] as const;
    const first = inTheWay.find(([there]) => there);
    if (first !== undefined) throw deleteConflict(`Cannot delete entity, must ${first[1]} first.`);
    state.roles.remove(role.name);
    return {};
  },
});
