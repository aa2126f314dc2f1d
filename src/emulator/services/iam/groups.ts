import { iamArn } from './arns.ts';
import { groupNamed, onGroup, onList, onUser, userNamed } from './entities.ts';
import { deleteConflict, entityAlreadyExists, quotaExceeded } from './errors.ts';
import { dateOf, uniqueId } from './new-entity.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import { QUOTAS } from './quotas.ts';
import type { GroupRecord, UserRecord } from './records.ts';
import { iamState, type IamState } from './state.ts';
import { groupView, userSummary } from './views.ts';

export const createGroup = operation('CreateGroup', {
  authorize: (input, call) => ({ resource: iamArn(call.account, 'group', input.Path ?? '/', input.GroupName) }),
  handle: (input, call) => {
    const state = iamState(call.own);
    if (state.groups.has(input.GroupName)) throw entityAlreadyExists(`Group with name ${input.GroupName} already exists.`);
    if (state.groups.size >= QUOTAS.groupsPerAccount) throw quotaExceeded('GroupsPerAccount', QUOTAS.groupsPerAccount);
    const group: GroupRecord = {
      name: input.GroupName,
      id: uniqueId('AGPA', call),
      path: input.Path ?? '/',
      createDate: dateOf(call),
      inlinePolicies: [],
      attachedPolicies: [],
    };
    state.groups.save(group);
    return { Group: groupView(state, group) };
  },
});

export const getGroup = operation('GetGroup', {
  authorize: (input, call) => onGroup(call, input.GroupName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const group = groupNamed(state, input.GroupName);
    const { items, more } = page(membersOf(state, group), input, ({ name }) => name.toLowerCase());
    return { Group: groupView(state, group), Users: items.map((user) => userSummary(state, user)), ...more };
  },
});

export const listGroups = operation('ListGroups', {
  authorize: (input, call) => onList(call, 'group', input.PathPrefix),
  handle: (input, call) => {
    const state = iamState(call.own);
    const groups = state.groups.all().filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, more } = page(groups, input, ({ name }) => name.toLowerCase());
    return { Groups: items.map((group) => groupView(state, group)), ...more };
  },
});

export const listGroupsForUser = operation('ListGroupsForUser', {
  authorize: (input, call) => onUser(call, input.UserName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const user = userNamed(state, input.UserName);
    const groups = state.groups.all().filter((group) => user.groups.includes(group.name));
    const { items, more } = page(groups, input, ({ name }) => name.toLowerCase());
    return { Groups: items.map((group) => groupView(state, group)), ...more };
  },
});

export const updateGroup = operation('UpdateGroup', {
  authorize: (input, call) => {
    const path = input.NewPath ?? iamState(call.own).groups.get(input.GroupName)?.path ?? '/';
    const renamed = { resource: iamArn(call.account, 'group', path, input.NewGroupName ?? input.GroupName) };
    const target = onGroup(call, input.GroupName);
    return renamed.resource === target.resource ? target : [target, renamed];
  },
  handle: (input, call) => {
    const state = iamState(call.own);
    const group = groupNamed(state, input.GroupName);
    const name = input.NewGroupName ?? group.name;
    const namesake = state.groups.get(name);
    if (namesake !== undefined && namesake.id !== group.id) throw entityAlreadyExists(`Group with name ${name} already exists.`);
    state.groups.rename(group.name, { ...group, name, path: input.NewPath ?? group.path });
    for (const user of membersOf(state, group)) {
      state.users.save({ ...user, groups: user.groups.map((member) => (member === group.name ? name : member)) });
    }
    return {};
  },
});

export const deleteGroup = operation('DeleteGroup', {
  authorize: (input, call) => onGroup(call, input.GroupName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const group = groupNamed(state, input.GroupName);
    const inTheWay = [
      [membersOf(state, group).length > 0, 'remove users from group'],
      [group.attachedPolicies.length > 0, 'detach all policies'],
      [group.inlinePolicies.length > 0, 'delete policies'],
    ] as const;
    const first = inTheWay.find(([there]) => there);
    if (first !== undefined) throw deleteConflict(`Cannot delete entity, must ${first[1]} first.`);
    state.groups.remove(group.name);
    return {};
  },
});

export const membersOf = (state: IamState, { name }: GroupRecord): UserRecord[] =>
  state.users.all().filter(({ groups }) => groups.includes(name));
