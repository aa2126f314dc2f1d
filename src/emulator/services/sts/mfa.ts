import type { CallContext } from '../contract.ts';
import { devicesOwnedBy, serialOf, takeMfaCode } from '../iam/mfa-codes.ts';
import type { MfaDeviceRecord, MfaOwner } from '../iam/records.ts';
import { iamState } from '../iam/state.ts';
import { totpCode, totpStep } from '../iam/totp.ts';
import { accessDenied, validationError } from './errors.ts';

interface MfaInput {
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

const UNKNOWN_DEVICE =
  'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
const WRONG_CODE = 'MultiFactorAuthentication failed with invalid MFA one time pass code. ';

/** Does the call bring a code that fits? Nothing is used up: the policies are asked first. Throws `AccessDenied` in AWS's words. */
export function hasMfaCode(input: MfaInput, call: CallContext): boolean {
  const given = readCode(input, call);
  if (given === undefined) return false;
  const now = totpStep(realTime(call));
  const fits = [now - 1, now, now + 1].some(
    (step) => step > (given.device.lastStep ?? 0) && totpCode(given.device.seed, step) === given.code,
  );
  if (!fits) throw accessDenied(WRONG_CODE);
  return true;
}

/**
 * Uses up the MFA code that a call brings; returns when it was given, undefined where the call brings none.
 * Throws `AccessDenied` in AWS's words.
 */
export function takeMfa(input: MfaInput, call: CallContext): string | undefined {
  const given = readCode(input, call);
  if (given === undefined) return undefined;
  const { owner, serial, code } = given;
  if (!takeMfaCode(iamState(call.own), owner, serial, code, realTime(call))) throw accessDenied(WRONG_CODE);
  return call.now.toISOString();
}

interface GivenCode {
  readonly owner: MfaOwner;
  readonly device: MfaDeviceRecord;
  readonly serial: string;
  readonly code: string;
}

function readCode({ SerialNumber: serial, TokenCode: code }: MfaInput, call: CallContext): GivenCode | undefined {
  if (serial === undefined && code === undefined) return undefined;
  if (serial === undefined || code === undefined) throw validationError('MFA serial number and token code must be given together.');
  const owner = ownerOf(call);
  const state = iamState(call.own);
  const device = owner === undefined ? undefined : devicesOwnedBy(state, owner).find((one) => serialOf(state, one) === serial);
  if (owner === undefined || device === undefined) throw accessDenied(UNKNOWN_DEVICE);
  return { owner, device, serial, code };
}

function ownerOf({ caller }: CallContext): MfaOwner | undefined {
  if (caller.type === 'User') return { type: 'User', name: caller.userName };
  return caller.type === 'Root' ? { type: 'Root' } : undefined;
}

/** Devices go by the real time, whatever the lab clock says. */
function realTime({ now, own }: CallContext): number {
  return now.getTime() - own.clock.offset;
}
