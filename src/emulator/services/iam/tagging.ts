import { byArn, instanceProfileNamed, onInstanceProfile, onRole, onUser, modifiableRole, roleNamed, userNamed } from './entities.ts';
import { customerPolicy, managedPolicy } from './managed-policies.ts';
import { deviceWith } from './mfa-devices.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import type { Tag } from './records.ts';
import { iamState } from './state.ts';
import { mergeTags, readTags, removeTags, requestTags, tagKeys } from './tags.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
export const tagUser = operation('TagUser', {
  authorize: (input, call) => byArn(onUser(call, input.UserName, requestTags(input.Tags))),
  handle: (input, call) => {
    const state = iamState(call.own);
    const user = userNamed(state, input.UserName);
    state.users.save({ ...user, tags: mergeTags(user.tags, readTags(input.Tags), 'TagsPerUser') });
    return {};
  },
});

export const untagUser = operation('UntagUser', {
  authorize: (input, call) => byArn(onUser(call, input.UserName, tagKeys(input.TagKeys))),
  handle: (input, call) => {
    const state = iamState(call.own);
    const user = userNamed(state, input.UserName);
    state.users.save({ ...user, tags: removeTags(user.tags, input.TagKeys) });
    return {};
  },
});

export const listUserTags = operation('ListUserTags', {
  authorize: (input, call) => byArn(onUser(call, input.UserName)),
  handle: (input, call) => listed(userNamed(iamState(call.own), input.UserName).tags, input),
});

export const tagRole = operation('TagRole', {
  authorize: (input, call) => byArn(onRole(call, input.RoleName, requestTags(input.Tags))),
  handle: (input, call) => {
    const state = iamState(call.own);
    const role = modifiableRole(state, input.RoleName);
    state.roles.save({ ...role, tags: mergeTags(role.tags, readTags(input.Tags), 'TagsPerRole') });
    return {};
  },
});

export const untagRole = operation('UntagRole', {
  authorize: (input, call) => byArn(onRole(call, input.RoleName, tagKeys(input.TagKeys))),
  handle: (input, call) => {
    const state = iamState(call.own);
    const role = modifiableRole(state, input.RoleName);
    state.roles.save({ ...role, tags: removeTags(role.tags, input.TagKeys) });
    return {};
  },
});

export const listRoleTags = operation('ListRoleTags', {
  authorize: (input, call) => byArn(onRole(call, input.RoleName)),
  handle: (input, call) => listed(roleNamed(iamState(call.own), input.RoleName).tags, input),
});

export const tagPolicy = operation('TagPolicy', {
  authorize: (input) => ({ resource: input.PolicyArn, context: requestTags(input.Tags) }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const policy = customerPolicy(state, input.PolicyArn);
    state.policies.save({ ...policy, tags: mergeTags(policy.tags, readTags(input.Tags), 'TagsPerPolicy') });
    return {};
  },
});

export const untagPolicy = operation('UntagPolicy', {
  authorize: (input) => ({ resource: input.PolicyArn, context: tagKeys(input.TagKeys) }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const policy = customerPolicy(state, input.PolicyArn);
    state.policies.save({ ...policy, tags: removeTags(policy.tags, input.TagKeys) });
    return {};
  },
});

export const listPolicyTags = operation('ListPolicyTags', {
  authorize: (input) => ({ resource: input.PolicyArn }),
  handle: (input, call) => listed(managedPolicy(iamState(call.own), input.PolicyArn).tags, input),
});

export const tagInstanceProfile = operation('TagInstanceProfile', {
  authorize: (input, call) => byArn(onInstanceProfile(call, input.InstanceProfileName, requestTags(input.Tags))),
  handle: (input, call) => {
    const state = iamState(call.own);
    const profile = instanceProfileNamed(state, input.InstanceProfileName);
    state.instanceProfiles.save({ ...profile, tags: mergeTags(profile.tags, readTags(input.Tags), 'TagsPerInstanceProfile') });
    return {};
  },
});

export const untagInstanceProfile = operation('UntagInstanceProfile', {
  authorize: (input, call) => byArn(onInstanceProfile(call, input.InstanceProfileName, tagKeys(input.TagKeys))),
  handle: (input, call) => {
    const state = iamState(call.own);
    const profile = instanceProfileNamed(state, input.InstanceProfileName);
    state.instanceProfiles.save({ ...profile, tags: removeTags(profile.tags, input.TagKeys) });
    return {};
  },
});

export const listInstanceProfileTags = operation('ListInstanceProfileTags', {
  authorize: (input, call) => byArn(onInstanceProfile(call, input.InstanceProfileName)),
  handle: (input, call) => listed(instanceProfileNamed(iamState(call.own), input.InstanceProfileName).tags, input),
});

export const tagMFADevice = operation('TagMFADevice', {
  authorize: (input) => ({ resource: input.SerialNumber, context: requestTags(input.Tags) }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const device = deviceWith(state, input.SerialNumber);
    state.mfaDevices.save({ ...device, tags: mergeTags(device.tags, readTags(input.Tags), 'TagsPerMFADevice') });
    return {};
  },
});

export const untagMFADevice = operation('UntagMFADevice', {
  authorize: (input) => ({ resource: input.SerialNumber, context: tagKeys(input.TagKeys) }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const device = deviceWith(state, input.SerialNumber);
    state.mfaDevices.save({ ...device, tags: removeTags(device.tags, input.TagKeys) });
    return {};
  },
});

export const listMFADeviceTags = operation('ListMFADeviceTags', {
  authorize: (input) => ({ resource: input.SerialNumber }),
  handle: (input, call) => listed(deviceWith(iamState(call.own), input.SerialNumber).tags, input),
});

function listed(tags: readonly Tag[], input: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined }) {
  const sorted = tags.toSorted((a, b) => (a.Key < b.Key ? -1 : 1));
  const { items, more } = page(sorted, input, ({ Key }) => Key);
  return { Tags: items, ...more };
}
