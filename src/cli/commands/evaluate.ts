import { readFileSync, writeFileSync } from 'node:fs';
import { SeclabError } from '../../aws/seclab-error.ts';
import type { JudgedCase } from '../../iam/index.ts';
import { defineCommand } from '../command.ts';
import { junitText } from '../print/junit.ts';
import { count, indent } from '../print/words.ts';

/** `seclab evaluate FILE...` */
export default defineCommand<{ json?: true; junit?: string }>({
  syntax: (command) =>
    command
      .argument('<file...>', 'JSON: a list of cases (docs/policy-tests.md)')
      .option('--json', 'print JSON (docs/json/evaluate.schema.json)')
      .option('--junit <file>', 'also write JUnit XML, for build servers'),
  notes: 'Exit code: 0 every case came out as expected, 1 some did not.',
  async run(context, files, { json, junit }) {
    const { evaluateCase } = await import('../../iam/index.ts');
    const suites = files
      .flat()
      .map(String)
      .map((file) => ({
        file,
        judged: casesOf(file).map((value, index) => judge(evaluateCase, value, `${file}, case ${index + 1}`)),
      }));
    const judged = suites.flatMap((suite) => suite.judged);
    if (junit !== undefined) write(junit, junitText(suites));
    context.print(json ? JSON.stringify(judged, null, 2) : judgedText(judged));
    return judged.every(({ ok }) => ok) ? 0 : 1;
  },
});

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SeclabError('junit.unwritable', `Cannot write ${file}: ${why}`, { cause, exit: 3 });
  }
}

function casesOf(file: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new SeclabError('cases.unreadable', `Cannot read cases from ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  if (!Array.isArray(value)) throw new SeclabError('cases.unreadable', `Expected ${file} to hold a list of cases, got ${typeof value}.`);
  return value;
}

function judge(evaluateCase: (value: unknown) => JudgedCase, value: unknown, place: string): JudgedCase {
  try {
    return evaluateCase(value);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new SeclabError('cases.unreadable', `${place}: ${cause.message}`, { cause });
  }
}

function judgedText(judged: readonly JudgedCase[]): string {
  const right = judged.filter(({ ok }) => ok);
  const lines = judged.map(
    ({ id, expected, got, ok, decidedBy }) => `${ok ? '✓' : '✗'} ${id}\n${indent(`expected ${expected}, got ${got}: ${decidedBy}`)}`,
  );
  return [...lines, `${right.length} of ${count(judged.length, 'case')} as expected.`].join('\n');
}
