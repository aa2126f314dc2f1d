import { SeclabError } from '../aws/seclab-error.ts';
import { version } from '../aws/version.ts';
import { connectClient } from './client.ts';
import { callControl, isConnectionLost, type SandboxAddress } from './control.ts';
import { hasEnded, isAlive } from '../aws/process.ts';
import { readRun, removeRun, type SandboxRun } from './run-file.ts';
import { sandboxFolder } from './sandbox-folder.ts';
import { spawnSandbox } from './spawn-sandbox.ts';
import { withLock } from '../aws/lock.ts';
import type { Backend } from './types.ts';

const HEALTH_TIMEOUT = 5000;
const STOP_TIMEOUT = 10_000;

/**
 * The sandbox of a home folder: the running one, else a newly started one. Ten that ask at once get the same.
 * `port` is only for a start. Throws SeclabError `port.taken`, `sandbox.elsewhere`, `home.unwritable`, `sandbox.failed`.
 */
export async function openSandbox(home: string, options: { readonly port?: number } = {}): Promise<Backend> {
  const run = await findOrStart(home, options.port);
  if (options.port !== undefined && options.port !== 0 && run.port !== options.port) {
    const message = `The sandbox runs at port ${run.port} already, not at ${options.port}: \`seclab down\` ends it.`;
    throw new SeclabError('sandbox.elsewhere', message, { exit: 3 });
  }
  return connectTo(home, run);
}

/** The running sandbox of a home folder; undefined where none runs. Starts nothing. */
export async function findSandbox(home: string): Promise<Backend | undefined> {
  const run = await findRunning(sandboxFolder(home).folder);
  return run && connectTo(home, run);
}

/** Stops the sandbox of a home folder; false where none ran. Its state stays. Throws SeclabError `sandbox.stuck`. */
export async function stopSandbox(home: string): Promise<boolean> {
  const { folder } = sandboxFolder(home);
  const run = await findRunning(folder);
  if (run === undefined) return false;
  try {
    await callControl(run, 'stop', { method: 'POST' });
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
  }
  if (!(await hasEnded(run.pid, STOP_TIMEOUT))) throw stuck(run);
  removeRun(folder, run.pid);
  return true;
}

function connectTo(home: string, run: SandboxRun): Promise<Backend> {
  const revive = async (unlessStopped: boolean): Promise<SandboxAddress | undefined> => {
    // Its run file is taken away by a sandbox that ends in order, and left by one that was killed.
    const { folder } = sandboxFolder(home);
    if (unlessStopped && readRun(folder) === undefined) return undefined;
    // Of another version too: two that put each other's away would never come to an end.
    return (await findRunning(folder)) ?? findOrStart(home);
  };
  return connectClient(run, { revive });
}

async function findOrStart(home: string, port?: number): Promise<SandboxRun> {
  const { folder, log } = sandboxFolder(home);
  const find = () => findRunning(folder);
  const running = await find();
  if (running?.version === version) return running;
  if (running !== undefined) await stopSandbox(home);
  return withLock(folder, 'start', find, async () => {
    await spawnSandbox(home, log, port);
    const started = await find();
    if (started === undefined)
      throw new SeclabError('sandbox.failed', `The sandbox ended as soon as it had started: see ${log}.`, { exit: 3 });
    return started;
  });
}

/** Reads the run file and makes sure that its sandbox answers. A stale file counts as none; one that hangs is an error. */
async function findRunning(folder: string): Promise<SandboxRun | undefined> {
  const run = readRun(folder);
  if (run === undefined || !isAlive(run.pid)) return undefined;
  try {
    // With the token: another program, or another person's sandbox, may have its port by now.
    await callControl(run, 'status', { timeout: HEALTH_TIMEOUT });
    return run;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') throw stuck(run);
    if (error instanceof SeclabError || isConnectionLost(error)) return undefined;
    throw error;
  }
}

function stuck(run: SandboxRun): SeclabError {
  return new SeclabError('sandbox.stuck', `The sandbox (process ${run.pid}) does not answer. End that process and try again.`, { exit: 3 });
}
