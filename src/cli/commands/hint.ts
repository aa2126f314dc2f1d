import { requireStep } from '../chosen-step.ts';
import { defineCommand } from '../command.ts';
import { requireRun } from '../place.ts';

/** `seclab hint [STEP]` */
export default defineCommand({
  syntax: (command) => command.argument('[step]', 'id of a step; default: the first that has not passed'),
  notes: 'Each hint costs a tenth of the points of its step, the last one, which is the answer, half of them.',
  async run(context, [id]) {
    const run = await requireRun(context);
    const step = requireStep(run, id);
    const hint = run.readHint(step.id);
    if (hint !== undefined) {
      context.print(`Hint ${hint.rung} of ${hint.of} for ${step.id}:\n\n${hint.text.trim()}`);
      return 0;
    }
    const read = step.hints.map((text, index) => `${index + 1}. ${run.text(text).trim()}`);
    context.print(read.length === 0 ? `Step ${step.id} has no hints.` : `All hints for ${step.id} have been read:\n\n${read.join('\n\n')}`);
    return 0;
  },
});
