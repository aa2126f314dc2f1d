import { defineCommand } from '../command.ts';
import { chosenStep } from '../chosen-step.ts';
import { requireRun } from '../place.ts';
import { markdownText } from '../print/markdown.ts';
import { nextText, stepText } from '../print/step.ts';
import { wrapText } from '../print/wrap.ts';

/** `seclab show [STEP]` */
export default defineCommand({
  syntax: (command) => command.argument('[step]', 'id of a step; default: the first that has not passed'),
  async run(context, [id]) {
    const run = await requireRun(context);
    const step = chosenStep(run, id);
    if (step !== undefined) context.print(`${stepText(run, step)}\n\n${nextText(run.files)}`);
    else context.print(`${wrapText(`All steps of ${run.lab.title} have passed.`)}\n\n${markdownText(run.text(run.lab.onRealAws))}`);
    return 0;
  },
});
