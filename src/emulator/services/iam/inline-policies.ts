import { checkDocument, checkSize, encodeDocument } from './documents.ts';
import { groupNamed, modifiableRole, onBoundedRole, onBoundedUser, onGroup, onRole, onUser, roleNamed, userNamed } from './entities.ts';
import { noSuchEntity } from './errors.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import type { Identity } from './records.ts';
import { iamState } from './state.ts';

type Kind = 'user' | 'group' | 'role';

export const putUserPolicy = operation('PutUserPolicy', {
  authorize: (input, call) => onBoundedUser(call, input.UserName),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.users.save(withPolicy(userNamed(state, input.UserName), 'user', input));
    return {};
  },
});

export const putGroupPolicy = operation('PutGroupPolicy', {
  authorize: (input, call) => onGroup(call, input.GroupName),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.groups.save(withPolicy(groupNamed(state, input.GroupName), 'group', input));
    return {};
  },
});

export const putRolePolicy = operation('PutRolePolicy', {
  authorize: (input, call) => onBoundedRole(call, input.RoleName),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.roles.save(withPolicy(modifiableRole(state, input.RoleName), 'role', input));
    return {};
  },
});

export const getUserPolicy = operation('GetUserPolicy', {
  authorize: (input, call) => onUser(call, input.UserName),
  handle: (input, call) => {
    const user = userNamed(iamState(call.own), input.UserName);
    return { UserName: user.name, ...policyOf(user, 'user', input.PolicyName) };
  },
});

export const getGroupPolicy = operation('GetGroupPolicy', {
  authorize: (input, call) => onGroup(call, input.GroupName),
  handle: (input, call) => {
    const group = groupNamed(iamState(call.own), input.GroupName);
    return { GroupName: group.name, ...policyOf(group, 'group', input.PolicyName) };
  },
});

export const getRolePolicy = operation('GetRolePolicy', {
  authorize: (input, call) => onRole(call, input.RoleName),
  handle: (input, call) => {
    const role = roleNamed(iamState(call.own), input.RoleName);
    return { RoleName: role.name, ...policyOf(role, 'role', input.PolicyName) };
  },
});

export const deleteUserPolicy = operation('DeleteUserPolicy', {
  authorize: (input, call) => onBoundedUser(call, input.UserName),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.users.save(withoutPolicy(userNamed(state, input.UserName), 'user', input.PolicyName));
    return {};
  },
});

export const deleteGroupPolicy = operation('DeleteGroupPolicy', {
  authorize: (input, call) => onGroup(call, input.GroupName),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.groups.save(withoutPolicy(groupNamed(state, input.GroupName), 'group', input.PolicyName));
    return {};
  },
});

export const deleteRolePolicy = operation('DeleteRolePolicy', {
  authorize: (input, call) => onBoundedRole(call, input.RoleName),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.roles.save(withoutPolicy(modifiableRole(state, input.RoleName), 'role', input.PolicyName));
    return {};
  },
});

export const listUserPolicies = operation('ListUserPolicies', {
  authorize: (input, call) => onUser(call, input.UserName),
  handle: (input, call) => namesOf(userNamed(iamState(call.own), input.UserName), input),
});

export const listGroupPolicies = operation('ListGroupPolicies', {
  authorize: (input, call) => onGroup(call, input.GroupName),
  handle: (input, call) => namesOf(groupNamed(iamState(call.own), input.GroupName), input),
});

export const listRolePolicies = operation('ListRolePolicies', {
  authorize: (input, call) => onRole(call, input.RoleName),
  handle: (input, call) => namesOf(roleNamed(iamState(call.own), input.RoleName), input),
});

function withPolicy<T extends Identity>(entity: T, kind: Kind, input: { readonly PolicyName: string; readonly PolicyDocument: string }): T {
  checkDocument('identity', input.PolicyDocument);
  const policy = { name: input.PolicyName, document: input.PolicyDocument };
  const others = entity.inlinePolicies.filter(({ name }) => name !== policy.name);
  checkSize(policy.document, 'identity', { by: kind, name: entity.name, others: others.map(({ document }) => document) });
  return { ...entity, inlinePolicies: [...others, policy] };
}

function withoutPolicy<T extends Identity>(entity: T, kind: Kind, policyName: string): T {
  const left = entity.inlinePolicies.filter(({ name }) => name !== policyName);
  if (left.length === entity.inlinePolicies.length) throw noSuchPolicy(kind, policyName);
  return { ...entity, inlinePolicies: left };
}

function policyOf(entity: Identity, kind: Kind, policyName: string): { PolicyName: string; PolicyDocument: string } {
  const policy = entity.inlinePolicies.find(({ name }) => name === policyName);
  if (policy === undefined) throw noSuchPolicy(kind, policyName);
  return { PolicyName: policy.name, PolicyDocument: encodeDocument(policy.document) };
}

function namesOf(entity: Identity, input: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined }) {
  const names = entity.inlinePolicies.map(({ name }) => name).toSorted();
  const { items, more } = page(names, input, (name) => name);
  return { PolicyNames: items, ...more };
}

const noSuchPolicy = (kind: Kind, name: string) => noSuchEntity(`The ${kind} policy with name ${name} cannot be found.`);
