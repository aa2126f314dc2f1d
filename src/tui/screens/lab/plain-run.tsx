import { footerLine } from '../../components/footer.ts';
import { Transcript, type Block } from '../../components/transcript.tsx';
import { count, points } from '../../components/count.ts';
import { sentence } from '../../components/sentence.ts';
import { textOf, type Line } from '../../text/line.ts';
import { cleanLine } from '../../text/clean.ts';
import { operationOf, outcomeWord, resourceOf, whoOf } from '../activity/event-words.ts';
import { findingLines } from './finding-lines.ts';
import { hintLines } from './hint-lines.ts';
import { quizLines } from './quiz-lines.ts';
import { questionOf, scopeOf } from './run-status.ts';
import { END } from './run-view.ts';
import { spokenSteps } from './steps-lines.ts';
import { taskLines } from './task-lines.ts';
import type { RunSession } from './use-run-session.ts';

const LINEAR = { width: Infinity, linear: true } as const;

/** A lab for a screen reader: read out once, then every change. */
export function PlainRun({ session }: { session: RunSession }) {
  const { run, view } = session;
  const place = `${run.lab.id} ${view.viewed === END ? 'end' : view.viewed}`;
  return <Transcript place={place} blocks={runBlocks(session)} keys={textOf(footerLine(scopeOf(session), Infinity))} />;
}

function runBlocks(session: RunSession): Block[] {
  const { run, texts, state, view, checking, activity } = session;
  const step = run.lab.steps.find(({ id }) => id === view.viewed);
  const of = state.steps.find(({ id }) => id === view.viewed);
  const last = activity.ring.at(activity.ring.length - 1);
  return [
    { id: 'title', text: `${sentence(run.lab.title)} ${points(state.score)} of ${count(state.points, 'point')}.` },
    ...spokenSteps(texts, state).map(({ id, text }) => ({ id: `step ${id}`, text })),
    { id: 'task', text: words(taskLines(texts, state, view.viewed, LINEAR)) },
    ...(step?.quiz === undefined || of === undefined
      ? []
      : [{ id: 'quiz', text: `Question. ${words(quizLines(texts, step.quiz, of, LINEAR))}` }]),
    ...(of === undefined ? [] : [{ id: 'findings', text: words(findingLines(texts, of, Infinity)) }]),
    ...(step === undefined || of === undefined ? [] : [{ id: 'hints', text: words(hintLines(texts, step, of, LINEAR)) }]),
    {
      id: 'call',
      text: last === undefined ? '' : `Call: ${whoOf(last)}, ${operationOf(last)}, ${resourceOf(last)}, ${outcomeWord(last).word}.`,
    },
    { id: 'connection', text: activity.connection.state === 'lost' ? `${activity.connection.sentence} Trying again by itself.` : '' },
    { id: 'checking', text: checking === 'asked' ? 'Checking.' : '' },
    { id: 'notice', text: cleanLine(view.notice?.text ?? '') },
    { id: 'question', text: questionOf(session) ?? '' },
  ];
}

function words(lines: readonly Line[]): string {
  return lines
    .map(textOf)
    .filter((row) => row.trim() !== '')
    .join('\n');
}
