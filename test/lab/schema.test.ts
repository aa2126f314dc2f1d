import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { labSchema } from '../../src/lab/format.ts';

const PATH = new URL('../../docs/lab.schema.json', import.meta.url);

test('docs/lab.schema.json says what lab.yaml may hold (SECLAB_WRITE=1 writes it anew)', () => {
  const schema = { title: 'lab.yaml of a seclab lab', ...z.toJSONSchema(labSchema, { io: 'input' }) };
  if (process.env['SECLAB_WRITE'] === '1') writeFileSync(PATH, `${JSON.stringify(schema, undefined, 2)}\n`);
  expect(JSON.parse(readFileSync(PATH, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
});

test('each field of lab.yaml stands in docs/labs.md', () => {
  const page = readFileSync(new URL('../../docs/labs.md', import.meta.url), 'utf8');
  for (const field of Object.keys(labSchema.shape)) expect(page).toContain(`\`${field}\``);
});
