import type { Backend } from '../backend/types.ts';
import type { Run } from '../lab/types.ts';

/** A lab on the home screen. */
export interface LabEntry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  /** Number of steps, and how many of them have passed. */
  readonly steps: number;
  readonly passed: number;
  readonly points: number;
  readonly score: number;
  /** `toCome`: named by the curriculum, not there yet. */
  readonly state: 'new' | 'started' | 'done' | 'toCome';
  /** Ids of labs that should come before. */
  readonly prerequisites: readonly string[];
}

export type SandboxStatus =
  | { readonly state: 'running'; readonly backend: 'embedded' | 'localstack'; readonly version: string; readonly endpoint: string }
  | { readonly state: 'stopped' };

/** Where the calls of a run are read: a backend is one. */
export type EventSource = Pick<Backend, 'events' | 'follow'>;

/**
 * All that the screen asks of the rest of the program. Every method may load what it needs when it is called: the first
 * frame stands before any of them is. Their errors are shown as a calm line, a SeclabError's message as it is.
 */
export interface ScreenServices {
  /** The labs in the order in which they are to be done. */
  labs(): Promise<readonly LabEntry[]>;
  /** Goes on with a lab's run, or starts one; says in short sentences what takes time. */
  openLab(lab: string, say: (sentence: string) => void): Promise<Run>;
  /** The sandbox that holds the run, started or found again; asked anew after each loss. */
  eventSource(): Promise<EventSource>;
  sandbox(): Promise<SandboxStatus>;
  /** The learner's shell in the run's folder, on this terminal; resolves with its exit code. */
  openShell(run: Run): Promise<number>;
}
