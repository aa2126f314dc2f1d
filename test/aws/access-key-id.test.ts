import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOfAccessKeyId, makeAccessKeyId } from '../../src/aws/access-key-id.ts';

const account = fc.integer({ min: 0, max: 999_999_999_999 }).map((number) => String(number).padStart(12, '0'));

describe('access key ids', () => {
  it('carry any account there and back', () => {
    fc.assert(
      fc.property(account, fc.constantFrom('AKIA' as const, 'ASIA' as const), fc.infiniteStream(fc.nat()), (id, prefix, numbers) => {
        const key = makeAccessKeyId(prefix, id, (below) => (numbers.next().value ?? 0) % below);
        expect(key).toMatch(new RegExp(`^${prefix}[A-Z2-7]{16}$`));
        expect(accountOfAccessKeyId(key)).toBe(id);
      }),
    );
  });

  // Published with its account in public write-ups of the format.
  it("read the account of one of AWS's own", () => {
    expect(accountOfAccessKeyId('ASIAQNZGKIQY56JQ7WML')).toBe('029608264753');
  });

  it.each(['', 'AKIA', 'akia5p44fq24ket7xxuu', 'AKIA5P44FQ24KET7XXU1', 'AROA5P44FQ24KET7XXUU'])('are not %j', (text) => {
    expect(accountOfAccessKeyId(text)).toBeUndefined();
  });
});
