import { defineCommand } from '../command.ts';
import { requireRun } from '../place.ts';

/** `seclab reset` */
export default defineCommand({
  notes: 'Your files are kept beside, in `kept`. Hints that were read stay read. Open shells of the lab must be opened anew.',
  async run(context) {
    const run = await requireRun(context);
    context.say(`Setting up ${run.lab.title} anew ...`);
    await run.reset();
    context.print(`${run.lab.title} is as it was at its start, with new accounts. Your files: ${run.files}`);
    return 0;
  },
});
