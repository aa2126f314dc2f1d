import { scryptSync, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../../wire/aws-error.ts';
import type { Random } from '../contract.ts';
import type { PasswordHash, PasswordPolicyRecord } from './records.ts';

// A sandbox keeps no secrets worth more: a hash takes about a millisecond.
const COST = { N: 1024, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const SYMBOL = /[!@#$%^&*()_+\-=[\]{}|']/;

export function hashPassword(password: string, random: Random): PasswordHash {
  const salt = Buffer.from(random.bytes(SALT_BYTES));
  return { salt: salt.toString('base64'), key: scryptSync(password, salt, KEY_BYTES, COST).toString('base64') };
}

export function isPassword(password: string, { salt, key }: PasswordHash): boolean {
  return timingSafeEqual(scryptSync(password, Buffer.from(salt, 'base64'), KEY_BYTES, COST), Buffer.from(key, 'base64'));
}

/**
 * Throws `PasswordPolicyViolation` for a password that the account's policy, or AWS's where it has none, does not allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export function checkPassword(
  password: string,
  policy: PasswordPolicyRecord | undefined,
  userName: string,
  earlier: readonly PasswordHash[],
): void {
  const fault = policy === undefined ? faultByDefault(password, userName) : faultByPolicy(password, policy);
  if (fault !== undefined) throw new AwsError('PasswordPolicyViolation', fault, 400);
  const remembered = earlier.slice(0, policy?.PasswordReusePrevention ?? 0);
  if (remembered.some((hash) => isPassword(password, hash))) {
    throw new AwsError('PasswordPolicyViolation', 'Password was used before and cannot be used again.', 400);
  }
}

function faultByPolicy(password: string, policy: PasswordPolicyRecord): string | undefined {
  if (password.length < policy.MinimumPasswordLength) return `Password should have a minimum length of ${policy.MinimumPasswordLength}`;
  if (policy.RequireUppercaseCharacters && !/[A-Z]/.test(password)) return 'Password should have at least one uppercase letter';
  if (policy.RequireLowercaseCharacters && !/[a-z]/.test(password)) return 'Password should have at least one lowercase letter';
  if (policy.RequireNumbers && !/[0-9]/.test(password)) return 'Password should have at least one number';
  if (policy.RequireSymbols && !SYMBOL.test(password)) return 'Password should have at least one symbol';
  return undefined;
}

function faultByDefault(password: string, userName: string): string | undefined {
  if (password.length < 8) return 'Password should have a minimum length of 8';
  const types = [/[A-Z]/, /[a-z]/, /[0-9]/, SYMBOL].filter((type) => type.test(password)).length;
  if (types < 3) return 'Password should have at least three of: uppercase letters, lowercase letters, numbers, symbols';
  return password === userName ? 'Password should not be the name of the user' : undefined;
}
