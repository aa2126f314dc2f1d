import type { StepResult } from '../../lab/types.ts';

export type Checking = 'no' | 'byItself' | 'asked';

export interface RecheckerOptions {
  readonly check: (steps: readonly string[] | undefined, signal: AbortSignal) => Promise<readonly StepResult[]>;
  /** Milliseconds of quiet after an event before the check begins. */
  readonly quiet: number;
  /** Milliseconds after which it begins even if events keep coming. */
  readonly atMost: number;
  readonly onChecking: (checking: Checking) => void;
  readonly onResults: (results: readonly StepResult[], asked: boolean) => void;
  readonly onError: (error: unknown, asked: boolean) => void;
}

export interface Rechecker {
  /** After an event: checks this step once it is quiet; many events make one check. */
  soon(step: string): void;
  /** The learner asks: at once, in place of a check that runs by itself. Undefined: all steps. */
  now(steps: readonly string[] | undefined): void;
  /** Ends a check that the learner asked for. */
  stop(): void;
  /** Ends everything; nothing is reported afterwards. */
  close(): void;
}

interface Job {
  /** Undefined: all. */
  readonly steps: readonly string[] | undefined;
  readonly asked: boolean;
}

/** Runs checks one at a time. */
export function rechecker({ check, quiet, atMost, onChecking, onResults, onError }: RecheckerOptions): Rechecker {
  let timer: NodeJS.Timeout | undefined;
  let since: number | undefined;
  let running: (Job & { readonly abort: AbortController }) | undefined;
  let queued: Job | undefined;
  let closed = false;

  const report = (): void => {
    if (closed) return;
    const current = running?.abort.signal.aborted === false ? running : undefined;
    if (current?.asked === true || queued?.asked === true) onChecking('asked');
    else onChecking(current !== undefined || queued !== undefined || timer !== undefined ? 'byItself' : 'no');
  };
  const run = async (job: Job): Promise<void> => {
    const abort = new AbortController();
    running = { ...job, abort };
    report();
    try {
      const results = await check(job.steps, abort.signal);
      if (!closed && !abort.signal.aborted) onResults(results, job.asked);
    } catch (error) {
      if (!closed && !abort.signal.aborted) onError(error, job.asked);
    }
    running = undefined;
    const next = queued;
    queued = undefined;
    if (next === undefined || closed) report();
    else await run(next);
  };
  const begin = (job: Job): void => {
    if (running === undefined) void run(job);
    else if (queued?.asked !== true) queued = job;
    report();
  };
  const quieten = (): void => {
    clearTimeout(timer);
    timer = undefined;
    since = undefined;
  };

  return {
    soon(step) {
      if (closed) return;
      const now = Date.now();
      const first = since ?? now;
      quieten();
      since = first;
      timer = setTimeout(
        () => {
          quieten();
          begin({ steps: [step], asked: false });
        },
        Math.max(0, Math.min(quiet, first + atMost - now)),
      );
      report();
    },
    now(steps) {
      if (closed) return;
      quieten();
      if (running?.asked === false) running.abort.abort();
      begin({ steps, asked: true });
    },
    stop() {
      if (queued?.asked === true) queued = undefined;
      if (running?.asked === true) running.abort.abort();
      report();
    },
    close() {
      closed = true;
      quieten();
      running?.abort.abort();
    },
  };
}
