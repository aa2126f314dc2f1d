import { Box } from 'ink';
import type { ReactNode } from 'react';
import { fit, spread } from '../text/fit.ts';
import { line, type Line } from '../text/line.ts';
import { Lines } from './lines.tsx';

export interface FrameProps {
  readonly columns: number;
  readonly rows: number;
  /** Left and right of the first row. */
  readonly title: Line;
  readonly aside: Line;
  /** The rows above the footer: what just happened. */
  readonly status: readonly Line[];
  readonly footer: Line;
  readonly children: ReactNode;
}

/** Rows that the frame takes from its content, `status` aside. */
export const FRAME_ROWS = 2;

/** The whole terminal: a title, the content, what just happened, the keys. Never taller than the terminal. */
export function Frame({ columns, rows, title, aside, status, footer, children }: FrameProps) {
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Lines lines={[spread([...line(' '), ...title], [...aside, ...line(' ')], columns)]} height={1} />
      <Box flexDirection="column" height={rows - FRAME_ROWS - status.length} overflow="hidden" flexShrink={0}>
        {children}
      </Box>
      <Lines lines={[...status.map((row) => fit(row, columns)), fit(footer, columns)]} height={status.length + 1} />
    </Box>
  );
}
