import type { JudgedCase } from '../../iam/index.ts';

/** Judged cases as JUnit XML, which build servers read: one suite a file, one test a case. */
export function junitText(suites: readonly { readonly file: string; readonly judged: readonly JudgedCase[] }[]): string {
  const all = suites.flatMap(({ judged }) => judged);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="seclab evaluate" ${counts(all)}>`,
    ...suites.flatMap(({ file, judged }) => [
      `  <testsuite name="${escape(file)}" ${counts(judged)}>`,
      ...judged.flatMap((one) => testCase(file, one)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function counts(judged: readonly JudgedCase[]): string {
  return `tests="${judged.length}" failures="${judged.filter(({ ok }) => !ok).length}"`;
}

function testCase(file: string, { id, ok, expected, got, decidedBy }: JudgedCase): readonly string[] {
  const start = `    <testcase classname="${escape(file)}" name="${escape(id)}"`;
  if (ok) return [`${start}/>`];
  return [`${start}>`, `      <failure message="expected ${expected}, got ${got}">${escape(decidedBy)}</failure>`, '    </testcase>'];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\t': '&#9;' };

/** What XML cannot hold at all becomes a question mark. */
function escape(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- Control characters are what is meant.
      .replaceAll(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g, '?')
      .replaceAll(/[&<>"\n\t]/g, (character) => ENTITIES[character] ?? character)
  );
}
