import { count, points } from '../../components/count.ts';
import { labWords, stateSpan } from '../../components/state-word.ts';
import type { LabEntry } from '../../services.ts';
import { fit, fitText } from '../../text/fit.ts';
import { blank, line, relook, span, type Line } from '../../text/line.ts';
import { wrap } from '../../text/wrap.ts';

const STATE_COLUMNS = 11;
const PROGRESS_COLUMNS = 11;
const MINUTES_COLUMNS = 8;
const POINTS_COLUMNS = 14;

/** One row a lab, in the order in which they are to be done. */
export function mapLines(labs: readonly LabEntry[], selected: string | undefined, next: string | undefined, width: number): Line[] {
  return labs.map((lab) => {
    const isSelected = lab.id === selected;
    const row = fit(labRow(lab, { isSelected, isNext: lab.id === next, width }), width);
    return isSelected ? relook(row, 'selection') : row;
  });
}

function labRow(lab: LabEntry, { isSelected, isNext, width }: { isSelected: boolean; isNext: boolean; width: number }): Line {
  const right = STATE_COLUMNS + PROGRESS_COLUMNS + MINUTES_COLUMNS + POINTS_COLUMNS;
  const title = fit(
    [
      span(isSelected ? ' ▸ ' : '   '),
      span(lab.title, lab.state === 'toCome' ? 'text.quiet' : 'text'),
      ...(isNext ? [span('  next', 'status.busy')] : []),
    ],
    width - right - 2,
  );
  const gap = span('  ');
  if (lab.state === 'toCome') return [...title, gap, stateSpan(labWords.toCome)];
  return [
    ...title,
    gap,
    ...fit([stateSpan(labWords[lab.state])], STATE_COLUMNS),
    span(fitText(`${lab.passed}/${lab.steps} steps`, PROGRESS_COLUMNS), 'text.quiet'),
    span(fitText(`${lab.minutes} min`, MINUTES_COLUMNS), 'text.quiet'),
    span(`${points(lab.score)}/${points(lab.points)} points`, 'text.quiet'),
  ];
}

/** What the selected lab is about. */
export function summaryLines(lab: LabEntry, labs: readonly LabEntry[], width: number): Line[] {
  const before = lab.prerequisites.map((id) => labs.find((each) => each.id === id)?.title ?? id);
  return [
    ...wrap([span(lab.title, 'title')], width),
    ...wrap([span(lab.summary)], width),
    ...(before.length > 0 ? wrap([span(`Before it: ${before.join(', ')}.`, 'text.quiet')], width) : []),
    ...(lab.state === 'toCome' ? wrap([span('This lab is still to come.', 'status.waiting')], width) : []),
  ];
}

/** The first start: three sentences and one key. */
export function welcomeLines(first: LabEntry | undefined, width: number): Line[] {
  const sentences = [
    'seclab gives you a private AWS on this machine: no account, no cost, and nothing that you do leaves it.',
    'Each lab hands you a task, a shell whose aws talks to that AWS, and checks that turn green by themselves when you have done it.',
    'Whatever is denied is explained: which policy decided, what almost matched, and the smallest change that would allow it.',
  ];
  return [
    ...sentences.flatMap((sentence) => [...wrap([span(sentence)], width), blank]),
    ...(first === undefined
      ? [line('There is no lab here yet.', 'notice.error')]
      : wrap([span('Press '), span('Enter', 'key'), span(` to begin with “${first.title}” (${count(first.minutes, 'minute')}).`)], width)),
  ];
}
