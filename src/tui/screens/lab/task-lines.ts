import type { RunState } from '../../../lab/types.ts';
import { blank, line, span, type Line } from '../../text/line.ts';
import { markdownLines } from '../../text/markdown.ts';
import { wrap } from '../../text/wrap.ts';
import { count, points } from '../../components/count.ts';
import { END, type Viewed } from './run-view.ts';
import type { Texts } from './run-texts.ts';

/**
 * The text of a step, or what differs on real AWS, with the names of this run. Once the step has passed, what an attacker
 * would have made of it comes first.
 */
export function taskLines(run: Texts, state: RunState, viewed: Viewed, options: { width: number; linear?: boolean }): Line[] {
  if (viewed === END) return endLines(run, state.score, options);
  const step = run.lab.steps.find(({ id }) => id === viewed);
  if (step === undefined) return [];
  const text = markdownLines(withoutTitle(run.text(step.text), step.title), options);
  const passed = state.steps.find(({ id }) => id === viewed)?.state === 'passed';
  if (!passed) return text;
  return [
    line('✓ This step has passed. n leads on.', 'status.success'),
    blank,
    ...(step.afterwards === '' ? [] : [...markdownLines(run.text(step.afterwards), options), blank]),
    line('The task was', 'heading'),
    blank,
    ...text,
  ];
}

/** The pane's rule names the step already. */
function withoutTitle(markdown: string, title: string): string {
  const [first = '', ...rest] = markdown.trimStart().split('\n');
  return first.trim() === `# ${title}` ? rest.join('\n') : markdown;
}

function endLines(run: Texts, score: number, options: { width: number; linear?: boolean }): Line[] {
  const total = run.lab.steps.reduce((sum, step) => sum + step.points, 0);
  const steps = count(run.lab.steps.length, 'step');
  return [
    ...wrap([span(`${points(score)} of ${count(total, 'point')} in ${steps}.`, 'text.strong')], options.width),
    blank,
    ...markdownLines(run.text(run.lab.onRealAws), options),
  ];
}
