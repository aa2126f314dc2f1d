import { createHash } from 'node:crypto';

import { type Random, spell } from '../../../src/emulator/store/random.ts';

/** Randomness that a seed fixes: the same calls in the same order give the same answers. */
export function seededRandom(seed = 'seclab'): Random {
  let count = 0;
  const bytes = (length: number): Uint8Array => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, () => createHash('sha256').update(`${seed}/${count++}`).digest());
    return Buffer.concat(blocks).subarray(0, length);
  };
  return {
    bytes,
    integer: (below) => Number(Buffer.from(bytes(6)).readUIntBE(0, 6) % below),
    uuid: () => {
      const hex = Buffer.from(bytes(16)).toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
    base32: (length) => spell(bytes(length), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
    base64: (length) => spell(bytes(length), 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'),
  };
}
