import type { RunState } from '../../../lab/types.ts';
import { blank, line, type Line } from '../../text/line.ts';
import { findingLines } from './finding-lines.ts';
import { hintLines } from './hint-lines.ts';
import { quizLines } from './quiz-lines.ts';
import type { Viewed } from './run-view.ts';
import { stepsLines } from './steps-lines.ts';
import type { Texts } from './run-texts.ts';

/** The learner's progress: all steps, and of the one in view what the check found, its question, and its hints. */
export function progressLines(run: Texts, state: RunState, viewed: Viewed, busy: readonly string[], width: number): Line[] {
  const step = run.lab.steps.find(({ id }) => id === viewed);
  const of = state.steps.find(({ id }) => id === viewed);
  const steps = stepsLines(run, state, viewed, busy, width);
  if (step === undefined || of === undefined) return steps;
  return [
    ...steps,
    ...section('What the check found', findingLines(run, of, width)),
    ...(step.quiz === undefined ? [] : section('Question', quizLines(run, step.quiz, of, { width }))),
    ...section('Hints', hintLines(run, step, of, { width })),
  ];
}

function section(title: string, rows: readonly Line[]): Line[] {
  return [blank, line(title, 'heading'), ...rows];
}
