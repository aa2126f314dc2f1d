import { replaceNames } from '../check/names.ts';
import type { Lab, StepResult } from '../lab/index.ts';
import { failedFindings } from './findings-in-words.ts';
import type { Attempt, Solution } from './pages.ts';
import type { AttemptProof } from './proof.ts';
import type { Rehearsal, Rehearse } from './rehearsal.ts';

/** Replays a solution up to the attempt's step, plays the attempt, and looks whether the check says what it should. */
export async function proveAttempt(rehearse: Rehearse, lab: Lab, attempt: Attempt, solution: Solution): Promise<AttemptProof> {
  const about = { name: attempt.name, step: attempt.step, expect: attempt.expect };
  const place = lab.steps.findIndex(({ id }) => id === attempt.step);
  return rehearse(async (rehearsal) => {
    const before = lab.steps.slice(0, place).flatMap(({ id }) => solution.steps.get(id) ?? []);
    const broken = (await rehearsal.play(before)) ?? (await rehearsal.play(attempt.fences));
    if (broken !== undefined) return { ...about, ok: false, findings: [], problem: broken };

    const results = await rehearsal.run.check(lab.steps.slice(0, place + 1).map(({ id }) => id));
    const result = results.at(-1);
    if (result === undefined) return { ...about, ok: false, findings: [], problem: 'The check gave no result.' };
    const findings = failedFindings(result);
    const problem = problemOf(attempt, result, rehearsal);
    return { ...about, ok: problem === undefined, result: result.result, findings, ...(problem === undefined ? {} : { problem }) };
  });
}

function problemOf({ expect, says, refused }: Attempt, result: StepResult, { run }: Rehearsal): string | undefined {
  const findings = failedFindings(result);
  if (result.result !== expect) return `Expected the step to be ${expect}, it is ${result.result}. ${findings.join('\n')}`;
  if (says !== undefined && !findings.some((text) => plain(text).includes(plain(replaceNames(says, run.names))))) {
    return `No finding says "${says}": ${findings.join('\n')}`;
  }
  const evidence = result.findings.filter(({ ok }) => !ok).flatMap((finding) => finding.evidence);
  const names = (line: string, request: string) => line === request || line.startsWith(`${request} `) || line.startsWith(`${request}(`);
  const missing = refused.filter((request) => !evidence.some((line) => names(line, replaceNames(request, run.names))));
  return missing.length === 0 ? undefined : `The evidence does not name ${missing.join(', ')}: ${evidence.slice(0, 20).join('; ')}`;
}

/** As it is read aloud: without marks, in lower case. */
function plain(text: string): string {
  return text.replaceAll(/[`*]/g, '').replaceAll(/\s+/g, ' ').toLowerCase();
}
