import { afterAll, expect, test } from 'vitest';
import { markdownText } from '../../src/cli/print/markdown.ts';
import { resultsText } from '../../src/cli/print/result.ts';
import { columns } from '../../src/cli/print/words.ts';
import { wrapText } from '../../src/cli/print/wrap.ts';
import type { StepResult } from '../../src/lab/types.ts';
import { removeFolders, startLab, startSandbox } from '../lab/make-lab.ts';

const backend = await startSandbox();
afterAll(async () => {
  await backend.close();
  removeFolders();
});

const ARN = `arn:aws:s3:::${'a-very-long-name-'.repeat(6)}end`;

test('text is wrapped between words, keeps its indentation, and leaves an ARN whole', () => {
  expect(wrapText(`  one two three ${ARN} four`, 14)).toBe(`  one two\n  three\n  ${ARN}\n  four`);
  expect(wrapText('one two three', Infinity)).toBe('one two three');
});

test('the last column is wrapped under itself', () => {
  expect(
    columns(
      [
        ['a', 'bb', 'one two three four five six'],
        ['aa', 'b', 'seven'],
      ],
      33,
    ),
  ).toBe('a   bb  one two three four five\n        six\naa  b   seven');
});

test.each([
  ['a paragraph is one flow of words', 'One\ntwo **three** `a b`.', 80, 'One two three `a b`.'],
  [
    'a command stays as it is to be typed',
    'Do:\n\n```sh\naws s3api get-object --bucket b\n```',
    12,
    'Do:\n\n  aws s3api get-object --bucket b',
  ],
  ['a list hangs', '- one two three\n- four', 10, '- one two\n  three\n- four'],
  ['a numbered list with commands', '1. First:\n\n   ```\n   a\n   ```\n2. Then', 80, '1. First:\n\n     a\n\n2. Then'],
  ['a quotation is set in', '> one\n> two', 80, '  one two'],
  ['a table has columns', '| A | B |\n|---|---|\n| `x` | y z |', 80, 'A    B\n───  ───\n`x`  y z'],
  ['a link says where it goes', '[IAM](https://example.org/iam)', 80, 'IAM (https://example.org/iam)'],
  ['stars in code are code', 'Not `s3:*` on `*`', 80, 'Not `s3:*` on `*`'],
])('Markdown: %s', (_, markdown, width, text) => {
  expect(markdownText(markdown, width)).toBe(text);
});

test('of hundreds of lines of evidence the first five are shown, and where the others are; what passed now is told once', async () => {
  const checks = `export const one = check({ exists: [role('a')] }); export const two = check({ exists: [role('a')] });`;
  const { run } = await startLab(backend, { checks, steps: ['one', 'two'] });
  const evidence = Array.from({ length: 375 }, (_, index) => `s3:Action${index + 1} on x`);
  const results: StepResult[] = [
    {
      lab: 'made-lab',
      step: 'one',
      result: 'failed',
      decidedBy: [],
      findings: [{ ok: false, lookedFor: 'l', found: 'f', why: 'w', evidence }],
    },
    { lab: 'made-lab', step: 'two', result: 'passed', decidedBy: [], findings: [] },
  ];
  const text = resultsText(run, results, new Set());
  expect(text.match(/s3:Action\d+/g)).toHaveLength(5);
  expect(text).toContain('... and 370 more (`seclab check --json` has all)');
  expect(text).toContain('An attacker would have liked it.');
  expect(text).toContain('`seclab hint one`');
  expect(resultsText(run, results, new Set(['two']))).not.toContain('attacker');
});
