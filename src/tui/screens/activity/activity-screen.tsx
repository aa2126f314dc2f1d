import { Box } from 'ink';
import { useReducer, useState } from 'react';
import { footerLine } from '../../components/footer.ts';
import { Frame, FRAME_ROWS } from '../../components/frame.tsx';
import { Pane, PaneWindow } from '../../components/pane.tsx';
import type { ScrollMove } from '../../components/scroll.ts';
import { Transcript } from '../../components/transcript.tsx';
import { usePlain } from '../../hooks/plain-context.ts';
import { useQuit } from '../../hooks/quit-context.ts';
import type { Activity } from '../../hooks/use-activity.ts';
import { useKeys } from '../../hooks/use-keys.ts';
import { useScreenSize } from '../../hooks/use-screen-size.ts';
import { blank, line, textOf, type Line } from '../../text/line.ts';
import { HelpPage } from '../help/help-page.tsx';
import { activityBlocks } from './activity-blocks.ts';
import { activityReducer, firstRow, selectedRow } from './activity-state.ts';
import { eventDetail, eventRow } from './event-row.ts';
import { ExplanationPage } from './explanation-page.tsx';

const DETAIL_ROWS = 7;

export interface ActivityScreenProps {
  readonly title: string;
  readonly activity: Activity;
  readonly onShell: () => void;
  readonly onClose: () => void;
}

/** Every call the moment it happens; Enter explains the selected one. */
export function ActivityScreen({ title, activity, onShell, onClose }: ActivityScreenProps) {
  const { columns, rows } = useScreenSize();
  const plain = usePlain();
  const quit = useQuit();
  const [state, dispatch] = useReducer(activityReducer, {});
  const [helping, setHelping] = useState(false);
  const { ring, connection } = activity;
  const listHeight = rows - FRAME_ROWS - DETAIL_ROWS;
  const room = listHeight - 1;
  const row = selectedRow(state, ring);
  const event = ring.at(row);
  const explained = event?.id === state.explained ? event : undefined;
  const move = (to: ScrollMove) => () => dispatch({ type: 'move', move: to, ring, page: room - 1 });

  useKeys(
    'activity',
    {
      explain: () => dispatch({ type: 'explain', row, ring }),
      shell: onShell,
      back: onClose,
      quit,
      help: () => setHelping(true),
      up: move('up'),
      down: move('down'),
      pageUp: move('pageUp'),
      pageDown: move('pageDown'),
      top: move('top'),
      bottom: move('bottom'),
    },
    !helping && explained === undefined,
  );

  if (helping) return <HelpPage scope="activity" onClose={() => setHelping(false)} />;
  if (explained !== undefined) return <ExplanationPage event={explained} onClose={() => dispatch({ type: 'closeExplanation' })} />;
  if (plain)
    return <Transcript place="activity" blocks={activityBlocks(activity, event)} keys={textOf(footerLine('activity', Infinity))} />;

  const from = firstRow(row, ring.length, room);
  const shown = ring.slice(from, from + room).map((each, index) => eventRow(each, columns, from + index === row));
  const empty: Line[] = [blank, line(' No call yet. s opens your shell; each call that you make there shows here.', 'text.quiet')];
  const lost = connection.state === 'lost' ? line(` ? ${connection.sentence} Trying again by itself.`, 'notice.error') : undefined;
  return (
    <Frame columns={columns} rows={rows} title={line(title, 'title')} aside={[]} status={[]} footer={footerLine('activity', columns)}>
      <Box flexDirection="column">
        <PaneWindow
          title="Activity"
          rows={ring.length === 0 ? empty : shown}
          from={from}
          total={ring.length}
          width={columns}
          height={listHeight}
          focused
        />
        <Pane
          title="Selected call"
          lines={[...(lost === undefined ? [] : [lost]), ...(event === undefined ? [] : eventDetail(event, columns - 2))]}
          offset={0}
          width={columns}
          height={DETAIL_ROWS}
          focused={false}
        />
      </Box>
    </Frame>
  );
}
