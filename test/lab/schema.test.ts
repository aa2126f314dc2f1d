import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { labSchema } from '../../src/lab/format.ts';

test('docs/lab.schema.json says what lab.yaml may hold (vitest -u writes it anew)', async () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'lab.yaml of a seclab lab',
    ...z.toJSONSchema(labSchema, { io: 'input' }),
  };
  await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot('../../docs/lab.schema.json');
});

test('each field of lab.yaml stands in docs/labs.md', () => {
  const page = readFileSync(new URL('../../docs/labs.md', import.meta.url), 'utf8');
  for (const field of Object.keys(labSchema.shape)) expect(page).toContain(`\`${field}\``);
});
