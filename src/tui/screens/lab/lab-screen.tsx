import { Opening } from '../../components/opening.tsx';
import { useRun } from '../../hooks/use-run.ts';
import { RunScreen } from './run-screen.tsx';

/** A lab: opened, then worked in; opened anew after a reset. */
export function LabScreen({ lab, onLeave }: { lab: string; onLeave: () => void }) {
  const { open, again, reset } = useRun(lab);
  if (open.state === 'open')
    return <RunScreen key={open.round} run={open.run} onLeave={onLeave} onReset={() => reset(open.run)} onChanged={again} />;
  return <Opening lab={lab} sentence={open.sentence} failed={open.state === 'failed'} onLeave={onLeave} />;
}
