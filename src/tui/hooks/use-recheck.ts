import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Run, StepResult } from '../../lab/types.ts';
import { rechecker, type Checking, type Rechecker } from './rechecker.ts';

/** Calls of one command come within milliseconds of each other: one check when they are done. Those after it wait for the next. */
const QUIET = 20;
const AT_MOST = 1500;

export interface RecheckListener {
  readonly onResults: (results: readonly StepResult[], asked: boolean) => void;
  readonly onError: (error: unknown, asked: boolean) => void;
}

/** The checks of a run: by themselves after events, or asked for. */
export function useRecheck(
  run: Run,
  listener: RecheckListener,
): readonly [checking: Checking, recheck: Pick<Rechecker, 'soon' | 'now' | 'stop'>] {
  const [checking, setChecking] = useState<Checking>('no');
  const onResults = useEffectEvent(listener.onResults);
  const onError = useEffectEvent(listener.onError);
  const current = useRef<Rechecker>(undefined);
  useEffect(() => {
    const made = rechecker({
      check: (steps, signal) => run.check(steps, signal),
      quiet: QUIET,
      atMost: AT_MOST,
      onChecking: setChecking,
      onResults: (results, asked) => onResults(results, asked),
      onError: (error, asked) => onError(error, asked),
    });
    current.current = made;
    return () => made.close();
  }, [run]);
  const [recheck] = useState(() => ({
    soon: (step: string) => current.current?.soon(step),
    now: (steps: readonly string[] | undefined) => current.current?.now(steps),
    stop: () => current.current?.stop(),
  }));
  return [checking, recheck];
}
