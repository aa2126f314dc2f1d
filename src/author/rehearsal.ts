import { join } from 'node:path';
import { ensureFolder } from '../aws/home.ts';
import type { Backend } from '../backend/types.ts';
import { replaceNames } from '../check/names.ts';
import { type Lab, type Run, startRun, trustLab } from '../lab/index.ts';
import { prepareWorkbench, type Workbench } from '../workbench/environment.ts';
import { runScript } from '../workbench/run-script.ts';
import { type Fence, scriptOf } from './fences.ts';

export interface RehearsalOptions {
  readonly lab: Lab;
  readonly backend: Backend;
  /** A home folder of its own; it is deleted at the end. */
  readonly home: string;
  /** The AWS CLI to use; absent: the built-in one. */
  readonly installedAws?: string;
  readonly signal: AbortSignal;
}

/** Starts the lab afresh, lets `play` work in it, and drops it. `variant` changes the lab first. */
export type Rehearse = <T>(play: (rehearsal: Rehearsal) => Promise<T>, variant?: (lab: Lab) => Lab) => Promise<T>;

const TIME_LIMIT = 120_000;

/** A run of a lab with accounts of its own, in which pages are played. */
export class Rehearsal {
  readonly run: Run;
  readonly #options: RehearsalOptions;
  readonly #workbench: Workbench;

  private constructor(run: Run, workbench: Workbench, options: RehearsalOptions) {
    this.run = run;
    this.#workbench = workbench;
    this.#options = options;
  }

  /** Sets up the lab from a fresh start. */
  static async start(options: RehearsalOptions): Promise<Rehearsal> {
    const { lab, backend, home, installedAws } = options;
    ensureFolder(home);
    // Who proves a lab has its code run: that is what he asked for.
    trustLab(home, lab);
    const run = await startRun(lab, { home, backend });
    const { profiles, defaultProfile, variables } = run.shell;
    const first = profiles[defaultProfile];
    if (first === undefined) throw new Error(`The run of ${lab.id} has no profile ${defaultProfile}.`);
    const workbench = prepareWorkbench({
      home,
      folder: ensureFolder(join(home, 'workbench')),
      endpoint: backend.endpoint,
      plainEndpoint: backend.plainEndpoint,
      region: backend.region,
      profiles: { ...profiles, default: first },
      names: variables,
      ...(installedAws === undefined ? {} : { installedAws }),
    });
    return new Rehearsal(run, workbench, options);
  }

  /** Runs the blocks in bash, in the run's folder, up to the first command that fails. Gives what went wrong, with the output. */
  async play(fences: readonly Fence[]): Promise<string | undefined> {
    const script = replaceNames(scriptOf(fences), this.run.names);
    if (script.trim() === '') return undefined;
    const { env } = this.#workbench;
    const { signal } = this.#options;
    const result = await runScript(script, { env, cwd: this.run.files, timeout: TIME_LIMIT, signal, stopAtFailure: true });
    signal.throwIfAborted();
    if (result.ended === 'timedOut') return `The commands did not end within ${TIME_LIMIT / 1000} seconds.\n${result.output}`;
    if (result.exitCode === 0) return undefined;
    return `A command ended with ${result.exitCode ?? 'a signal'}:\n${result.output.trim()}`;
  }

  async end(): Promise<void> {
    for (const account of Object.values(this.run.accounts)) await this.#options.backend.dropAccount(account);
  }
}
