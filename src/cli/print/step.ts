import type { Run, Step, StepState } from '../../lab/types.ts';
import { columns, count, indent, STATE_WORDS } from './words.ts';

/** A step as it is asked: its text with the names of the run, and its question. */
export function stepText(run: Run, step: Step): string {
  const number = run.lab.steps.indexOf(step) + 1;
  const head = `${run.lab.title}: step ${number} of ${run.lab.steps.length}, ${step.title} (${step.id}, ${count(step.points, 'point')})`;
  return [head, '', run.text(step.text).trim(), ...questionLines(run, step)].join('\n');
}

function questionLines(run: Run, { id, quiz }: Step): string[] {
  if (quiz === undefined) return [];
  const options = quiz.options.map(({ text }, index) => `${index + 1}. ${run.text(text)}`);
  return ['', run.text(quiz.question), ...options.map((line) => indent(line)), '', `Answer with \`seclab answer ${id} NUMBER\`.`];
}

/** How far a run is: one line a step. */
export function progressText(run: Run): string {
  const { steps, score, points } = run.state();
  const rows = run.lab.steps.map(({ id, title, points }) => {
    const state = steps.find((step) => step.id === id);
    return [STATE_WORDS[state?.state ?? 'open'], id, title, `${state?.score ?? 0} of ${points}${noteOf(state)}`];
  });
  return `${columns(rows)}\n${score} of ${count(points, 'point')}`;
}

function noteOf(state: StepState | undefined): string {
  if (state === undefined) return '';
  const notes = [
    ...(state.lost === undefined ? [] : [`since ${state.lost.since}${state.lost.by === undefined ? '' : ` by ${state.lost.by}`}`]),
    ...(state.hintsRead === 0 ? [] : [`${count(state.hintsRead, 'hint')} read`]),
    ...(state.skipped ? ['skipped'] : []),
  ];
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}
