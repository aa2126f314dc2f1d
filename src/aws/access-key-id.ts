const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** One bit that is set, 40 bits of the account, 4 bits that mean nothing: 45 bits, 5 a character. */
const HEAD_CHARACTERS = 9;
const TAIL_CHARACTERS = 7;
const ACCOUNT_MASK = (1n << 40n) - 1n;

/** `AKIA` for long-term keys of a user or of the root user, `ASIA` for temporary ones. */
export type AccessKeyPrefix = 'AKIA' | 'ASIA';

/**
 * Makes a 20-character access key id whose characters from the fifth on carry the account in base32, as AWS's do.
 * `random` gives an integer from 0 up to, not including, its argument.
 */
export function makeAccessKeyId(prefix: AccessKeyPrefix, account: string, random: (below: number) => number): string {
  const head = encode((((1n << 40n) | BigInt(account)) << 4n) | BigInt(random(16)), HEAD_CHARACTERS);
  const tail = Array.from({ length: TAIL_CHARACTERS }, () => BASE32[random(32)]).join('');
  return prefix + head + tail;
}

/** The 12-digit account that an access key id carries; undefined where the text is no access key id. */
export function accountOfAccessKeyId(accessKeyId: string): string | undefined {
  if (!/^A[KS]IA[A-Z2-7]{16}$/.test(accessKeyId)) return undefined;
  let value = 0n;
  for (const character of accessKeyId.slice(4, 4 + HEAD_CHARACTERS)) value = (value << 5n) | BigInt(BASE32.indexOf(character));
  const account = ((value >> 4n) & ACCOUNT_MASK).toString().padStart(12, '0');
  return account.length === 12 ? account : undefined;
}

function encode(value: bigint, length: number): string {
  let text = '';
  for (let rest = value, i = 0; i < length; i++, rest >>= 5n) text = (BASE32[Number(rest & 31n)] ?? '') + text;
  return text;
}
