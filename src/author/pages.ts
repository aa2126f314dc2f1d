import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { z } from 'zod';
import { SeclabError } from '../aws/seclab-error.ts';
import { badLab, type Fault } from '../lab/fault.ts';
import { attemptSchema, mistakeSchema } from '../lab/format.ts';
import { parsePage } from '../lab/front-matter.ts';
import type { Lab } from '../lab/index.ts';
import { type Fence, sectionsOf } from './fences.ts';

/** A way through a whole lab. */
export interface Solution {
  /** The file's name without `.md`. */
  readonly name: string;
  readonly file: string;
  /** By step id. */
  readonly steps: ReadonlyMap<string, readonly Fence[]>;
}

/** Something tried at one step, with what the check must say to it. */
export interface Attempt {
  readonly name: string;
  readonly file: string;
  readonly step: string;
  readonly expect: 'passed' | 'failed';
  /** Words that a finding must have. */
  readonly says?: string;
  /** Requests that must stand in the evidence. */
  readonly refused: readonly string[];
  /** The solution that is replayed up to the step. */
  readonly after?: string;
  readonly fences: readonly Fence[];
}

export interface Pages {
  readonly solutions: readonly Solution[];
  readonly mistakes: readonly Attempt[];
  readonly faults: readonly Fault[];
}

/** Reads a lab's solutions and mistakes, with what is wrong in them. */
export function readPages(lab: Lab): Pages {
  const faults: Fault[] = [];
  const solutions = pagesIn(join(lab.folder, 'solutions')).map((path) => readSolution(lab, path, faults));
  const names = solutions.map(({ name }) => name);
  const mistakes = pagesIn(join(lab.folder, 'mistakes')).flatMap((path) => {
    const file = fileIn(lab, path);
    const page = readAttempt(lab, path, mistakeSchema, (front) => ({ ...front, expect: 'failed' }));
    if (page.faults !== undefined) faults.push(...page.faults);
    else if (page.attempt.after !== undefined && !names.includes(page.attempt.after)) {
      const mend = `name one of: ${names.join(', ')}`;
      faults.push({ file, line: 1, problem: `There is no solution \`${page.attempt.after}\`.`, mend });
    }
    return page.attempt === undefined ? [] : [page.attempt];
  });
  return { solutions, mistakes, faults };
}

/**
 * Reads further attempts from a folder, sub-folders too: Markdown in the format of mistakes, with `step` and `expect`.
 * Throws SeclabError `lab.invalid`, or `attempts.none` for a folder without any.
 */
export function readAttempts(lab: Lab, folder: string): readonly Attempt[] {
  const paths = pagesIn(folder);
  if (paths.length === 0) throw new SeclabError('attempts.none', `There are no attempts (\`*.md\`) in ${folder}.`);
  const pages = paths.map((path) => readAttempt(lab, path, attemptSchema, (front) => front, folder));
  const faults = pages.flatMap((page) => page.faults ?? []);
  if (faults.length > 0) throw badLab(folder, faults);
  return pages.flatMap(({ attempt }) => (attempt === undefined ? [] : [attempt]));
}

function readSolution(lab: Lab, path: string, faults: Fault[]): Solution {
  const file = fileIn(lab, path);
  const steps = new Map<string, readonly Fence[]>();
  const ids = lab.steps.map(({ id }) => id);
  for (const { heading, line, fences } of sectionsOf(readText(path))) {
    if (heading === '') {
      if (fences.length > 0)
        faults.push({ file, line, problem: 'Commands stand before the first step.', mend: 'put them under `## STEP`' });
    } else if (!ids.includes(heading)) {
      faults.push({ file, line, problem: `There is no step \`${heading}\`.`, mend: `name one of: ${ids.join(', ')}` });
    } else steps.set(heading, fences);
  }
  for (const id of ids.filter((step) => !steps.has(step))) {
    faults.push({ file, line: 1, problem: `It does not solve step \`${id}\`.`, mend: `add \`## ${id}\` with its commands` });
  }
  return { name: nameOf(path), file, steps };
}

type Front = z.infer<typeof attemptSchema>;

function readAttempt<Schema extends z.ZodType>(
  lab: Lab,
  path: string,
  schema: Schema,
  toFront: (front: z.infer<Schema>) => Front,
  folder: string = lab.folder,
): { readonly attempt: Attempt; readonly faults?: never } | { readonly faults: readonly Fault[]; readonly attempt?: never } {
  const file = relative(folder, path).replaceAll('\\', '/');
  const page = parsePage(readText(path), schema, file);
  if (page.faults !== undefined) return page;
  const { step, expect, says, refused, after } = toFront(page.value.front);
  const fences = sectionsOf(page.value.body, page.value.bodyLine).flatMap((section) => section.fences);
  if (!lab.steps.some(({ id }) => id === step)) {
    const mend = `name one of: ${lab.steps.map(({ id }) => id).join(', ')}`;
    return { faults: [{ file, line: 2, problem: `There is no step \`${step}\`.`, mend }] };
  }
  if (fences.length === 0) return { faults: [{ file, line: 1, problem: 'It does nothing.', mend: 'add a fence with its commands' }] };
  const optional = { ...(says === undefined ? {} : { says }), ...(after === undefined ? {} : { after }) };
  return { attempt: { name: nameOf(path), file, step, expect, refused, fences, ...optional } };
}

function pagesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  return names.toSorted().map((name) => join(folder, name));
}

function readText(path: string): string {
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
}

function fileIn(lab: Lab, path: string): string {
  return relative(lab.folder, path).replaceAll('\\', '/');
}

function nameOf(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? '').replace(/\.md$/, '');
}
