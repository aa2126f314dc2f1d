import type { InstanceProfile } from '@aws-sdk/client-iam';
import type { Store } from '../../store/types.ts';
import { iamArn } from './arns.ts';
import { byArn, instanceProfileNamed, onInstanceProfile, onList, onRole, roleNamed } from './entities.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity, quotaExceeded } from './errors.ts';
import { dateOf, uniqueId } from './new-entity.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import { QUOTAS } from './quotas.ts';
import type { InstanceProfileRecord } from './records.ts';
import { iamState, type IamState } from './state.ts';
import { readTags, requestTags } from './tags.ts';
import { roleSummary, tagsView } from './views.ts';

export const createInstanceProfile = operation('CreateInstanceProfile', {
  authorize: (input, call) => ({
    resource: iamArn(call.account, 'instance-profile', input.Path ?? '/', input.InstanceProfileName),
    context: requestTags(input.Tags),
  }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const tags = readTags(input.Tags);
    const name = input.InstanceProfileName;
    if (state.instanceProfiles.has(name)) throw entityAlreadyExists(`Instance Profile ${name} already exists.`);
    if (state.instanceProfiles.size >= QUOTAS.instanceProfilesPerAccount) {
      throw quotaExceeded('InstanceProfilesPerAccount', QUOTAS.instanceProfilesPerAccount);
    }
    const profile = { name, id: uniqueId('AIPA', call), path: input.Path ?? '/', createDate: dateOf(call), tags };
    state.instanceProfiles.save(profile);
    return { InstanceProfile: instanceProfileView(state, profile, call.store) };
  },
});

export const getInstanceProfile = operation('GetInstanceProfile', {
  authorize: (input, call) => onInstanceProfile(call, input.InstanceProfileName),
  handle: (input, call) => {
    const state = iamState(call.own);
    return { InstanceProfile: instanceProfileView(state, instanceProfileNamed(state, input.InstanceProfileName), call.store) };
  },
});

export const listInstanceProfiles = operation('ListInstanceProfiles', {
  authorize: (input, call) => onList(call, 'instance-profile', input.PathPrefix),
  handle: (input, call) => {
    const state = iamState(call.own);
    const profiles = state.instanceProfiles.all().filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, more } = page(profiles, input, ({ name }) => name.toLowerCase());
    return { InstanceProfiles: items.map((profile) => instanceProfileView(state, profile, call.store)), ...more };
  },
});

export const listInstanceProfilesForRole = operation('ListInstanceProfilesForRole', {
  authorize: (input, call) => onRole(call, input.RoleName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const role = roleNamed(state, input.RoleName);
    const profiles = state.instanceProfiles.all().filter((profile) => profile.role === role.name);
    const { items, more } = page(profiles, input, ({ name }) => name.toLowerCase());
    return { InstanceProfiles: items.map((profile) => instanceProfileView(state, profile, call.store)), ...more };
  },
});

/** Whoever puts a role into a profile passes it to EC2: `iam:PassRole` is asked too. */
export const addRoleToInstanceProfile = operation('AddRoleToInstanceProfile', {
  authorize: (input, call) => [
    onInstanceProfile(call, input.InstanceProfileName),
    { ...byArn(onRole(call, input.RoleName, { 'iam:PassedToService': 'ec2.amazonaws.com' })), action: 'iam:PassRole' },
  ],
  handle: (input, call) => {
    const state = iamState(call.own);
    const profile = instanceProfileNamed(state, input.InstanceProfileName);
    const role = roleNamed(state, input.RoleName);
    if (profile.role !== undefined) throw quotaExceeded('InstanceSessionsPerInstanceProfile', 1);
    state.instanceProfiles.save({ ...profile, role: role.name });
    return {};
  },
});

export const removeRoleFromInstanceProfile = operation('RemoveRoleFromInstanceProfile', {
  authorize: (input, call) => onInstanceProfile(call, input.InstanceProfileName),
  handle: (input, call) => {
    const { instanceProfiles } = iamState(call.own);
    const { role, ...profile } = instanceProfileNamed(iamState(call.own), input.InstanceProfileName);
    if (role?.toLowerCase() !== input.RoleName.toLowerCase()) throw noSuchEntity(`The role with name ${input.RoleName} cannot be found.`);
    instanceProfiles.save(profile);
    return {};
  },
});

export const deleteInstanceProfile = operation('DeleteInstanceProfile', {
  authorize: (input, call) => onInstanceProfile(call, input.InstanceProfileName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const profile = instanceProfileNamed(state, input.InstanceProfileName);
    if (profile.role !== undefined) throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    state.instanceProfiles.remove(profile.name);
    return {};
  },
});

export function instanceProfileView(state: IamState, profile: InstanceProfileRecord, store: Store): InstanceProfile {
  const role = profile.role === undefined ? undefined : state.roles.get(profile.role);
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: iamArn(state.account, 'instance-profile', profile.path, profile.name),
    CreateDate: new Date(profile.createDate),
    Roles: role === undefined ? [] : [roleSummary(state, role, store)],
    ...tagsView(profile.tags),
  };
}
