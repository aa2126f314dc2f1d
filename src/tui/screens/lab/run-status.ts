import type { Scope } from '../../keys/table.ts';
import { stateSpan } from '../../components/state-word.ts';
import { cleanLine } from '../../text/clean.ts';
import { truncate } from '../../text/fit.ts';
import { line, span, widthOf, type Line } from '../../text/line.ts';
import { wrap } from '../../text/wrap.ts';
import type { Token } from '../../theme/tokens.ts';
import { operationOf, outcomeWord, resourceOf, timeOf, whoOf } from '../activity/event-words.ts';
import { hintQuestion } from './hint-lines.ts';
import type { Notice } from './run-view.ts';
import type { RunSession } from './use-run-session.ts';

const tones: Readonly<Record<Notice['tone'], Token>> = {
  success: 'status.success',
  failure: 'status.failure',
  quiet: 'text.quiet',
  error: 'notice.error',
};

/** The last call; and what just happened, what is going on, or what is asked. */
export function statusLines(session: RunSession, columns: number): Line[] {
  return [...rows(callLine(session, columns), columns, CALL_ROWS), ...rows(noticeLine(session), columns, NOTICE_ROWS)];
}

const CALL_ROWS = 2;
const LEAST_RESOURCE = 8;
const NOTICE_ROWS = 3;

/** A sentence is read whole: the panes give way to it. */
function rows(sentence: Line, columns: number, most: number): Line[] {
  const wrapped = wrap(sentence, columns - 1, { hang: 1 });
  return wrapped.length <= most ? wrapped : [...wrapped.slice(0, most - 1), truncate(sentenceFrom(wrapped, most - 1), columns - 1)];
}

function sentenceFrom(wrapped: readonly Line[], from: number): Line {
  return wrapped.slice(from).flat();
}

/** Which keys work now. */
export function scopeOf({ view, checking }: Pick<RunSession, 'view' | 'checking'>): Scope {
  if (checking === 'asked') return 'waiting';
  if (view.asking === 'hint') return 'confirmHint';
  if (view.asking === 'reset') return 'confirmReset';
  return 'lab';
}

/** The question that waits for a key; undefined where nothing is asked. */
export function questionOf({ run, state, view }: Pick<RunSession, 'run' | 'state' | 'view'>): string | undefined {
  if (view.asking === 'reset') return 'Reset this lab? All that you built in its accounts is dropped; hints that you read stay read.';
  if (view.asking !== 'hint') return undefined;
  const step = run.lab.steps.find(({ id }) => id === view.viewed);
  const of = state.steps.find(({ id }) => id === view.viewed);
  return step === undefined || of === undefined ? undefined : hintQuestion(step, of);
}

function callLine({ activity }: RunSession, columns: number): Line {
  if (activity.connection.state === 'lost') {
    return [span(` ? ${activity.connection.sentence} Trying again by itself; your progress is kept.`, 'notice.error')];
  }
  const last = activity.ring.at(activity.ring.length - 1);
  if (last === undefined) return line(' No call yet. s opens your shell; each call that you make there shows here.', 'text.quiet');
  const head = [span(` ${timeOf(last)} ${whoOf(last)} `, 'text.quiet'), span(operationOf(last)), span('  ')];
  const outcome = stateSpan(outcomeWord(last));
  const room = columns - 1 - widthOf([...head, span('  '), outcome]);
  return [...head, ...truncate([span(resourceOf(last), 'text.quiet')], Math.max(LEAST_RESOURCE, room)), span('  '), outcome];
}

function noticeLine(session: RunSession): Line {
  const { view, checking } = session;
  const question = questionOf(session);
  if (question !== undefined) return line(` ${question}`, 'text.strong');
  if (checking === 'asked') return line(' … checking; keys wait until it is done', 'status.busy');
  if (view.notice !== undefined) return line(` ${cleanLine(view.notice.text)}`, tones[view.notice.tone]);
  if (checking === 'byItself') return line(' … checking', 'status.busy');
  return [];
}
