import { clampOffset, moved, type ScrollMove } from '../../components/scroll.ts';
import type { EventRing } from '../../hooks/event-ring.ts';

/** The selected call, counted from the first that was ever added; undefined: always the newest. */
export interface ActivityState {
  readonly selected?: number;
  readonly explained?: string;
}

export type ActivityEvent =
  | { readonly type: 'move'; readonly move: ScrollMove; readonly ring: EventRing; readonly page: number }
  /** Holds the selection on this call while others come in. */
  | { readonly type: 'explain'; readonly row: number; readonly ring: EventRing }
  | { readonly type: 'closeExplanation' };

export function activityReducer(state: ActivityState, event: ActivityEvent): ActivityState {
  switch (event.type) {
    case 'move': {
      const { ring } = event;
      const row = moved(selectedRow(state, ring), event.move, ring.length, event.page);
      return row >= ring.length - 1 ? {} : { selected: ring.added - ring.length + row };
    }
    case 'explain': {
      const { row, ring } = event;
      const call = ring.at(row);
      return call === undefined ? state : { selected: ring.added - ring.length + row, explained: call.id };
    }
    case 'closeExplanation':
      return state.selected === undefined ? {} : { selected: state.selected };
  }
}

/** The row of the selected call in what is kept. */
export function selectedRow({ selected }: ActivityState, ring: EventRing): number {
  const newest = ring.length - 1;
  return selected === undefined ? newest : Math.max(0, Math.min(selected - (ring.added - ring.length), newest));
}

/** The first row in view: the selected one stays near the middle, the newest at the end. */
export function firstRow(row: number, total: number, height: number): number {
  return clampOffset(row - Math.floor(height / 2), total, height);
}
