import { useCallback, useEffect, useState } from 'react';
import { errorSentence } from '../components/error-sentence.ts';
import type { Run } from '../../lab/types.ts';
import { useServices } from './services-context.ts';

export type OpenRun =
  | { readonly state: 'opening'; readonly sentence: string }
  | { readonly state: 'open'; readonly run: Run; /** Rises when the lab was opened anew: after a reset. */ readonly round: number }
  | { readonly state: 'failed'; readonly sentence: string };

/** Opens a lab's run; `again` opens it anew, with the accounts that it has then. */
export function useRun(lab: string): readonly [open: OpenRun, again: () => void] {
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
  return [open, useCallback(() => setRound((before) => before + 1), [])];
}
