import { Box } from 'ink';
import { footerLine } from '../../components/footer.ts';
import { Frame, FRAME_ROWS } from '../../components/frame.tsx';
import { Lines } from '../../components/lines.tsx';
import { Pane } from '../../components/pane.tsx';
import { READING_COLUMNS } from '../../components/reading-page.tsx';
import { offsetShowing } from '../../components/scroll.ts';
import { points } from '../../components/count.ts';
import type { Loaded } from '../../hooks/use-loaded.ts';
import type { LabEntry, SandboxStatus } from '../../services.ts';
import { blank, line, span, type Line } from '../../text/line.ts';
import { mapLines, summaryLines, welcomeLines } from './map-lines.ts';

/** Rows kept for what the selected lab is about, its title's rule included. */
const SUMMARY_ROWS = 6;
const MAP_COLUMNS = 110;

export interface HomeViewProps {
  readonly size: { readonly columns: number; readonly rows: number };
  readonly labs: Loaded<readonly LabEntry[]>;
  readonly sandbox: Loaded<SandboxStatus>;
  readonly selected: LabEntry | undefined;
  readonly next: LabEntry | undefined;
  readonly welcome: boolean;
}

export function HomeView({ size: { columns, rows }, labs, sandbox, selected, next, welcome }: HomeViewProps) {
  const height = rows - FRAME_ROWS;
  const scope = welcome ? 'welcome' : 'home';
  return (
    <Frame
      columns={columns}
      rows={rows}
      title={[span('seclab', 'title'), span('  AWS security, learned by doing', 'text.quiet')]}
      aside={sandboxLine(sandbox)}
      status={[]}
      footer={footerLine(scope, columns)}
    >
      {labs.state !== 'ready' ? (
        <Lines
          lines={[
            blank,
            labs.state === 'loading' ? line('  Reading the labs …', 'text.quiet') : line(`  ${labs.sentence}`, 'notice.error'),
          ]}
        />
      ) : welcome ? (
        <Lines
          lines={[blank, line('  Welcome', 'heading'), blank, ...inset(welcomeLines(next, Math.min(columns - 4, READING_COLUMNS)), 2)]}
        />
      ) : (
        <Map labs={labs.value} selected={selected} next={next} columns={Math.min(columns, MAP_COLUMNS)} height={height} />
      )}
    </Frame>
  );
}

function Map({
  labs,
  selected,
  next,
  columns,
  height,
}: Pick<HomeViewProps, 'selected' | 'next'> & { labs: readonly LabEntry[]; columns: number; height: number }) {
  const mapHeight = Math.min(labs.length + 1, height - SUMMARY_ROWS);
  const row = Math.max(
    0,
    labs.findIndex(({ id }) => id === selected?.id),
  );
  const about = selected === undefined ? [] : inset(summaryLines(selected, labs, columns - 4), 3);
  return (
    <Box flexDirection="column">
      <Pane
        title={`Labs  ${scoreOf(labs)}`}
        lines={mapLines(labs, selected?.id, next?.id, columns)}
        offset={offsetShowing(row, 0, labs.length, mapHeight - 1)}
        width={columns}
        height={mapHeight}
        focused
      />
      <Pane title="About" lines={about} offset={0} width={columns} height={height - mapHeight} focused={false} />
    </Box>
  );
}

function scoreOf(labs: readonly LabEntry[]): string {
  const there = labs.filter(({ state }) => state !== 'toCome');
  const sum = (of: (lab: LabEntry) => number) => points(there.reduce((total, lab) => total + of(lab), 0));
  return `${there.filter(({ state }) => state === 'done').length} of ${there.length} done, ${sum((lab) => lab.score)} of ${sum((lab) => lab.points)} points`;
}

function sandboxLine(sandbox: Loaded<SandboxStatus>): Line {
  if (sandbox.state === 'loading') return [];
  if (sandbox.state === 'failed') return line('? sandbox does not answer', 'status.unable');
  if (sandbox.value.state === 'stopped') return line('○ sandbox stopped', 'text.quiet');
  return line(`● sandbox running (${sandbox.value.backend})`, 'text.quiet');
}

function inset(lines: readonly Line[], by: number): Line[] {
  return lines.map((row) => (row.length === 0 ? row : [span(' '.repeat(by)), ...row]));
}
