import type { ScrollMove } from '../../components/scroll.ts';
import { useKeys } from '../../hooks/use-keys.ts';
import { useQuit } from '../../hooks/quit-context.ts';
import type { RunPanes } from './run-panes.ts';
import { scopeOf } from './run-status.ts';
import type { RunActions } from './use-run-actions.ts';
import type { RunSession } from './use-run-session.ts';

/** The keys of a lab; while a question stands only its answers, while the learner's check runs only its end. */
export function useRunKeys(session: RunSession, actions: RunActions, panes: RunPanes): void {
  const { view, dispatch } = session;
  const quit = useQuit();
  const scope = scopeOf(session);
  const shown = view.page === undefined;
  const { lines, room } = panes[view.pane];
  const scroll = (move: ScrollMove) => () => dispatch({ type: 'scroll', move, total: lines.length, height: room });
  const keep = () => dispatch({ type: 'answered' });

  useKeys('waiting', { stop: actions.stopCheck, quit }, scope === 'waiting');
  useKeys('confirmHint', { yes: actions.readHint, no: keep, quit }, shown && scope === 'confirmHint');
  useKeys('confirmReset', { yes: actions.reset, no: keep, quit }, shown && scope === 'confirmReset');
  useKeys(
    'lab',
    {
      shell: actions.openShell,
      check: actions.check,
      checkAll: actions.checkAll,
      hint: actions.askHint,
      switchPane: () => dispatch({ type: 'switchPane' }),
      activity: () => dispatch({ type: 'open', page: 'activity' }),
      nextStep: actions.nextStep,
      previousStep: actions.previousStep,
      answer: (press) => actions.answer(Number(press) - 1),
      sources: () => dispatch({ type: 'open', page: 'sources' }),
      reset: () => dispatch({ type: 'ask', question: 'reset' }),
      back: actions.leave,
      quit,
      help: () => dispatch({ type: 'open', page: 'help' }),
      up: scroll('up'),
      down: scroll('down'),
      pageUp: scroll('pageUp'),
      pageDown: scroll('pageDown'),
      top: scroll('top'),
      bottom: scroll('bottom'),
    },
    shown && scope === 'lab',
  );
}
