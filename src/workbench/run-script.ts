import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { SeclabError } from '../aws/seclab-error.ts';

export interface ScriptOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Milliseconds, after which it and all that it started are killed. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
  /** Stop at the first command that fails. Default: go on, as a person at a prompt would. */
  readonly stopAtFailure?: boolean;
}

export interface ScriptResult {
  /** Undefined where it was killed. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Both as they came. */
  readonly output: string;
  readonly ended: 'byItself' | 'timedOut' | 'aborted';
}

/**
 * Runs the commands of a page in a real bash, as a learner would. Nothing that they started outlives them.
 * Throws SeclabError `bash.notFound` where there is none.
 */
export async function runScript(
  script: string,
  { env, cwd, timeout, signal, stopAtFailure = false }: ScriptOptions,
): Promise<ScriptResult> {
  const running = execa(findBash(), ['--noprofile', '--norc', ...(stopAtFailure ? ['-e'] : []), '-c', script], {
    env,
    extendEnv: false,
    cwd,
    timeout,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
    killDescendants: true,
    forceKillAfterDelay: 1000,
    reject: false,
    all: true,
    stdin: 'ignore',
    stripFinalNewline: false,
  });
  // What was left in the background holds the output open: it ends with the script.
  running.nodeChildProcess.once('exit', () => running.kill('SIGKILL'));
  const result = await running;
  if (result.code === 'ENOENT')
    throw new SeclabError('bash.notFound', `Cannot run bash in ${cwd}: ${result.originalMessage ?? ''}`, { exit: 3 });
  return {
    exitCode: result.exitCode,
    stdout: result.stdout,
    stderr: result.stderr,
    output: result.all,
    ended: result.timedOut ? 'timedOut' : result.isCanceled ? 'aborted' : 'byItself',
  };
}

/** On Windows the one of Git: the `bash.exe` of the system belongs to WSL, which sees neither these files nor this loopback. */
function findBash(): string {
  if (process.platform !== 'win32') return 'bash';
  const folders = [
    process.env['ProgramFiles'],
    process.env['ProgramW6432'],
    process.env['LOCALAPPDATA'] && join(process.env['LOCALAPPDATA'], 'Programs'),
  ];
  const found = folders
    .flatMap((folder) => (folder === undefined ? [] : [join(folder, 'Git', 'bin', 'bash.exe')]))
    .find((file) => existsSync(file));
  if (found === undefined) throw new SeclabError('bash.notFound', 'No bash found: install Git for Windows, which brings one.', { exit: 3 });
  return found;
}
