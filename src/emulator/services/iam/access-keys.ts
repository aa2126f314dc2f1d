import type { CallContext } from '../contract.ts';
import { newAccessKey } from './directory.ts';
import { onUser, userNamed, userNameOf } from './entities.ts';
import { noSuchEntity, quotaExceeded } from './errors.ts';
import { keyLastUsed } from './last-used.ts';
import { dateOf } from './new-entity.ts';
import { operation, type Target } from './operation.ts';
import { page } from './paging.ts';
import { QUOTAS } from './quotas.ts';
import type { AccessKeyRecord } from './records.ts';
import { iamState } from './state.ts';

/** Without `UserName` each of these is about the caller's own keys; the root user's too. */
export const createAccessKey = operation('CreateAccessKey', {
  authorize: (input, call) => onOwner(input, call),
  handle: (input, call) => {
    const { accessKeys } = iamState(call.own);
    const owner = ownerName(input, call);
    if (keysOfOwner(owner, call).length >= QUOTAS.accessKeysPerUser) throw quotaExceeded('AccessKeysPerUser', QUOTAS.accessKeysPerUser);
    const key = newAccessKey(call.account, call.random, new Date(dateOf(call)), owner);
    accessKeys.set(key.id, key);
    return { AccessKey: { ...metadata(key), SecretAccessKey: key.secret } };
  },
});

export const listAccessKeys = operation('ListAccessKeys', {
  authorize: (input, call) => onOwner(input, call),
  handle: (input, call) => {
    const keys = keysOfOwner(ownerName(input, call), call).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const { items, more } = page(keys, input, ({ id }) => id);
    return { AccessKeyMetadata: items.map(metadata), ...more };
  },
});

export const updateAccessKey = operation('UpdateAccessKey', {
  authorize: (input, call) => onOwner(input, call),
  handle: (input, call) => {
    const key = keyOf(input, call);
    iamState(call.own).accessKeys.set(key.id, { ...key, status: input.Status === 'Active' ? 'Active' : 'Inactive' });
    return {};
  },
});

export const deleteAccessKey = operation('DeleteAccessKey', {
  authorize: (input, call) => onOwner(input, call),
  handle: (input, call) => {
    iamState(call.own).accessKeys.delete(keyOf(input, call).id);
    return {};
  },
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyLastUsed.html */
export const getAccessKeyLastUsed = operation('GetAccessKeyLastUsed', {
  authorize: (input, call) => {
    const owner = iamState(call.own).accessKeys.get(input.AccessKeyId)?.userName;
    return owner === undefined ? { resource: '*' } : onUser(call, owner);
  },
  handle: (input, call) => {
    const key = iamState(call.own).accessKeys.get(input.AccessKeyId);
    if (key === undefined) throw noSuchEntity(`The Access Key with id ${input.AccessKeyId} cannot be found.`);
    const use = keyLastUsed(call.own, key.id);
    const AccessKeyLastUsed =
      use === undefined
        ? { ServiceName: 'N/A', Region: 'N/A' }
        : { LastUsedDate: new Date(use.time), ServiceName: use.service, Region: use.region };
    return { ...(key.userName === undefined ? {} : { UserName: key.userName }), AccessKeyLastUsed };
  },
});

interface Asked {
  readonly UserName?: string | undefined;
}

function onOwner({ UserName }: Asked, call: CallContext): Target {
  if (UserName === undefined && call.caller.type === 'Root') return { resource: call.caller.arn };
  return onUser(call, userNameOf(UserName, call));
}

// Undefined for the root user.
function ownerName({ UserName }: Asked, call: CallContext): string | undefined {
  if (UserName === undefined && call.caller.type === 'Root') return undefined;
  return userNamed(iamState(call.own), userNameOf(UserName, call)).name;
}

function keysOfOwner(owner: string | undefined, call: CallContext): AccessKeyRecord[] {
  return [...iamState(call.own).accessKeys.values()].filter(({ userName }) => userName === owner);
}

function keyOf(input: Asked & { readonly AccessKeyId: string }, call: CallContext): AccessKeyRecord {
  const key = keysOfOwner(ownerName(input, call), call).find(({ id }) => id === input.AccessKeyId);
  if (key === undefined) throw noSuchEntity(`The Access Key with id ${input.AccessKeyId} cannot be found.`);
  return key;
}

function metadata({ id, status, createDate, userName }: AccessKeyRecord) {
  return { UserName: userName, AccessKeyId: id, Status: status, CreateDate: new Date(createDate) };
}
