const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const FORM = /^A[KS]IA[A-Z2-7]{16}$/;
const HEAD_CHARACTERS = 9;
const TAIL_CHARACTERS = 7;
const ACCOUNT_BITS = 40n;
const BITS_BELOW = 4n;

/** `AKIA` for long-term keys of a user or of the root user, `ASIA` for temporary ones. */
export type AccessKeyPrefix = 'AKIA' | 'ASIA';

/**
 * Makes a 20-character access key id that carries its account as AWS's do: after the prefix a base32 text, whose first bit is set and
 * whose next 40 bits are the account. `random` gives an integer from 0 up to, not including, its argument.
 */
export function makeAccessKeyId(prefix: AccessKeyPrefix, account: string, random: (below: number) => number): string {
  const bits = (1n << (ACCOUNT_BITS + BITS_BELOW)) | (BigInt(account) << BITS_BELOW) | BigInt(random(16));
  const tail = Array.from({ length: TAIL_CHARACTERS }, () => BASE32[random(32)]).join('');
  return prefix + encode(bits, HEAD_CHARACTERS) + tail;
}

/** The 12-digit account that an access key id carries; undefined where the text is no access key id. */
export function accountOfAccessKeyId(accessKeyId: string): string | undefined {
  if (!FORM.test(accessKeyId)) return undefined;
  let bits = 0n;
  for (const character of accessKeyId.slice(4, 4 + HEAD_CHARACTERS)) bits = (bits << 5n) | BigInt(BASE32.indexOf(character));
  const account = BigInt.asUintN(Number(ACCOUNT_BITS), bits >> BITS_BELOW)
    .toString()
    .padStart(12, '0');
  return account.length === 12 ? account : undefined;
}

function encode(value: bigint, length: number): string {
  let text = '';
  for (let rest = value, i = 0; i < length; i++, rest >>= 5n) text = (BASE32[Number(rest & 31n)] ?? '') + text;
  return text;
}
