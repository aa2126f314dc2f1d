import type { Dispatch } from 'react';
import type { ScrollMove } from '../../components/scroll.ts';
import { useKeys } from '../../hooks/use-keys.ts';
import { useQuit } from '../../hooks/quit-context.ts';
import type { LabEntry } from '../../services.ts';
import type { HomeEvent } from './home-state.ts';

export interface HomeKeys {
  readonly labs: readonly LabEntry[];
  readonly selected: LabEntry | undefined;
  readonly welcome: boolean;
  readonly isActive: boolean;
  readonly dispatch: Dispatch<HomeEvent>;
  readonly onOpen: (lab: string) => void;
  readonly onHelp: () => void;
}

/** The keys of the home screen and of the welcome before it. */
export function useHomeKeys({ labs, selected, welcome, isActive, dispatch, onOpen, onHelp }: HomeKeys): void {
  const quit = useQuit();
  const open = () => selected !== undefined && selected.state !== 'toCome' && onOpen(selected.id);
  const move = (to: ScrollMove) => () => dispatch({ type: 'move', move: to, labs });

  useKeys('welcome', { start: open, map: () => dispatch({ type: 'closeWelcome' }), quit, help: onHelp }, isActive && welcome);
  useKeys(
    'home',
    {
      open,
      next: () => dispatch({ type: 'selectNext' }),
      quit,
      help: onHelp,
      up: move('up'),
      down: move('down'),
      pageUp: move('pageUp'),
      pageDown: move('pageDown'),
      top: move('top'),
      bottom: move('bottom'),
    },
    isActive && !welcome,
  );
}
