import { groupNamed, onGroup, userNamed } from './entities.ts';
import { noSuchEntity, quotaExceeded } from './errors.ts';
import { operation } from './operation.ts';
import { QUOTAS } from './quotas.ts';
import { iamState } from './state.ts';

/** Joining a group twice is no error. */
export const addUserToGroup = operation('AddUserToGroup', {
  authorize: (input, call) => onGroup(call, input.GroupName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const group = groupNamed(state, input.GroupName);
    const user = userNamed(state, input.UserName);
    if (user.groups.includes(group.name)) return {};
    if (user.groups.length >= QUOTAS.groupsPerUser) throw quotaExceeded('GroupsPerUser', QUOTAS.groupsPerUser);
    state.users.save({ ...user, groups: [...user.groups, group.name] });
    return {};
  },
});

export const removeUserFromGroup = operation('RemoveUserFromGroup', {
  authorize: (input, call) => onGroup(call, input.GroupName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const group = groupNamed(state, input.GroupName);
    const user = userNamed(state, input.UserName);
    if (!user.groups.includes(group.name)) throw noSuchEntity(`The user with name ${user.name} cannot be found in group ${group.name}.`);
    state.users.save({ ...user, groups: user.groups.filter((name) => name !== group.name) });
    return {};
  },
});
