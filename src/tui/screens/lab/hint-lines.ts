import type { Step, StepState } from '../../../lab/types.ts';
import { scoreOf } from '../../../lab/score.ts';
import { count, points } from '../../components/count.ts';
import { blank, span, type Line } from '../../text/line.ts';
import { markdownLines } from '../../text/markdown.ts';
import { wrap } from '../../text/wrap.ts';
import type { Texts } from './run-texts.ts';

/** The rungs that were read, and what the next one costs. */
export function hintLines(run: Texts, step: Step, state: StepState, options: { width: number; linear?: boolean }): Line[] {
  const read = step.hints.slice(0, state.hintsRead);
  const body = { ...options, width: options.width - 3 };
  return [
    ...read.flatMap((hint, index) => {
      const [first = [], ...rest] = markdownLines(run.text(hint), body);
      return [[span(`${index + 1}  `, 'text.quiet'), ...first], ...rest.map((row) => (row.length === 0 ? row : [span('   '), ...row]))];
    }),
    ...(read.length > 0 ? [blank] : []),
    ...wrap([span(nextHintSentence(step, state), 'text.quiet')], options.width),
  ];
}

/** Asked before a hint is taken; undefined where all have been read. */
export function hintQuestion(step: Step, state: StepState): string | undefined {
  if (state.hintsRead >= step.hints.length) return undefined;
  const answer = state.hintsRead === step.hints.length - 1;
  return `Hint ${state.hintsRead + 1} of ${step.hints.length}${answer ? ' is the answer' : ''}: ${costSentence(step, state)}. Read it?`;
}

function nextHintSentence(step: Step, state: StepState): string {
  if (step.hints.length === 0) return 'This step has no hints.';
  const left = step.hints.length - state.hintsRead;
  if (left <= 0) return 'All hints have been read.';
  return `${state.hintsRead} of ${count(step.hints.length, 'hint')} read. h: the next one ${costSentence(step, state)}.`;
}

/** What reading the next rung takes from the points that the step can still give. */
function costSentence(step: Step, { passedAt, hintsRead }: StepState): string {
  const worth = (read: number) => scoreOf({ points: step.points, rungs: step.hints.length, hintsRead: read, skipped: false });
  const cost = worth(hintsRead) - worth(hintsRead + 1);
  if (passedAt !== undefined || cost === 0) return 'costs nothing';
  return `costs ${points(cost)} of this step's ${count(step.points, 'point')}`;
}
