import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { program } from '../aws/program.ts';
import { SeclabError } from '../aws/seclab-error.ts';
import type { StartReport } from './sandbox-process.ts';

const START_TIMEOUT = 30_000;
const LOG_SIZE = 5_000_000;

const reportSchema: z.ZodType<StartReport> = z.discriminatedUnion('ready', [
  z.object({ ready: z.literal(true) }),
  z.object({ ready: z.literal(false), code: z.string(), message: z.string() }),
]);

/**
 * Starts the process of a sandbox, which goes on when this one ends, and waits until it answers.
 * Throws SeclabError with the reason that the process gave, or `sandbox.failed`.
 */
export async function spawnSandbox(home: string, log: string, port?: number): Promise<void> {
  const output = openLog(log);
  const child = spawn(process.execPath, [program.main, 'sandbox', ...(port === undefined ? [] : ['--port', String(port)])], {
    cwd: dirname(log),
    detached: true,
    windowsHide: true,
    env: sandboxEnvironment(home),
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  try {
    const report = await firstReport(child, log);
    if (!report.ready) throw new SeclabError(report.code, report.message, { exit: 3 });
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    if (child.connected) child.disconnect();
    child.unref();
  }
}

function firstReport(child: ChildProcess, log: string): Promise<StartReport> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new SeclabError('sandbox.failed', `The sandbox ${what}: see ${log}.`, { exit: 3 }));
    const timer = setTimeout(() => fail(`did not start within ${START_TIMEOUT / 1000} seconds`), START_TIMEOUT);
    child.once('message', (message) => {
      const report = reportSchema.safeParse(message);
      if (report.success) resolve(report.data);
      else fail('sent a report that cannot be read');
    });
    child.once('exit', (code, signal) => fail(`ended at its start (${signal ?? `exit code ${code}`})`));
    child.once('error', reject);
    const settle = () => clearTimeout(timer);
    child.once('message', settle).once('exit', settle).once('error', settle);
  });
}

/** A log of one earlier round is kept beside. */
function openLog(log: string): number {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LOG_SIZE) renameSync(log, `${log}.1`);
  return openSync(log, 'a', 0o600);
}

/** The learner's AWS settings and debugger are none of the sandbox's business. */
function sandboxEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^AWS_|^NODE_OPTIONS$|^NODE_CHANNEL_FD$/i.test(name));
  return { ...Object.fromEntries(kept), SECLAB_HOME: home };
}
