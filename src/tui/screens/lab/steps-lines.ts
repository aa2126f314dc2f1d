import { count, points } from '../../components/count.ts';
import { checking, stateSpan, stepWords } from '../../components/state-word.ts';
import type { RunState, StepState } from '../../../lab/types.ts';
import { fit, fitText, spread } from '../../text/fit.ts';
import { span, type Line } from '../../text/line.ts';
import type { Viewed } from './run-view.ts';
import type { Texts } from './run-texts.ts';

const STATE_COLUMNS = 16;

/** All steps of the run with their results, one row each; the one in view is pointed at. */
export function stepsLines(run: Texts, state: RunState, viewed: Viewed, busy: readonly string[], width: number): Line[] {
  return run.lab.steps.map(({ id, title, points: full }, index) => {
    const of = state.steps.find((step) => step.id === id);
    const word = busy.includes(id) ? checking : stepWords[of?.state ?? 'open'];
    const here = id === viewed;
    return spread(
      [
        span(here ? '▸ ' : '  ', 'key'),
        ...fit([stateSpan(word)], STATE_COLUMNS),
        span(`${index + 1} ${title}`, here ? 'text.strong' : 'text'),
      ],
      [span(fitText(scoreOf(of, full), 7), 'text.quiet')],
      width,
    );
  });
}

/** The same in words. */
export function spokenSteps(run: Texts, state: RunState): readonly { readonly id: string; readonly text: string }[] {
  return run.lab.steps.map(({ id, title, points: full }, index) => {
    const of = state.steps.find((step) => step.id === id);
    const word = stepWords[of?.state ?? 'open'].word;
    const gained = of?.state === 'passed' ? `${points(of.score)} of ${count(full, 'point')}` : count(full, 'point');
    return { id, text: `Step ${index + 1} of ${run.lab.steps.length}, ${title}: ${word}, ${gained}.` };
  });
}

function scoreOf(of: StepState | undefined, full: number): string {
  return `${points(of?.score ?? 0)}/${points(full)}`;
}
