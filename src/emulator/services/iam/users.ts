import { iamArn } from './arns.ts';
import { attachableBoundary } from './boundaries.ts';
import { boundaryKey, onList, onUser, userNamed, userNameOf } from './entities.ts';
import { deleteConflict, entityAlreadyExists, quotaExceeded } from './errors.ts';
import { dateOf, uniqueId } from './new-entity.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import { devicesOwnedBy } from './mfa-codes.ts';
import { QUOTAS } from './quotas.ts';
import type { UserRecord } from './records.ts';
import { iamState, type IamState } from './state.ts';
import { readTags, requestTags } from './tags.ts';
import { rootView, userSummary, userView } from './views.ts';

export const createUser = operation('CreateUser', {
  constraints: {
    UserName: {
      length: [1, 64],
      pattern: /^[\w+=,.@-]+$/,
      says: 'It must contain only alphanumeric characters and/or the following: +=,.@_-',
    },
  },
  authorize: (input, call) => ({
    resource: iamArn(call.account, 'user', input.Path ?? '/', input.UserName),
    context: { ...requestTags(input.Tags), ...boundaryKey(input.PermissionsBoundary) },
  }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const tags = readTags(input.Tags);
    const boundary = attachableBoundary(state, input.PermissionsBoundary);
    if (state.users.has(input.UserName)) throw entityAlreadyExists(`User with name ${input.UserName} already exists.`);
    if (state.users.size >= QUOTAS.usersPerAccount) throw quotaExceeded('UsersPerAccount', QUOTAS.usersPerAccount);
    const user: UserRecord = {
      name: input.UserName,
      id: uniqueId('AIDA', call),
      path: input.Path ?? '/',
      createDate: dateOf(call),
      inlinePolicies: [],
      attachedPolicies: [],
      groups: [],
      tags,
      ...boundary,
    };
    state.users.save(user);
    return { User: userView(state, user) };
  },
});

export const getUser = operation('GetUser', {
  authorize: (input, call) => {
    if (input.UserName === undefined && call.caller.type === 'Root') return { resource: call.caller.arn };
    return onUser(call, userNameOf(input.UserName, call));
  },
  handle: (input, call) => {
    const state = iamState(call.own);
    if (input.UserName === undefined && call.caller.type === 'Root') return { User: rootView(state) };
    return { User: userView(state, userNamed(state, userNameOf(input.UserName, call))) };
  },
});

export const listUsers = operation('ListUsers', {
  authorize: (input, call) => onList(call, 'user', input.PathPrefix),
  handle: (input, call) => {
    const state = iamState(call.own);
    const users = state.users.all().filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, more } = page(users, input, ({ name }) => name.toLowerCase());
    return { Users: items.map((user) => userSummary(state, user)), ...more };
  },
});

export const updateUser = operation('UpdateUser', {
  authorize: (input, call) => {
    const { users } = iamState(call.own);
    const path = input.NewPath ?? users.get(input.UserName)?.path ?? '/';
    const renamed = { resource: iamArn(call.account, 'user', path, input.NewUserName ?? input.UserName) };
    const target = onUser(call, input.UserName);
    return renamed.resource === target.resource ? target : [target, renamed];
  },
  handle: (input, call) => {
    const state = iamState(call.own);
    const user = userNamed(state, input.UserName);
    const name = input.NewUserName ?? user.name;
    const namesake = state.users.get(name);
    if (namesake !== undefined && namesake.id !== user.id) throw entityAlreadyExists(`User with name ${name} already exists.`);
    state.users.rename(user.name, { ...user, name, path: input.NewPath ?? user.path });
    for (const key of keysOf(state, user)) state.accessKeys.set(key.id, { ...key, userName: name });
    for (const device of devicesOf(state, user)) state.mfaDevices.save({ ...device, owner: { type: 'User', name } });
    return {};
  },
});

export const deleteUser = operation('DeleteUser', {
  authorize: (input, call) => onUser(call, input.UserName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const user = userNamed(state, input.UserName);
    const inTheWay = [
      [user.groups.length > 0, 'remove users from group'],
      [user.attachedPolicies.length > 0, 'detach all policies'],
      [user.inlinePolicies.length > 0, 'delete policies'],
      [keysOf(state, user).length > 0, 'delete access keys'],
      [user.loginProfile !== undefined, 'delete login profile'],
      [devicesOf(state, user).length > 0, 'delete MFA device'],
    ] as const;
    const first = inTheWay.find(([there]) => there);
    if (first !== undefined) throw deleteConflict(`Cannot delete entity, must ${first[1]} first.`);
    state.users.remove(user.name);
    return {};
  },
});

export const keysOf = (state: IamState, { name }: UserRecord) => [...state.accessKeys.values()].filter((key) => key.userName === name);
const devicesOf = (state: IamState, { name }: UserRecord) => devicesOwnedBy(state, { type: 'User', name });
