import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { modelOrder } from './model-order.ts';

const FILE = fileURLToPath(new URL('../../../src/workbench/aws/member-order.json', import.meta.url));

test('answers are printed in the order of the services’ models (UPDATE_MEMBER_ORDER=1 writes a new table)', async () => {
  const wanted = await modelOrder();
  if (process.env['UPDATE_MEMBER_ORDER']) writeFileSync(FILE, `${JSON.stringify(wanted, null, 2)}\n`);
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(wanted);
});
