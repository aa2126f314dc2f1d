import type { MfaDeviceRecord, MfaOwner } from './records.ts';
import type { IamState } from './state.ts';
import { iamArn } from './arns.ts';
import { totpCode, totpStep } from './totp.ts';

/** How far a device's clock may be off when it signs in, and when it is enabled or brought back into step. */
const DRIFT_STEPS = 1;
const RESYNC_STEPS = 20;

/**
 * Takes the code of an enabled device and remembers it: no code is taken twice. False for a wrong code and for a device that is not the
 * owner's. `time` is the real time in milliseconds, since that is what devices go by.
 */
export function takeMfaCode(state: IamState, owner: MfaOwner, serialNumber: string, code: string, time: number): boolean {
  const device = devicesOwnedBy(state, owner).find((device) => serialOf(state, device) === serialNumber);
  if (device === undefined) return false;
  const now = totpStep(time);
  const step = stepsAround(now, DRIFT_STEPS).find((step) => step > (device.lastStep ?? 0) && totpCode(device.seed, step) === code);
  if (step === undefined) return false;
  state.mfaDevices.save({ ...device, lastStep: step });
  return true;
}

/** The time step of the second of two codes that follow each other; undefined where they do not. */
export function consecutiveCodes(device: MfaDeviceRecord, first: string, second: string, time: number): number | undefined {
  const steps = stepsAround(totpStep(time), RESYNC_STEPS);
  const step = steps.find((step) => totpCode(device.seed, step) === first && totpCode(device.seed, step + 1) === second);
  return step === undefined ? undefined : step + 1;
}

export function devicesOwnedBy(state: IamState, owner: MfaOwner): MfaDeviceRecord[] {
  return state.mfaDevices.all().filter((device) => isOwner(device.owner, owner));
}

export const serialOf = (state: IamState, device: MfaDeviceRecord) => iamArn(state.account, 'mfa', device.path, device.name);

function isOwner(one: MfaOwner | undefined, other: MfaOwner): boolean {
  if (one?.type === 'User') return other.type === 'User' && one.name === other.name;
  return one?.type === other.type;
}

const stepsAround = (now: number, distance: number) => Array.from({ length: 2 * distance + 1 }, (_, i) => now - distance + i);
