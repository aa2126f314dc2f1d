import { Box } from 'ink';
import { footerLine } from '../../components/footer.ts';
import { Frame, FRAME_ROWS } from '../../components/frame.tsx';
import { Lines } from '../../components/lines.tsx';
import { Pane } from '../../components/pane.tsx';
import { points } from '../../components/count.ts';
import type { Size } from '../../hooks/use-screen-size.ts';
import { line, span, type Line } from '../../text/line.ts';
import type { RunPanes } from './run-panes.ts';
import { scopeOf } from './run-status.ts';
import { END, type PaneName } from './run-view.ts';
import type { RunSession } from './use-run-session.ts';

export interface RunLayoutProps {
  readonly session: RunSession;
  readonly panes: RunPanes;
  readonly status: readonly Line[];
  readonly size: Size;
}

/** Task and progress beside each other, or one of them where the terminal is narrow. */
export function RunLayout({ session, panes, status, size: { columns, rows } }: RunLayoutProps) {
  const { run, state, view } = session;
  const height = rows - FRAME_ROWS - status.length;
  const pane = (name: PaneName) => (
    <Pane
      title={panes[name].title}
      lines={panes[name].lines}
      offset={view.offsets[name]}
      width={panes[name].width}
      height={height}
      focused={!panes.split || view.pane === name}
    />
  );
  return (
    <Frame
      columns={columns}
      rows={rows}
      title={line(run.lab.title, 'title')}
      aside={[span(`${points(state.score)}/${points(state.points)} points`, 'text.quiet')]}
      status={status}
      footer={footerLine(scopeOf(session), columns, view.viewed === END ? ['hint', 'nextStep'] : [])}
    >
      {panes.split ? (
        <Box>
          {pane('task')}
          <Divider height={height} />
          {pane('progress')}
        </Box>
      ) : (
        pane(view.pane)
      )}
    </Frame>
  );
}

function Divider({ height }: { height: number }) {
  const lines = Array.from({ length: height }, (_, row) => line(row === 0 ? '┬' : '│', 'rule'));
  return (
    <Box width={1} flexShrink={0}>
      <Lines lines={lines} height={height} />
    </Box>
  );
}
