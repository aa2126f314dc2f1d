import type { LabEntry } from '../../services.ts';
import { moved, type ScrollMove } from '../../components/scroll.ts';

const PAGE = 5;

export interface HomeState {
  /** Chosen by the learner; undefined: the lab that is next. */
  readonly selected?: string;
  /** The first start shows a welcome until the learner asks for the map. */
  readonly welcomeClosed: boolean;
}

export type HomeEvent =
  | { readonly type: 'move'; readonly move: ScrollMove; readonly labs: readonly LabEntry[] }
  | { readonly type: 'selectNext' }
  | { readonly type: 'closeWelcome' };

export const homeStart: HomeState = { welcomeClosed: false };

export function homeReducer(state: HomeState, event: HomeEvent): HomeState {
  switch (event.type) {
    case 'closeWelcome':
      return { ...state, welcomeClosed: true };
    case 'selectNext':
      return { welcomeClosed: state.welcomeClosed };
    case 'move': {
      const at = event.labs.findIndex(({ id }) => id === selectedLab(state, event.labs)?.id);
      const selected = event.labs[moved(at, event.move, event.labs.length, PAGE)];
      return selected === undefined ? state : { ...state, selected: selected.id };
    }
  }
}

export function selectedLab(state: HomeState, labs: readonly LabEntry[]): LabEntry | undefined {
  return labs.find(({ id }) => id === state.selected) ?? nextLab(labs) ?? labs[0];
}

/** What is next: the lab that was begun, else the first new one whose prerequisites are done, else the first new one. */
export function nextLab(labs: readonly LabEntry[]): LabEntry | undefined {
  const done = new Set(labs.filter(({ state }) => state === 'done').map(({ id }) => id));
  const fresh = labs.filter(({ state }) => state === 'new');
  return (
    labs.find(({ state }) => state === 'started') ??
    fresh.find(({ prerequisites }) => prerequisites.every((id) => done.has(id))) ??
    fresh[0]
  );
}

/** Nothing was ever begun. */
export function isFirstStart(labs: readonly LabEntry[]): boolean {
  return labs.some(({ state }) => state === 'new') && labs.every(({ state }) => state === 'new' || state === 'toCome');
}
