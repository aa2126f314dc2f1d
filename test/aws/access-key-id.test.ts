import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { accountOfAccessKeyId, makeAccessKeyId } from '../../src/aws/access-key-id.ts';

test.each(['000000000000', '000000000001', '111122223333', '549755813887', '549755813888', '999999999999'])(
  'a key id of account %s leads back to it',
  (account) => {
    for (let draw = 0; draw < 50; draw++) {
      const id = makeAccessKeyId('AKIA', account, (below) => randomInt(below));
      expect(id).toMatch(/^AKIA[Q-Z2-7][A-Z2-7]{15}$/);
      expect(accountOfAccessKeyId(id)).toBe(account);
    }
  },
);

test('reads an id that AWS made', () => {
  // Published with its account by the one who found the encoding: https://medium.com/@TalBeerySec/a-short-note-on-aws-key-id-f88cc4317489
  expect(accountOfAccessKeyId('ASIAY34FZKBOKMUTVV7A')).toBe('609629065308');
});

test.each(['', 'AKIA', 'AIDAY34FZKBOKMUTVV7A', 'ASIAY34FZKBOKMUTVV71', 'asiay34fzkbokmutvv7a'])('%s is no access key id', (text) => {
  expect(accountOfAccessKeyId(text)).toBeUndefined();
});
