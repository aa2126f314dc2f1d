import { useCallback, useEffect, useState } from 'react';
import type { Run, RunState } from '../../lab/types.ts';

/** Another process may change the run: `seclab check` in the learner's other terminal. */
const LOOK_AGAIN = 2000;

/** The run as it is on disk, looked at again from time to time and whenever `refresh` is called. */
export function useRunState(run: Run, onError: (error: unknown) => void): readonly [state: RunState, refresh: () => void] {
  const [state, setState] = useState(() => run.state());
  const refresh = useCallback(() => {
    try {
      const now = run.state();
      setState((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
    } catch (error) {
      onError(error);
    }
  }, [run, onError]);
  useEffect(() => {
    const timer = setInterval(refresh, LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [refresh]);
  return [state, refresh];
}
