import type { Check, CheckAccess } from '../check/types.ts';
import type { Lab, Step, StepResult } from './types.ts';

interface GradeInput {
  readonly lab: Lab;
  readonly step: Step;
  readonly check: Check | undefined;
  /** An Error: the sandbox cannot be asked. */
  readonly access: CheckAccess | Error;
  /** Steps that have passed, at any time of the run. */
  readonly passed: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** Grades one step. Never throws. */
export async function gradeStep({ lab, step, check, access, passed, signal }: GradeInput): Promise<StepResult> {
  const about = { lab: lab.id, step: step.id, decidedBy: [] };
  const missing = step.after.filter((id) => !passed.has(id));
  if (missing.length > 0) {
    const titles = missing.map((id) => `\`${id}\``).join(' and ');
    const finding = {
      ok: false,
      lookedFor: `Step ${titles} first.`,
      found: `${titles} has not passed yet.`,
      why: 'This step builds on it.',
      evidence: [],
    };
    return { ...about, result: 'blocked', findings: [finding] };
  }
  if (access instanceof Error || check === undefined) {
    const reason = access instanceof Error ? access.message : `there is no check for step \`${step.id}\``;
    return { ...about, result: 'unable', findings: [unableFinding(step, reason)] };
  }
  try {
    const graded = await check.run(access, signal);
    return { lab: lab.id, step: step.id, ...graded };
  } catch (error) {
    return { ...about, result: 'unable', findings: [unableFinding(step, error instanceof Error ? error.message : String(error))] };
  }
}

function unableFinding(step: Step, reason: string) {
  return {
    ok: false,
    lookedFor: `The state of step \`${step.id}\`.`,
    found: `It could not be checked: ${reason}`,
    why: 'This is not your fault, and it does not count.',
    evidence: [],
  };
}
