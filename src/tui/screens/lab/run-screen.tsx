import { usePlain } from '../../hooks/plain-context.ts';
import { useScreenSize } from '../../hooks/use-screen-size.ts';
import type { Run } from '../../../lab/types.ts';
import { ActivityScreen } from '../activity/activity-screen.tsx';
import { HelpPage } from '../help/help-page.tsx';
import { PlainRun } from './plain-run.tsx';
import { RunLayout } from './run-layout.tsx';
import { runPanes } from './run-panes.ts';
import { statusLines } from './run-status.ts';
import { SourcesPage } from './sources-page.tsx';
import { useRunActions } from './use-run-actions.ts';
import { useRunKeys } from './use-run-keys.ts';
import { useRunSession } from './use-run-session.ts';

export interface RunScreenProps {
  readonly run: Run;
  readonly onLeave: () => void;
  readonly onReset: () => void;
  /** The run was set up again elsewhere: it has other accounts now. */
  readonly onChanged: () => void;
}

/** A lab that is being worked in. */
export function RunScreen({ run, onLeave, onReset, onChanged }: RunScreenProps) {
  const size = useScreenSize();
  const plain = usePlain();
  const session = useRunSession(run, onChanged);
  const actions = useRunActions(session, { onLeave, onReset });
  const status = statusLines(session, size.columns);
  const panes = runPanes(session, size, status.length);
  useRunKeys(session, actions, panes);

  const closePage = () => session.dispatch({ type: 'closePage' });
  switch (session.view.page) {
    case 'help':
      return <HelpPage scope="lab" onClose={closePage} />;
    case 'sources':
      return <SourcesPage lab={run.lab} onClose={closePage} />;
    case 'activity':
      return <ActivityScreen title={run.lab.title} activity={session.activity} onShell={actions.openShell} onClose={closePage} />;
    case undefined:
      return plain ? <PlainRun session={session} /> : <RunLayout session={session} panes={panes} status={status} size={size} />;
  }
}
