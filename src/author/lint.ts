import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeclabError } from '../aws/seclab-error.ts';
import type { Fault, Lab } from '../lab/index.ts';
import { listLabs } from '../lab/index.ts';
import { loadChecks, loadSetup } from '../lab/load-code.ts';
import { readLabOrFaults } from '../lab/read-lab.ts';
import { type Fence, sectionsOf } from './fences.ts';
import { type Pages, readPages } from './pages.ts';

const SHARED_RUN = 40;
const FEWEST_SOLUTIONS = 2;

/**
 * Looks for faults in a lab's folder, without a sandbox. Its `checks.ts` and `setup.ts` are loaded: lint only a lab that you trust.
 * Gives each fault with file, line and mend; none for a lab that is ready to be proven.
 */
export async function lintLab(folder: string, origin: Lab['origin'] = 'folder'): Promise<readonly Fault[]> {
  const lab = readLabOrFaults(folder, origin);
  if (isFaults(lab)) return lab;
  const pages = readPages(lab);
  return [
    ...pages.faults,
    ...(await codeFaults(lab)),
    ...prerequisiteFaults(lab),
    ...strayFaults(lab),
    ...coverageFaults(lab, pages),
    ...spoilerFaults(lab, pages),
    ...portabilityFaults(lab),
  ];
}

function isFaults(read: Lab | readonly Fault[]): read is readonly Fault[] {
  return Array.isArray(read);
}

async function codeFaults(lab: Lab): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const [file, load] of [['checks.ts', loadChecks] as const, ['setup.ts', loadSetup] as const]) {
    try {
      await load(lab);
    } catch (error) {
      if (!(error instanceof SeclabError)) throw error;
      faults.push({ file, line: 1, problem: error.message, mend: `see docs/labs.md, "${file}"` });
    }
  }
  return faults;
}

function prerequisiteFaults(lab: Lab): readonly Fault[] {
  const known = lab.prerequisites.length === 0 ? [] : listLabs().map(({ id }) => id);
  return lab.prerequisites
    .filter((id) => !known.includes(id))
    .map((id) => ({
      file: 'lab.yaml',
      line: lineOf(lab, 'lab.yaml', 'prerequisites'),
      problem: `The prerequisite \`${id}\` is no lab.`,
      mend: `name one of: ${known.join(', ')}`,
    }));
}

/** Texts that belong to no step are never shown. */
function strayFaults(lab: Lab): readonly Fault[] {
  const ids = lab.steps.map(({ id }) => `${id}.md`);
  return readdirSync(join(lab.folder, 'steps'))
    .filter((name) => name.endsWith('.md') && !ids.includes(name))
    .map((name) => ({
      file: `steps/${name}`,
      line: 1,
      problem: 'It is the text of no step.',
      mend: 'list the step in lab.yaml, or delete the file',
    }));
}

function coverageFaults(lab: Lab, { solutions, mistakes }: Pages): readonly Fault[] {
  const faults: Fault[] = [];
  if (solutions.length < FEWEST_SOLUTIONS) {
    const mend = 'write down another right way, so that the checks are known not to ask for the spelling of one';
    faults.push({ file: 'solutions/', line: 1, problem: `There are ${solutions.length} solutions; ${FEWEST_SOLUTIONS} are needed.`, mend });
  }
  for (const { id } of lab.steps.filter((step) => !mistakes.some((mistake) => mistake.step === step.id))) {
    const mend = `add a page with \`step: ${id}\`, so that its check is known to refuse something`;
    faults.push({ file: 'mistakes/', line: 1, problem: `No mistake is written for step \`${id}\`.`, mend });
  }
  return faults;
}

/** A hint that is not the last one may not give away a part of a solution. */
function spoilerFaults(lab: Lab, { solutions }: Pages): readonly Fault[] {
  const faults: Fault[] = [];
  for (const { id, hints } of lab.steps) {
    const file = `steps/${id}.md`;
    for (const [index, hint] of hints.slice(0, -1).entries()) {
      for (const { file: solution, steps } of solutions) {
        const shared = (steps.get(id) ?? []).map((fence) => sharedRun(hint, fence.text)).find((run) => run !== undefined);
        if (shared === undefined) continue;
        const problem = `Hint ${index + 1} shares "${shared}" with ${solution}.`;
        faults.push({
          file,
          line: lineOf(lab, file, hint.slice(0, 30)),
          problem,
          mend: 'say where to look, not what to write; only the last hint is the answer',
        });
      }
    }
  }
  return faults;
}

/** A run of 40 characters that stands in both texts, spaces counted once. */
function sharedRun(one: string, other: string): string | undefined {
  const a = one.replaceAll(/\s+/g, ' ');
  const b = other.replaceAll(/\s+/g, ' ');
  for (let start = 0; start + SHARED_RUN <= a.length; start++) {
    const run = a.slice(start, start + SHARED_RUN);
    if (b.includes(run)) return run;
  }
  return undefined;
}

const NOT_EVERYWHERE: readonly (readonly [RegExp, string])[] = [
  [/\$\(|`/, 'a command inside a command'],
  [/<</, 'a here-document'],
  [/\\\n/, 'a command over several lines'],
  [/(^|[|;&]\s*)(jq|zip|sed|awk|grep|xargs)\b/m, 'a tool that Windows does not have'],
];

/** `sh` blocks that learners read must also work where there is no bash. */
function portabilityFaults(lab: Lab): readonly Fault[] {
  const pages = lab.steps.map(({ id }) => `steps/${id}.md`);
  return pages.flatMap((file) => {
    const fences = sectionsOf(readText(lab, file).replace(/^---\n[\s\S]*?\n---\n/, (head) => head.replaceAll(/[^\n]/g, ''))).flatMap(
      ({ fences }) => fences,
    );
    const hasTwin = (fence: Fence) => fences[fences.indexOf(fence) + 1]?.kind === 'powershell';
    return fences.flatMap((fence) => {
      if (fence.kind !== 'commands' || hasTwin(fence)) return [];
      const mend = 'write it in plain commands, or put a `powershell` block after it';
      return NOT_EVERYWHERE.filter(([pattern]) => pattern.test(fence.text)).map(([, what]) => ({
        file,
        line: fence.line,
        problem: `The block has ${what}.`,
        mend,
      }));
    });
  });
}

function lineOf(lab: Lab, file: string, needle: string): number {
  return Math.max(
    1,
    readText(lab, file)
      .split('\n')
      .findIndex((line) => line.includes(needle)) + 1,
  );
}

function readText(lab: Lab, file: string): string {
  const path = join(lab.folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : '';
}
