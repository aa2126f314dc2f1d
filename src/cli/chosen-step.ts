import { SeclabError } from '../aws/seclab-error.ts';
import { closest } from '../check/closest.ts';
import type { Run, Step } from '../lab/types.ts';

/**
 * The step of a run that a command means: the one named, by its id or its number from 1, else the first that has not passed;
 * undefined where all have. Throws SeclabError `step.unknown`.
 */
export function chosenStep(run: Run, named: string | undefined): Step | undefined {
  const { steps, id: lab } = run.lab;
  if (named === undefined) {
    const { current } = run.state();
    return steps.find(({ id }) => id === current);
  }
  const found = steps.find(({ id }, index) => id === named || String(index + 1) === named);
  if (found !== undefined) return found;
  const ids = steps.map(({ id }) => id);
  const near = closest(named, ids);
  const mend = near === undefined ? `Its steps are ${ids.join(', ')}.` : `Did you mean \`${near}\`?`;
  throw new SeclabError('step.unknown', `\`${lab}\` has no step \`${named}\`. ${mend}`);
}

/** As `chosenStep`, where a step must be meant. Throws SeclabError `step.none` where all have passed and none is named. */
export function requireStep(run: Run, named: string | undefined): Step {
  const step = chosenStep(run, named);
  if (step === undefined) throw new SeclabError('step.none', `All steps of \`${run.lab.id}\` have passed: name the one that you mean.`);
  return step;
}
