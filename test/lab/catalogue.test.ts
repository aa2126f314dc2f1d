import { writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { listLabs, openLab, readCatalogue } from '../../src/lab/index.ts';
import { readPath } from '../../src/lab/path.ts';
import { makeLab, removeFolders, temporaryFolder } from './make-lab.ts';

afterAll(removeFolders);

const CHECKS = 'export const only = check({ exists: [role("a")] });';

test('labs come in the order of the path, and it names those that are still to come', () => {
  const { labs, toCome, broken } = readCatalogue({});
  expect(broken).toEqual([]);
  const path = readPath().map(({ id }) => id);
  const there = labs.map(({ id }) => id);
  expect(there).toEqual(path.filter((id) => there.includes(id)));
  expect(toCome.map(({ id }) => id)).toEqual(path.filter((id) => !there.includes(id)));
  expect(there[0]).toBe('hello');
});

test('each lab of the program stands in the path, under its title', () => {
  const titles = new Map(readPath().map(({ id, title }) => [id, title]));
  for (const { id, title } of listLabs({})) expect(titles.get(id)).toBe(title);
});

test('a lab that is still to come is no spelling mistake', () => {
  const [first] = readCatalogue({}).toCome;
  if (first === undefined) return;
  expect(() => openLab(first.id, {})).toThrow(`The lab \`${first.id}\` (${first.title}) is still to come.`);
});

test('a broken lab from outside is named, and so is a folder that is none; the others are listed', () => {
  const { folder } = makeLab({ checks: CHECKS });
  const broken = makeLab({ checks: CHECKS }).folder;
  writeFileSync(join(broken, 'lab.yaml'), 'format: 1\nid: [made-lab\n');
  const nowhere = join(temporaryFolder(), 'nowhere');
  const env = { SECLAB_LABS: [broken, nowhere, dirname(folder)].join(delimiter) };
  const catalogue = readCatalogue(env);
  expect(catalogue.labs.map(({ id }) => id)).toEqual(expect.arrayContaining(['hello', 'made-lab']));
  expect(catalogue.broken.map(({ code }) => code)).toEqual(['lab.unknown', 'lab.invalid']);
  expect(catalogue.broken[0]?.message).toBe(`SECLAB_LABS names ${nowhere}, which is no folder.`);
  expect(catalogue.broken[1]?.message).toMatch(/made-lab has a fault:\n {2}lab\.yaml:\d: This is not YAML: .* Mend: /);
  expect(openLab('hello', env).id).toBe('hello');
});
