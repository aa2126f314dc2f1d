import { clockTime } from '../../components/clock-time.ts';
import { count } from '../../components/count.ts';
import type { StepState } from '../../../lab/types.ts';
import { clean } from '../../text/clean.ts';
import { codeSpans } from '../../text/code-spans.ts';
import { blank, line, span, type Line } from '../../text/line.ts';
import { wrap } from '../../text/wrap.ts';
import type { Texts } from './run-texts.ts';

const LABEL_COLUMNS = 13;
const EVIDENCE_SHOWN = 5;

type Finding = NonNullable<StepState['lastResult']>['findings'][number];

/** What the last check of a step found: what is missing first, what is there after it. */
export function findingLines(run: Texts, state: StepState, width: number): Line[] {
  const result = state.lastResult;
  if (result === undefined)
    return wrap([span('Not checked yet. It is checked by itself after what you do; c checks now.', 'text.quiet')], width);
  const missing = result.findings.filter(({ ok }) => !ok);
  const there = result.findings.filter(({ ok }) => ok);
  return [
    ...introLines(run, state, missing.length, width),
    ...missing.flatMap((finding) => [blank, ...missingLines(finding, width)]),
    ...(there.length > 0 ? [blank] : []),
    ...there.flatMap(({ lookedFor }) => wrap(codeSpans(lookedFor, 'text.quiet'), width, { first: line('✓ ', 'status.success'), hang: 2 })),
  ];
}

function introLines(run: Texts, { id, state, lost, lastResult }: StepState, missing: number, width: number): Line[] {
  if (lastResult?.result === 'unable') {
    return wrap([span('? The check could not tell. This is not your failure, and it is not counted.', 'status.unable')], width);
  }
  if (lastResult?.result === 'blocked') return wrap([span(blockedSentence(run, id), 'status.waiting')], width);
  if (state === 'lost') {
    const since = lost === undefined ? '' : ` since ${clockTime(lost.since)}${lost.by === undefined ? '' : `, by ${clean(lost.by)}`}`;
    return wrap([span(`! It had passed and holds no longer${since}.`, 'status.lost')], width);
  }
  if (lastResult?.result === 'passed') return wrap([span('✓ Everything that was looked for is there.', 'status.success')], width);
  return wrap(
    [span(`✗ Not yet: ${count(missing, 'thing')} missing of ${lastResult?.findings.length ?? 0} looked for.`, 'status.failure')],
    width,
  );
}

function blockedSentence(run: Texts, id: string): string {
  const after = run.lab.steps.find((step) => step.id === id)?.after ?? [];
  const names = after.map((each) => {
    const at = run.lab.steps.findIndex((step) => step.id === each);
    return `step ${at + 1} (${run.lab.steps[at]?.title ?? each})`;
  });
  return `∙ This step waits for ${names.join(' and ')}.`;
}

function missingLines({ lookedFor, found, why, evidence }: Finding, width: number): Line[] {
  const more = evidence.length - EVIDENCE_SHOWN;
  return [
    ...labelled('✗ Looked for', 'status.failure', lookedFor, width),
    ...labelled('  Found', 'text.quiet', found, width),
    ...labelled('  Why', 'text.quiet', why, width),
    ...evidence.slice(0, EVIDENCE_SHOWN).flatMap((each, index) => labelled(index === 0 ? '  Seen in' : '', 'text.quiet', each, width)),
    ...(more > 0 ? labelled('', 'text.quiet', `and ${more} more`, width) : []),
  ];
}

function labelled(label: string, token: 'status.failure' | 'text.quiet', text: string, width: number): Line[] {
  if (text === '') return [];
  if (width === Infinity) return wrap(codeSpans(text), width, { first: label === '' ? [] : [span(`${label.trim()}: `)] });
  return wrap(codeSpans(text), width, { first: [span(label.padEnd(LABEL_COLUMNS), token)], hang: LABEL_COLUMNS });
}
