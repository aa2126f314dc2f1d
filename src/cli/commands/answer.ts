import { requireStep } from '../chosen-step.ts';
import { defineCommand } from '../command.ts';
import { requireRun } from '../place.ts';
import { SeclabError } from '../../aws/seclab-error.ts';

/** `seclab answer [STEP] OPTION` */
export default defineCommand({
  syntax: (command) =>
    command.argument('[step]', 'id of a step; default: the first that has not passed').argument('[option]', 'number of the answer, from 1'),
  notes: 'The last answer counts.',
  async run(context, [first, second]) {
    const [step, option] = second === undefined ? [undefined, first] : [first, second];
    if (option === undefined || !/^\d+$/.test(option)) {
      throw new SeclabError(
        'answer.option',
        `Expected the number of an answer, got ${option === undefined ? 'none' : `\`${option}\``}. \`seclab show\` lists them.`,
      );
    }
    const run = await requireRun(context);
    const { right, why } = run.answerQuiz(requireStep(run, step).id, Number(option) - 1);
    context.print(`${right ? '✓ right' : '✗ wrong'}: ${why.trim()}`);
    return 0;
  },
});
