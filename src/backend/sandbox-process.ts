import { SeclabError } from '../aws/seclab-error.ts';
import { version } from '../aws/version.ts';
import { watchIdleness } from './idle.ts';
import { choosePorts } from './ports.ts';
import { readPorts, removeRun, writeRun } from './run-file.ts';
import { sandboxFolder } from './sandbox-folder.ts';

/** What the process of a sandbox tells the one that started it, once. */
export type StartReport = { readonly ready: true } | { readonly ready: false; readonly code: string; readonly message: string };

export interface SandboxProcessOptions {
  readonly home: string;
  readonly port?: number;
  /** Milliseconds without a call or a follower after which it ends itself. */
  readonly idle: number;
}

const IDLE_POLL = 60_000;

/** The life of the sandbox's own process: starts the built-in AWS, leaves a run file, and ends when asked to or when long idle. */
export async function runSandbox(options: SandboxProcessOptions): Promise<void> {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<string>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal));
  // The terminal that it was started from is closed: that is no reason to end.
  process.on('SIGHUP', () => {});

  const idleFor = watchIdleness();
  const { folder, state } = sandboxFolder(options.home);
  let emulated;
  try {
    const { startEmulated } = await import('./embedded.ts');
    const ports = await choosePorts(options.port, readPorts(folder));
    emulated = await startEmulated({ stateFolder: state, ...ports, onStop: () => stop('asked to') });
    const { address, port, plainPort } = emulated;
    writeRun(folder, { pid: process.pid, version, ...address, port, plainPort, startedAt: new Date().toISOString() });
  } catch (error) {
    await emulated?.close();
    report({ ready: false, ...describe(error) });
    throw error;
  }
  log(`seclab ${version}, process ${process.pid}, at ${emulated.address.endpoint}`);
  report({ ready: true });

  const watch = setInterval(
    () => {
      if (idleFor() > options.idle) stop('long idle');
    },
    Math.min(IDLE_POLL, options.idle),
  );
  log(`ends: ${await stopped}`);
  clearInterval(watch);
  removeRun(folder, process.pid);
  await emulated.close();
}

function report(report: StartReport): void {
  if (process.send === undefined) return;
  process.send(report, () => process.disconnect());
}

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof SeclabError) return { code: error.code, message: error.message };
  return { code: 'sandbox.failed', message: error instanceof Error ? error.message : String(error) };
}

function log(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}
