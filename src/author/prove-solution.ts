import type { Backend } from '../backend/types.ts';
import type { Lab, Run } from '../lab/index.ts';
import { failedFindings } from './findings-in-words.ts';
import type { Solution } from './pages.ts';
import type { SolutionProof } from './proof.ts';
import type { Rehearse } from './rehearsal.ts';
import { snapshotOf } from './snapshot.ts';

/** Plays a solution from a fresh start: after each step's blocks that step and all before it must pass. */
export async function proveSolution(rehearse: Rehearse, lab: Lab, backend: Backend, solution: Solution): Promise<SolutionProof> {
  return rehearse(async (rehearsal) => {
    const steps: { step: string; ok: boolean; problem?: string }[] = [];
    for (const [index, { id }] of lab.steps.entries()) {
      const broken = await rehearsal.play(solution.steps.get(id) ?? []);
      const problem =
        broken ??
        (await notPassed(
          rehearsal.run,
          lab.steps.slice(0, index + 1).map((step) => step.id),
        ));
      steps.push({ step: id, ok: problem === undefined, ...(problem === undefined ? {} : { problem }) });
      if (problem !== undefined) break;
    }
    const ok = steps.length === lab.steps.length && steps.every((step) => step.ok);
    const problem = ok ? await doesMoreThanLook(rehearsal.run, backend) : undefined;
    return { name: solution.name, ok: ok && problem === undefined, steps, ...(problem === undefined ? {} : { problem }) };
  });
}

async function notPassed(run: Run, steps: readonly string[]): Promise<string | undefined> {
  const results = await run.check(steps);
  const bad = results.filter(({ result }) => result !== 'passed');
  if (bad.length === 0) return undefined;
  return bad.map((result) => `Step \`${result.step}\` is ${result.result}: ${failedFindings(result).join('\n')}`).join('\n');
}

/** Does a check give the same result twice, and leave the accounts as they are? */
async function doesMoreThanLook(run: Run, backend: Backend): Promise<string | undefined> {
  const accounts = Object.values(run.accounts);
  const before = await snapshotOf(backend, accounts);
  const first = await run.check();
  const second = await run.check();
  const after = await snapshotOf(backend, accounts);
  if (JSON.stringify(first) !== JSON.stringify(second)) {
    const differing = first.filter((result, index) => JSON.stringify(result) !== JSON.stringify(second[index]));
    return `Checking twice gave two results: ${differing.map(({ step }) => `\`${step}\``).join(', ')}.`;
  }
  return before === after ? undefined : `Checking changed the accounts: ${firstDifference(before, after)}`;
}

function firstDifference(before: string, after: string): string {
  const lines = after.split('\n');
  const index = before.split('\n').findIndex((line, at) => line !== lines[at]);
  return `${before.split('\n')[index]?.trim() ?? '(nothing)'} became ${lines[index]?.trim() ?? '(nothing)'}`;
}
