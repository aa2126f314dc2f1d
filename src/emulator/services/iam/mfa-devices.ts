import type { User, VirtualMFADevice } from '@aws-sdk/client-iam';
import { AwsError } from '../../wire/aws-error.ts';
import type { CallContext } from '../contract.ts';
import { iamArn, parseIamArn } from './arns.ts';
import { onUser, userNamed } from './entities.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity, quotaExceeded } from './errors.ts';
import { consecutiveCodes, devicesOwnedBy, serialOf } from './mfa-codes.ts';
import { dateOf } from './new-entity.ts';
import { operation, type Target } from './operation.ts';
import { page } from './paging.ts';
import { QUOTAS } from './quotas.ts';
import type { MfaDeviceRecord, MfaOwner } from './records.ts';
import { iamState, type IamState } from './state.ts';
import { readTags, requestTags } from './tags.ts';
import { rootView, tagsView, userView } from './views.ts';

const SEED_CHARACTERS = 64;

/** The seed comes only here. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html */
export const createVirtualMFADevice = operation('CreateVirtualMFADevice', {
  authorize: (input, call) => ({
    resource: iamArn(call.account, 'mfa', input.Path ?? '/', input.VirtualMFADeviceName),
    context: requestTags(input.Tags),
  }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const tags = readTags(input.Tags);
    const name = input.VirtualMFADeviceName;
    if (state.mfaDevices.has(name)) throw entityAlreadyExists('MFADevice entity at the same path and name already exists.');
    const device = { name, path: input.Path ?? '/', seed: call.random.base32(SEED_CHARACTERS), tags, createDate: dateOf(call) };
    state.mfaDevices.save(device);
    const Base32StringSeed = Buffer.from(device.seed);
    return { VirtualMFADevice: { SerialNumber: serialOf(state, device), Base32StringSeed, ...tagsView(tags) } };
  },
});

export const deleteVirtualMFADevice = operation('DeleteVirtualMFADevice', {
  authorize: (input) => ({ resource: input.SerialNumber }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const device = deviceWith(state, input.SerialNumber);
    if (device.owner !== undefined) throw deleteConflict('MFA VirtualDevice still assigned to a user; deactivate it first.');
    state.mfaDevices.remove(device.name);
    return {};
  },
});

export const enableMFADevice = operation('EnableMFADevice', {
  authorize: (input, call) => onNamed(input.UserName, call),
  handle: (input, call) => {
    const state = iamState(call.own);
    const owner = ownerNamed(state, input.UserName, call);
    const device = deviceWith(state, input.SerialNumber);
    if (device.owner !== undefined) throw entityAlreadyExists(`MFA Device is already in use.`);
    if (devicesOwnedBy(state, owner).length >= QUOTAS.mfaDevicesPerUser) throw quotaExceeded('MFADevicesPerUser', QUOTAS.mfaDevicesPerUser);
    const lastStep = stepOfCodes(device, input, call);
    state.mfaDevices.save({ ...device, owner, lastStep, enableDate: dateOf(call) });
    return {};
  },
});

export const resyncMFADevice = operation('ResyncMFADevice', {
  authorize: (input, call) => onNamed(input.UserName, call),
  handle: (input, call) => {
    const state = iamState(call.own);
    const device = ownDevice(state, ownerNamed(state, input.UserName, call), input.SerialNumber);
    state.mfaDevices.save({ ...device, lastStep: stepOfCodes(device, input, call) });
    return {};
  },
});

export const deactivateMFADevice = operation('DeactivateMFADevice', {
  authorize: (input, call) => onNamed(input.UserName, call),
  handle: (input, call) => {
    const state = iamState(call.own);
    const { owner: _, enableDate: __, ...device } = ownDevice(state, ownerNamed(state, input.UserName, call), input.SerialNumber);
    state.mfaDevices.save(device);
    return {};
  },
});

export const listMFADevices = operation('ListMFADevices', {
  authorize: (input, call) => onNamed(input.UserName, call),
  handle: (input, call) => {
    const state = iamState(call.own);
    const owner = ownerNamed(state, input.UserName, call);
    const UserName = owner.type === 'Root' ? call.account : owner.name;
    const { items, more } = page(devicesOwnedBy(state, owner), input, ({ name }) => name.toLowerCase());
    return {
      MFADevices: items.map((device) => ({ UserName, SerialNumber: serialOf(state, device), EnableDate: enabled(device) })),
      ...more,
    };
  },
});

export const getMFADevice = operation('GetMFADevice', {
  authorize: (input, call) => onNamed(input.UserName ?? deviceOwner(input.SerialNumber, call), call),
  handle: (input, call) => {
    const state = iamState(call.own);
    const device =
      input.UserName === undefined
        ? deviceWith(state, input.SerialNumber)
        : ownDevice(state, ownerNamed(state, input.UserName, call), input.SerialNumber);
    const user = device.owner?.type === 'User' ? { UserName: device.owner.name } : {};
    const since = device.enableDate === undefined ? {} : { EnableDate: enabled(device) };
    return { ...user, SerialNumber: serialOf(state, device), ...since };
  },
});

export const listVirtualMFADevices = operation('ListVirtualMFADevices', {
  authorize: (_input, call) => ({ resource: iamArn(call.account, 'mfa', '/', '') }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const asked = state.mfaDevices.all().filter(({ owner }) => {
      if (input.AssignmentStatus === 'Assigned') return owner !== undefined;
      return input.AssignmentStatus === 'Unassigned' ? owner === undefined : true;
    });
    const { items, more } = page(asked, input, ({ name }) => name.toLowerCase());
    return { VirtualMFADevices: items.map((device) => deviceView(state, device)), ...more };
  },
});

/** The device with a serial number; throws `NoSuchEntity`. */
export function deviceWith(state: IamState, serialNumber: string): MfaDeviceRecord {
  const device = state.mfaDevices.get(parseIamArn(serialNumber)?.name ?? serialNumber);
  if (device === undefined || serialOf(state, device) !== serialNumber) {
    throw noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} does not exist.`);
  }
  return device;
}

function ownDevice(state: IamState, owner: MfaOwner, serialNumber: string): MfaDeviceRecord {
  const device = devicesOwnedBy(state, owner).find((device) => serialOf(state, device) === serialNumber);
  if (device === undefined) throw noSuchEntity('MFA device invalid for user.');
  return device;
}

// The root user enables its device under no name, or under the account's number.
function ownerNamed(state: IamState, name: string | undefined, call: CallContext): MfaOwner {
  if (call.caller.type === 'Root' && (name === undefined || name === call.account)) return { type: 'Root' };
  const given = name ?? (call.caller.type === 'User' ? call.caller.userName : '');
  return { type: 'User', name: userNamed(state, given).name };
}

function onNamed(name: string | undefined, call: CallContext): Target {
  if (call.caller.type === 'Root' && (name === undefined || name === call.account)) return { resource: call.caller.arn };
  return onUser(call, name ?? (call.caller.type === 'User' ? call.caller.userName : ''));
}

function deviceOwner(serialNumber: string, call: CallContext): string | undefined {
  const owner = iamState(call.own).mfaDevices.get(parseIamArn(serialNumber)?.name ?? '')?.owner;
  return owner?.type === 'User' ? owner.name : undefined;
}

function stepOfCodes(
  device: MfaDeviceRecord,
  codes: { AuthenticationCode1: string; AuthenticationCode2: string },
  call: CallContext,
): number {
  const realTime = call.now.getTime() - call.own.clock.offset;
  const step = consecutiveCodes(device, codes.AuthenticationCode1, codes.AuthenticationCode2, realTime);
  if (step === undefined) throw new AwsError('InvalidAuthenticationCode', 'Authentication code for device is not valid.', 403);
  return step;
}

function deviceView(state: IamState, device: MfaDeviceRecord): VirtualMFADevice {
  const view = { SerialNumber: serialOf(state, device), ...tagsView(device.tags) };
  return device.owner === undefined ? view : { ...view, User: ownerView(state, device.owner), EnableDate: enabled(device) };
}

function ownerView(state: IamState, owner: MfaOwner): User {
  if (owner.type === 'User') return userView(state, userNamed(state, owner.name));
  return rootView(state);
}

const enabled = ({ enableDate, createDate }: MfaDeviceRecord) => new Date(enableDate ?? createDate);
