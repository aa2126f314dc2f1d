import { requireStep } from '../chosen-step.ts';
import { defineCommand } from '../command.ts';
import { requireRun } from '../place.ts';
import { markdownText } from '../print/markdown.ts';
import { indent } from '../print/words.ts';
import { textWidth, wrapText } from '../print/wrap.ts';

/** `seclab hint [STEP]` */
export default defineCommand({
  syntax: (command) => command.argument('[step]', 'id of a step; default: the first that has not passed'),
  notes: 'Each hint costs a tenth of the points of its step, the last one, which is the answer, half of them.',
  async run(context, [id]) {
    const run = await requireRun(context);
    const step = requireStep(run, id);
    const hint = run.readHint(step.id);
    if (hint !== undefined) {
      context.print(`Hint ${hint.rung} of ${hint.of} for ${step.id}:\n\n${markdownText(hint.text)}\n\n${wrapText(nextHint(hint))}`);
      return 0;
    }
    const read = step.hints.map(
      (text, index) => `${index + 1}. ${indent(markdownText(run.text(text), textWidth() - INDENT), INDENT).trim()}`,
    );
    context.print(read.length === 0 ? `Step ${step.id} has no hints.` : `All hints for ${step.id} have been read:\n\n${read.join('\n\n')}`);
    return 0;
  },
});

const INDENT = 3;

function nextHint({ rung, of }: { readonly rung: number; readonly of: number }): string {
  if (rung === of) return 'That was the answer. `seclab check` sees whether it is done.';
  const cost = rung + 1 === of ? 'is the answer, and costs half of the points' : 'costs a tenth of the points';
  return `Try that first. The next hint ${cost} of this step: \`seclab hint\`.`;
}
