import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa, type Result } from 'execa';

export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** A home folder of its own with the built program, called as a person calls it. */
export interface Seclab {
  readonly home: string;
  run(args: string, env?: Record<string, string>): Promise<Pick<Result<{ reject: false }>, 'exitCode' | 'stdout' | 'stderr'>>;
  /** The number of the sandbox's process, by its run file. */
  sandboxPid(): number;
  /** Ends the sandbox and takes the folder away. */
  dispose(): Promise<void>;
}

export function makeSeclab(home = mkdtempSync(join(tmpdir(), 'seclab-home-'))): Seclab {
  const run: Seclab['run'] = (args, env = {}) =>
    execa(process.execPath, [MAIN, ...args.split(' ').filter((part) => part !== '')], {
      env: { SECLAB_HOME: home, ...env },
      reject: false,
      stdin: 'ignore',
    });
  return {
    home,
    run,
    sandboxPid: () => JSON.parse(readFileSync(join(home, 'sandbox', 'run.json'), 'utf8')).pid,
    dispose: async () => {
      await run('down');
      rmSync(home, { recursive: true, force: true });
    },
  };
}
