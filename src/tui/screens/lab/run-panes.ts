import { READING_COLUMNS } from '../../components/reading-page.tsx';
import { FRAME_ROWS } from '../../components/frame.tsx';
import type { Size } from '../../hooks/use-screen-size.ts';
import { span, type Line } from '../../text/line.ts';
import { progressLines } from './progress-lines.ts';
import { END, type PaneName } from './run-view.ts';
import type { RunSession } from './use-run-session.ts';
import { taskLines } from './task-lines.ts';

export const SPLIT_FROM = 100;
const TASK_SHARE = 0.54;
const MARGIN = 1;

export interface RunPane {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly width: number;
  /** Rows of content in view. */
  readonly room: number;
}

export type RunPanes = Readonly<Record<PaneName, RunPane>> & { readonly split: boolean };

/** What both panes hold at this size. */
export function runPanes({ run, texts, state, view, busy }: RunSession, { columns, rows }: Size, statusRows: number): RunPanes {
  const split = columns >= SPLIT_FROM;
  const taskWidth = split ? Math.min(Math.round(columns * TASK_SHARE), READING_COLUMNS + 2 * MARGIN) : columns;
  const progressWidth = split ? Math.min(columns - taskWidth - 1, READING_COLUMNS + 2 * MARGIN) : columns;
  const room = rows - FRAME_ROWS - statusRows - 1;
  const textWidth = (width: number) => Math.min(width - 2 * MARGIN, READING_COLUMNS);
  return {
    split,
    task: {
      title: taskTitle(),
      lines: inset(taskLines(texts, state, view.viewed, { width: textWidth(taskWidth) })),
      width: taskWidth,
      room,
    },
    progress: {
      title: 'Progress',
      lines: inset(progressLines(texts, state, view.viewed, busy, textWidth(progressWidth))),
      width: progressWidth,
      room,
    },
  };

  function taskTitle(): string {
    if (view.viewed === END) return 'On real AWS';
    const at = run.lab.steps.findIndex(({ id }) => id === view.viewed);
    return `Step ${at + 1} of ${run.lab.steps.length}: ${run.lab.steps[at]?.title ?? ''}`;
  }
}

function inset(lines: readonly Line[]): Line[] {
  return lines.map((row) => (row.length === 0 ? row : [span(' '.repeat(MARGIN)), ...row]));
}
