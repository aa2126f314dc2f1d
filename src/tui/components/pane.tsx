import { Box } from 'ink';
import { fit } from '../text/fit.ts';
import { line, span, widthOf, type Line } from '../text/line.ts';
import { clampOffset } from './scroll.ts';
import { Lines } from './lines.tsx';

interface PaneFrame {
  readonly title: string;
  readonly width: number;
  /** With the title's row. */
  readonly height: number;
  readonly focused: boolean;
}

export interface PaneProps extends PaneFrame {
  /** All rows; the pane shows a window of them. */
  readonly lines: readonly Line[];
  readonly offset: number;
}

export interface PaneWindowProps extends PaneFrame {
  /** The rows in view. */
  readonly rows: readonly Line[];
  /** Where they begin, and how many rows there are. */
  readonly from: number;
  readonly total: number;
}

/** A window of rows under a rule that names it. */
export function Pane({ lines, offset, ...frame }: PaneProps) {
  const room = frame.height - 1;
  const from = clampOffset(offset, lines.length, room);
  return <PaneWindow {...frame} rows={lines.slice(from, from + room)} from={from} total={lines.length} />;
}

/** The same for lists too long to be made whole: 10,000 calls. */
export function PaneWindow({ rows, from, total, title, width, height, focused }: PaneWindowProps) {
  const head = paneTitle({ title, width, focused, from, shown: rows.length, total });
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <Lines lines={[head, ...rows.map((row) => fit(row, width))]} height={height} />
    </Box>
  );
}

function paneTitle(of: { title: string; width: number; focused: boolean; from: number; shown: number; total: number }): Line {
  const name = [span('── ', 'rule'), span(of.title, of.focused ? 'heading' : 'text.quiet'), span(' ', 'rule')];
  const where =
    of.shown < of.total ? ` ${of.from + 1}-${of.from + of.shown} of ${of.total}${of.from + of.shown < of.total ? ' ↓' : ''} ──` : '';
  const rest = of.width - widthOf(name) - widthOf(line(where));
  return [...name, span('─'.repeat(Math.max(0, rest)), 'rule'), span(where, 'text.quiet')];
}
