import { AwsError } from '../../wire/aws-error.ts';
import {
  groupNamed,
  isServiceLinked,
  modifiableRole,
  onBoundedRole,
  onBoundedUser,
  onGroup,
  onRole,
  onUser,
  policyKey,
  roleNamed,
  userNamed,
} from './entities.ts';
import { noSuchEntity, quotaExceeded } from './errors.ts';
import { attachablePolicy } from './managed-policies.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import { QUOTAS } from './quotas.ts';
import type { Identity } from './records.ts';
import { iamState, type IamState } from './state.ts';
import { attachedView } from './views.ts';

export const attachUserPolicy = operation('AttachUserPolicy', {
  authorize: (input, call) => onBoundedUser(call, input.UserName, policyKey(input.PolicyArn)),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.users.save(attached(state, userNamed(state, input.UserName), input.PolicyArn, 'PoliciesPerUser'));
    return {};
  },
});

export const attachGroupPolicy = operation('AttachGroupPolicy', {
  authorize: (input, call) => onGroup(call, input.GroupName, policyKey(input.PolicyArn)),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.groups.save(attached(state, groupNamed(state, input.GroupName), input.PolicyArn, 'PoliciesPerGroup'));
    return {};
  },
});

export const attachRolePolicy = operation('AttachRolePolicy', {
  authorize: (input, call) => onBoundedRole(call, input.RoleName, policyKey(input.PolicyArn)),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.roles.save(attached(state, modifiableRole(state, input.RoleName), input.PolicyArn, 'PoliciesPerRole'));
    return {};
  },
});

export const detachUserPolicy = operation('DetachUserPolicy', {
  authorize: (input, call) => onBoundedUser(call, input.UserName, policyKey(input.PolicyArn)),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.users.save(detached(userNamed(state, input.UserName), input.PolicyArn));
    return {};
  },
});

export const detachGroupPolicy = operation('DetachGroupPolicy', {
  authorize: (input, call) => onGroup(call, input.GroupName, policyKey(input.PolicyArn)),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.groups.save(detached(groupNamed(state, input.GroupName), input.PolicyArn));
    return {};
  },
});

export const detachRolePolicy = operation('DetachRolePolicy', {
  authorize: (input, call) => onBoundedRole(call, input.RoleName, policyKey(input.PolicyArn)),
  handle: (input, call) => {
    const state = iamState(call.own);
    state.roles.save(detached(modifiableRole(state, input.RoleName), input.PolicyArn));
    return {};
  },
});

export const listAttachedUserPolicies = operation('ListAttachedUserPolicies', {
  authorize: (input, call) => onUser(call, input.UserName),
  handle: (input, call) => listed(iamState(call.own), userNamed(iamState(call.own), input.UserName), input),
});

export const listAttachedGroupPolicies = operation('ListAttachedGroupPolicies', {
  authorize: (input, call) => onGroup(call, input.GroupName),
  handle: (input, call) => listed(iamState(call.own), groupNamed(iamState(call.own), input.GroupName), input),
});

export const listAttachedRolePolicies = operation('ListAttachedRolePolicies', {
  authorize: (input, call) => onRole(call, input.RoleName),
  handle: (input, call) => listed(iamState(call.own), roleNamed(iamState(call.own), input.RoleName), input),
});

// Attaching twice is no error.
function attached<T extends Identity>(state: IamState, entity: T, arn: string, quota: string): T {
  if (isServiceLinked(attachablePolicy(state, arn).path)) {
    throw new AwsError('PolicyNotAttachable', 'Cannot attach a Service Role Policy to a Customer Role.', 400);
  }
  if (entity.attachedPolicies.includes(arn)) return entity;
  if (entity.attachedPolicies.length >= QUOTAS.attachedPolicies) throw quotaExceeded(quota, QUOTAS.attachedPolicies);
  return { ...entity, attachedPolicies: [...entity.attachedPolicies, arn] };
}

function detached<T extends Identity>(entity: T, arn: string): T {
  const left = entity.attachedPolicies.filter((attached) => attached !== arn);
  if (left.length === entity.attachedPolicies.length) throw noSuchEntity(`Policy ${arn} was not found.`);
  return { ...entity, attachedPolicies: left };
}

interface ListInput {
  readonly PathPrefix?: string | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

function listed(state: IamState, entity: Identity, input: ListInput) {
  const inPath = entity.attachedPolicies.filter((arn) => arn.split(':policy')[1]?.startsWith(input.PathPrefix ?? '/') === true);
  const { items, more } = page(attachedView(state, inPath), input, ({ PolicyName = '' }) => PolicyName);
  return { AttachedPolicies: items, ...more };
}
