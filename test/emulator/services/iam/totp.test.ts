import { expect, it } from 'vitest';
import { totpCode, totpStep } from '../../../../src/emulator/services/iam/totp.ts';

/** The seed of RFC 6238, appendix B (`12345678901234567890`), in base32; its eight-digit codes end with the six digits here. */
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('shows the code of RFC 6238 at second %d', (seconds, code) => {
  expect(totpCode(SEED, totpStep(seconds * 1000))).toBe(code);
});
