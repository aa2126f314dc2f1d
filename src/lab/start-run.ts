import { randomBytes } from 'node:crypto';
import { SeclabError } from '../aws/seclab-error.ts';
import type { Backend } from '../backend/types.ts';
import { openLab } from './catalogue.ts';
import { drawNames } from './draw-names.ts';
import { loadChecks, loadSetup } from './load-code.ts';
import { ensureFolder } from '../aws/home.ts';
import { withLock } from '../aws/lock.ts';
import { Progress } from './progress.ts';
import { reduceProgress } from './reduce-progress.ts';
import { clearFiles, readCurrent, runFolder, type RunFolder, writeCurrent } from './run-folder.ts';
import { LabRun } from './run.ts';
import { setUp } from './set-up.ts';
import { requireTrust } from './trust.ts';
import type { Lab, Run } from './types.ts';

export interface RunOptions {
  /** The home folder: `homeFolder()`. */
  readonly home: string;
  /** The sandbox, or how to get it: it is asked for only when it is needed. */
  readonly backend: Backend | (() => Promise<Backend>);
}

/**
 * Starts a run of a lab, or goes on with the one that there is, and makes it the current one. A set-up that was killed half way
 * is dropped and done again. Throws SeclabError `lab.untrusted`, `lab.invalid`, `lab.setup`.
 */
export async function startRun(lab: Lab, options: RunOptions): Promise<Run> {
  const parts = partsOf(lab, options);
  requireTrust(options.home, lab);
  await settingUp(parts, async () => {
    if (!isReady(parts)) await begin(parts);
  });
  writeCurrent(options.home, lab.id);
  return runOf(parts);
}

/** Opens the run that there is of a lab; undefined where there is none, or where its set-up was not finished. */
export async function openRun(lab: Lab, options: RunOptions): Promise<Run | undefined> {
  const parts = partsOf(lab, options);
  return isReady(parts) ? runOf(parts) : undefined;
}

/** The run that was started last; undefined where there is none. Throws SeclabError `lab.unknown` where its lab is gone. */
export async function currentRun(
  options: RunOptions & { readonly env?: Readonly<Record<string, string | undefined>> },
): Promise<Run | undefined> {
  const current = readCurrent(options.home);
  return current === undefined ? undefined : openRun(openLab(current, options.env), options);
}

interface Parts {
  readonly lab: Lab;
  readonly folder: RunFolder;
  readonly progress: Progress;
  readonly backend: () => Promise<Backend>;
}

function partsOf(lab: Lab, { home, backend }: RunOptions): Parts {
  const folder = runFolder(home, lab.id);
  return {
    lab,
    folder,
    progress: new Progress(folder.progress),
    backend: typeof backend === 'function' ? backend : () => Promise.resolve(backend),
  };
}

function runOf(parts: Parts): Run {
  return new LabRun({ ...parts, startAgain: () => settingUp(parts, () => begin(parts)) });
}

/** One process at a time sets a run up. */
function settingUp({ folder: { folder } }: Parts, body: () => Promise<void>): Promise<void> {
  ensureFolder(folder);
  return withLock(folder, 'set-up', () => Promise.resolve(undefined), body);
}

function isReady({ lab, progress }: Parts): boolean {
  return reduceProgress(lab, progress.read()).ready !== undefined;
}

/** Drops what an earlier start left, draws accounts and names, and sets up. */
async function begin({ lab, folder, progress, backend: connect }: Parts): Promise<void> {
  const setup = await loadSetup(lab);
  // A lab without its checks should not begin: found now, not after the learner's work.
  await loadChecks(lab);
  const backend = await connect();
  const before = reduceProgress(lab, progress.read()).started;
  for (const account of Object.values(before?.accounts ?? {})) await backend.dropAccount(account);
  clearFiles(folder, new Date());

  const accounts: Record<string, string> = {};
  for (const name of Object.keys(lab.accounts)) accounts[name] = await backend.createAccount();
  const numbers = Object.entries(lab.accounts).map(([name, written]) => [written, accounts[name] ?? written] as const);
  const region = lab.region === backend.region ? {} : { [lab.region]: backend.region };
  const names = { ...drawNames(lab, randomBytes(2).toString('hex')), ...Object.fromEntries(numbers), ...region };
  progress.append({ event: 'started', accounts, names, seed: randomBytes(16).toString('hex') });
  try {
    progress.append({ event: 'ready', ...(await setUp({ lab, setup, backend, accounts, names, files: folder.files })) });
  } catch (cause) {
    for (const account of Object.values(accounts)) await backend.dropAccount(account);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SeclabError('lab.setup', `The set-up of \`${lab.id}\` failed: ${reason}`, { exit: 3, cause });
  }
}
