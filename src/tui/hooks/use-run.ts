import { useCallback, useEffect, useState } from 'react';
import { errorSentence } from '../components/error-sentence.ts';
import type { Run } from '../../lab/types.ts';
import { useServices } from './services-context.ts';

export type OpenRun =
  | { readonly state: 'opening'; readonly sentence: string }
  | { readonly state: 'open'; readonly run: Run; /** Rises when the lab was opened anew: after a reset. */ readonly round: number }
  | { readonly state: 'failed'; readonly sentence: string };

export interface RunHandle {
  readonly open: OpenRun;
  /** Opens the lab anew, with the accounts that it has now. */
  readonly again: () => void;
  /** Drops what the learner built, sets up again, and opens the lab anew. */
  readonly reset: (run: Run) => void;
}

/** Opens a lab's run. */
export function useRun(lab: string): RunHandle {
  const services = useServices();
  const [round, setRound] = useState(0);
  const [open, setOpen] = useState<OpenRun>({ state: 'opening', sentence: 'Opening the lab …' });
  useEffect(() => {
    let wanted = true;
    const start = setImmediate(() => {
      services
        .openLab(lab, (sentence) => wanted && setOpen({ state: 'opening', sentence }))
        .then(
          (run) => wanted && setOpen({ state: 'open', run, round }),
          (error: unknown) => wanted && setOpen({ state: 'failed', sentence: errorSentence(error) }),
        );
    });
    return () => {
      wanted = false;
      clearImmediate(start);
    };
  }, [services, lab, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const reset = useCallback(
    (run: Run) => {
      setOpen({ state: 'opening', sentence: 'Resetting the lab …' });
      run.reset().then(again, (error: unknown) => setOpen({ state: 'failed', sentence: errorSentence(error) }));
    },
    [again],
  );
  return { open, again, reset };
}
