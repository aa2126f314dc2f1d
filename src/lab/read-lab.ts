import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { badLab, type Fault } from './fault.ts';
import { labSchema, stepSchema } from './format.ts';
import { parsePage } from './front-matter.ts';
import type { Lab, Quiz, Step } from './types.ts';
import { parseYaml } from './yaml.ts';

/**
 * Reads the lab in a folder. Its code is not run.
 * Throws SeclabError `lab.invalid`, which names file, line and mend of each fault.
 */
export function readLab(folder: string, origin: Lab['origin']): Lab {
  const read = readLabOrFaults(folder, origin);
  if (Array.isArray(read)) throw badLab(folder, read);
  return read as Lab;
}

/** The lab in a folder, or the faults that keep it from being one. */
export function readLabOrFaults(folder: string, origin: Lab['origin']): Lab | readonly Fault[] {
  const source = readText(folder, 'lab.yaml');
  if (source === undefined) {
    return [{ file: 'lab.yaml', line: 1, problem: `There is no lab.yaml in ${folder}.`, mend: 'add it, or name the folder of a lab' }];
  }
  const parsed = parseYaml(source, labSchema, 'lab.yaml');
  if (parsed.faults !== undefined) return parsed.faults;
  const { format: _format, steps: listed, ...about } = parsed.value;

  const faults: Fault[] = [];
  const lineOf = (needle: string) => Math.max(1, source.split('\n').findIndex((line) => line.includes(needle)) + 1);
  if (about.id !== basename(folder)) {
    const mend = 'give the folder the same name as the lab, since progress is kept under the id';
    faults.push({
      file: 'lab.yaml',
      line: lineOf('id:'),
      problem: `The id is \`${about.id}\`, the folder is \`${basename(folder)}\`.`,
      mend,
    });
  }
  const ids = listed.map(({ id }) => id);
  for (const [index, { id, after }] of listed.entries()) {
    const line = lineOf(`id: ${id}`);
    if (ids.indexOf(id) !== index) faults.push({ file: 'lab.yaml', line, problem: `There are two steps \`${id}\`.`, mend: 'rename one' });
    for (const earlier of after.filter((name) => !ids.slice(0, index).includes(name))) {
      const mend = `name one of: ${ids.slice(0, index).join(', ') || '(none comes before)'}`;
      faults.push({ file: 'lab.yaml', line, problem: `Step \`${id}\` comes after \`${earlier}\`, which is no earlier step.`, mend });
    }
  }

  const steps: Step[] = [];
  for (const { id, title, points, after } of listed) {
    const page = readStep(folder, id);
    if (page.faults !== undefined) faults.push(...page.faults);
    else steps.push({ id, title, points, after, ...page.step });
  }
  const onRealAws = readText(folder, 'on-real-aws.md');
  if (onRealAws === undefined) {
    const mend = 'add three lines: what differs, what it costs, how to clean up';
    faults.push({ file: 'on-real-aws.md', line: 1, problem: 'There is no such file.', mend });
  }
  if (faults.length > 0) return faults;
  return { ...about, steps, onRealAws: onRealAws ?? '', folder, origin };
}

type StepPage = Pick<Step, 'text' | 'hints' | 'afterwards' | 'quiz'>;

function readStep(folder: string, id: string): { step: StepPage; faults?: never } | { faults: readonly Fault[]; step?: never } {
  const file = `steps/${id}.md`;
  const source = readText(folder, file);
  if (source === undefined) {
    return { faults: [{ file, line: 1, problem: 'There is no such file.', mend: `add the text of step \`${id}\`` }] };
  }
  const page = parsePage(source, stepSchema, file);
  if (page.faults !== undefined) return page;
  const { hints, quiz, afterwards } = page.value.front;
  const asked: Quiz | undefined = quiz;
  return { step: { text: page.value.body.trim(), hints, afterwards, ...(asked === undefined ? {} : { quiz: asked }) } };
}

function readText(folder: string, file: string): string | undefined {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : undefined;
}
