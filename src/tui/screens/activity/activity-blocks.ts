import type { ApiEvent } from '../../../backend/types.ts';
import type { Block } from '../../components/transcript.tsx';
import { count } from '../../components/count.ts';
import type { Activity } from '../../hooks/use-activity.ts';
import { textOf } from '../../text/line.ts';
import { operationOf, outcomeWord, resourceOf, timeOf, whoOf } from './event-words.ts';
import { eventDetail } from './event-row.ts';

const READ_OUT = 20;

/** The activity in words: the newest calls, then the selected one. */
export function activityBlocks({ ring, connection }: Activity, selected: ApiEvent | undefined): Block[] {
  const newest = ring.slice(ring.length - READ_OUT, ring.length);
  return [
    {
      id: 'heading',
      text:
        ring.length === 0
          ? 'Activity. No call yet.'
          : `Activity. ${count(Math.min(ring.length, READ_OUT), 'newest call')}, the last one last.`,
    },
    ...newest.map((event) => ({ id: event.id, text: spoken(event) })),
    { id: 'connection', text: connection.state === 'lost' ? `${connection.sentence} Trying again by itself.` : '' },
    {
      id: 'selected',
      text: selected === undefined ? '' : `Selected: ${spoken(selected)}\n${eventDetail(selected, Infinity).map(textOf).join('\n')}`,
    },
  ];
}

function spoken(event: ApiEvent): string {
  return `${timeOf(event)}, ${whoOf(event)}, ${operationOf(event)}, ${resourceOf(event)}, ${outcomeWord(event).word}.`;
}
