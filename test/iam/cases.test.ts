import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evaluateCase } from '../../src/iam/index.ts';

const cases: { id: string; note?: string; mustNot?: string }[] = JSON.parse(
  readFileSync(new URL('./cases/iam-cases.json', import.meta.url), 'utf8'),
);

test('there are 160 cases', () => {
  expect(cases).toHaveLength(160);
});

test.each(cases)('$id: $note', (one) => {
  const judged = evaluateCase(one);
  expect(judged.got).not.toBe(one.mustNot);
  expect(judged).toMatchObject({ id: one.id, ok: true });
});
