import { afterAll, expect, test } from 'vitest';
import { openLab } from '../../src/lab/index.ts';
import { makeLab, removeFolders } from './make-lab.ts';

afterAll(removeFolders);

const CHECKS = 'export const only = check({ exists: [role("a")] });';
const STEP = '---\nhints: [a, b]\nafterwards: c\n---\nText.\n';

test('a lab is read with all that its folder says', () => {
  const lab = makeLab({ checks: CHECKS, names: { PHOTOS: 'lab-photos' } });
  expect(lab).toMatchObject({ id: 'made-lab', region: 'eu-west-1', names: { PHOTOS: 'lab-photos' }, prerequisites: [], origin: 'folder' });
  expect(lab.steps[0]).toMatchObject({ id: 'only', points: 10, after: [], hints: ['Look here.', 'Look there.', 'Do this.'] });
  expect(lab.steps[0]?.text).toMatch(/^# A step/);
  expect(lab.steps[0]?.quiz?.options.map(({ right }) => right)).toEqual([true, false]);
});

test.each<[string, Parameters<typeof makeLab>[0], RegExp]>([
  [
    'a step without text',
    { checks: CHECKS, steps: ['one', 'two'], files: { 'steps/two.md': '' } },
    /steps\/two\.md:1: The page has no front matter\. Mend: /,
  ],
  [
    'a step that comes after a later one',
    { checks: CHECKS, steps: ['{ id: one, title: t, points: 1, after: [two] }', 'two'] },
    /lab\.yaml:\d+: Step `one` comes after `two`, which is no earlier step/,
  ],
  ['two steps of one name', { checks: CHECKS, steps: ['one', 'one'] }, /lab\.yaml:\d+: There are two steps `one`/],
  [
    'a word that the format does not have',
    { checks: CHECKS, files: { 'steps/only.md': STEP.replace('hints', 'hint') } },
    /steps\/only\.md:2: .*hint/,
  ],
  [
    'a quiz without a right answer',
    {
      checks: CHECKS,
      files: {
        'steps/only.md': STEP.replace('---\nText', 'quiz: { question: q, options: [{ text: a, why: b }, { text: c, why: d }] }\n---\nText'),
      },
    },
    /must have an option with `right: true`/,
  ],
  ['points that are no number', { checks: CHECKS, steps: ['{ id: only, title: t, points: ten }'] }, /lab\.yaml:\d+: `steps\.0\.points`/],
  ['YAML that is none', { checks: CHECKS, files: { 'lab.yaml': 'title: a: b\n' } }, /lab\.yaml:1: This is not YAML/],
  ['an account that is no number', { checks: CHECKS, accounts: { main: '123' } }, /must be 12 digits/],
])('%s is named with file, line and mend', (_what, parts, message) => {
  expect(() => makeLab(parts)).toThrow(message);
});

test('an unknown lab is answered with the closest one', () => {
  expect(() => openLab('helo')).toThrow('Did you mean `hello`?');
  expect(() => openLab('./no/such/folder')).toThrow('There is no folder');
});
