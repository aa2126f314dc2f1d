import { requireStep } from '../chosen-step.ts';
import { defineCommand } from '../command.ts';
import { requireRun } from '../place.ts';
import { wrapText } from '../print/wrap.ts';
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
    const { id } = requireStep(run, step);
    const { right, why } = run.answerQuiz(id, Number(option) - 1);
    const next = right ? `\`seclab check ${id}\` sees whether the step is done.` : 'Try another one: the last answer counts.';
    context.print(wrapText(`${right ? '✓ right' : '✗ wrong'}: ${why.trim()}\n${next}`));
    return 0;
  },
});
