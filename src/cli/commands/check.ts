import { requireStep } from '../chosen-step.ts';
import { defineCommand } from '../command.ts';
import { requireRun } from '../place.ts';
import { resultsText } from '../print/result.ts';
import type { StepResult } from '../../lab/types.ts';

/** `seclab check [STEP]` */
export default defineCommand<{ json?: true }>({
  syntax: (command) =>
    command.argument('[step]', 'id of a step; default: all of them').option('--json', 'print JSON (docs/json/check.schema.json)'),
  notes: 'Exit code: 0 all passed, 1 not passed, 3 the check could not tell.',
  async run(context, [id], { json }) {
    const run = await requireRun(context);
    const passedBefore = new Set(run.state().steps.flatMap(({ id: step, passedAt }) => (passedAt === undefined ? [] : [step])));
    const results = await run.check(id === undefined ? undefined : [requireStep(run, id).id], context.signal);
    context.print(json ? JSON.stringify(results, null, 2) : resultsText(run, results, passedBefore));
    return exitCode(results);
  },
});

/** A failure counts more than a check that could not tell, and that more than a step that had to wait. */
function exitCode(results: readonly StepResult[]): number {
  const words = new Set(results.map(({ result }) => result));
  if (words.has('failed')) return 1;
  if (words.has('unable')) return 3;
  return words.has('blocked') ? 1 : 0;
}
