import { randomBytes, randomInt, randomUUID } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Randomness as an argument, so that tests can fix it. */
export interface Random {
  /** An integer from 0 up to, not including, `below`. */
  integer(below: number): number;
  bytes(length: number): Uint8Array;
  uuid(): string;
  /** `length` characters of A-Z2-7: unique ids such as `AIDA...`, secrets of keys by their own alphabet. */
  base32(length: number): string;
  base64(length: number): string;
}

/** The operating system's randomness. */
export function systemRandom(): Random {
  return {
    integer: (below) => randomInt(below),
    bytes: (length) => randomBytes(length),
    uuid: () => randomUUID(),
    base32: (length) => spell(randomBytes(length), BASE32),
    base64: (length) => spell(randomBytes(length), BASE64),
  };
}

/** One character a byte; the alphabets have 32 and 64 characters, so none is likelier than another. */
export function spell(bytes: Uint8Array, alphabet: string): string {
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
}
