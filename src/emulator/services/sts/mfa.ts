import type { CallContext } from '../contract.ts';
import { accessDenied, validationError } from './errors.ts';

/**
 * Checks the MFA code that a call brings; returns when it was given, undefined where the call brings none.
 * Throws `AccessDenied` in AWS's words.
 */
export function verifyMfa(
  { SerialNumber, TokenCode }: { readonly SerialNumber?: string | undefined; readonly TokenCode?: string | undefined },
  _call: CallContext,
): string | undefined {
  if (SerialNumber === undefined && TokenCode === undefined) return undefined;
  if (SerialNumber === undefined || TokenCode === undefined) {
    throw validationError('MFA serial number and token code must be given together.');
  }
  throw accessDenied(
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  );
}
