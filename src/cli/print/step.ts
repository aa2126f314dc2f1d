import type { Run, Step, StepState } from '../../lab/types.ts';
import { markdownText } from './markdown.ts';
import { columns, count, indent, STATE_WORDS } from './words.ts';
import { wrapText } from './wrap.ts';

/** A step as it is asked: its text with the names of the run, and its question. */
export function stepText(run: Run, step: Step): string {
  const number = run.lab.steps.indexOf(step) + 1;
  const head = `${run.lab.title}: step ${number} of ${run.lab.steps.length}, ${step.title} (${step.id}, ${count(step.points, 'point')})`;
  const text = markdownText(run.text(withoutTitle(step)));
  return [wrapText(head), text, ...questionTexts(run, step), ...keyTexts(text)].join('\n\n');
}

/** What can be done next in a lab, from the command line. */
export function nextText(files: string): string {
  const rows = [
    ['seclab shell', 'work on it: a shell whose aws is the lab’s'],
    ['seclab check', 'see how far you are'],
    ['seclab hint', 'if you are stuck'],
    ['seclab', 'all of this on one screen'],
  ];
  return `Your files: ${files}\nNext:\n${indent(columns(rows))}`;
}

/** Most texts begin with the title of their step, which the line above has said. */
function withoutTitle({ text, title }: Step): string {
  const [, heading, rest] = /^\s*# (.+)\n([\s\S]*)$/.exec(text) ?? [];
  return heading?.trim() === title ? (rest ?? '') : text;
}

function questionTexts(run: Run, { id, quiz }: Step): string[] {
  if (quiz === undefined) return [];
  const options = quiz.options.map(({ text }, index) => [`${index + 1}.`, run.text(text)]);
  return [
    markdownText(`Question: ${run.text(quiz.question)}`),
    indent(columns(options)),
    wrapText(`Answer with \`seclab answer ${id} NUMBER\`: the last answer counts.`),
  ];
}

/** Texts are written for the screen too, where single keys do things. */
function keyTexts(text: string): string[] {
  const [, key] = /\bpress `([^`])`/i.exec(text) ?? [];
  return key === undefined ? [] : [wrapText(`(\`${key}\` is a key of the screen, which \`seclab\` alone opens.)`)];
}

/** How far a run is: one line a step. */
export function progressText(run: Run): string {
  const { steps, score, points } = run.state();
  const rows = run.lab.steps.map(({ id, title, points: worth }) => {
    const state = steps.find((step) => step.id === id);
    return [STATE_WORDS[state?.state ?? 'open'], id, title, `${state?.score ?? 0} of ${worth}${noteOf(state)}`];
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
