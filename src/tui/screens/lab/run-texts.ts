import type { Run } from '../../../lab/types.ts';

export type Texts = Pick<Run, 'lab' | 'text'>;

/**
 * A run whose texts are those of the moment it was opened. While it is set up again, here or by another process, it has no names
 * to write them with: the screen keeps showing what it showed.
 */
export function withKeptTexts(run: Run): Texts {
  const { lab } = run;
  const markdown = [
    lab.onRealAws,
    ...lab.steps.flatMap(({ text, afterwards, hints, quiz }) => [
      text,
      afterwards,
      ...hints,
      ...(quiz === undefined ? [] : [quiz.question, ...quiz.options.flatMap((option) => [option.text, option.why])]),
    ]),
  ];
  const texts = new Map(markdown.map((each) => [each, run.text(each)]));
  return { lab, text: (each) => texts.get(each) ?? each };
}
