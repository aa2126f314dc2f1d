import { defineCommand } from '../command.ts';
import { chosenStep } from '../chosen-step.ts';
import { requireRun } from '../place.ts';
import { stepText } from '../print/step.ts';

/** `seclab show [STEP]` */
export default defineCommand({
  syntax: (command) => command.argument('[step]', 'id of a step; default: the first that has not passed'),
  async run(context, [id]) {
    const run = await requireRun(context);
    const step = chosenStep(run, id);
    if (step !== undefined) context.print(stepText(run, step));
    else context.print(`All steps of ${run.lab.title} have passed.\n\n${run.text(run.lab.onRealAws).trim()}`);
    return 0;
  },
});
