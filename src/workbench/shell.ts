import { spawn } from 'node:child_process';
import { SeclabError } from '../aws/seclab-error.ts';
import type { Workbench } from './environment.ts';
import { defaultShell, shellStart } from './shell-start.ts';

export interface ShellOptions {
  readonly workbench: Workbench;
  /** The shell starts here. */
  readonly cwd: string;
  /** Stands in front of the prompt: the lab's id. */
  readonly label: string;
  /** Default: the user's own. */
  readonly shell?: string;
}

/**
 * Hands this terminal over to a shell that works in the lab, and takes it back when that ends; returns its exit code.
 * Throws SeclabError `shell.notFound`.
 */
export async function openShell({ workbench, cwd, label, shell = defaultShell() }: ShellOptions): Promise<number> {
  const start = shellStart({ shell, folder: workbench.folder, own: workbench.own, label });
  // Ctrl-C is for what runs in the shell.
  const listeners = process.listeners('SIGINT');
  const ignore = () => {};
  process.removeAllListeners('SIGINT').on('SIGINT', ignore);
  try {
    return await new Promise<number>((resolve, reject) => {
      const child = spawn(start.command, start.args, { cwd, env: { ...workbench.env, ...start.env }, stdio: 'inherit' });
      child.once('error', (cause) =>
        reject(new SeclabError('shell.notFound', `Cannot start the shell ${shell}: ${cause.message}.`, { exit: 3, cause })),
      );
      child.once('exit', (code, signal) => resolve(signal === null ? (code ?? 0) : 130));
    });
  } finally {
    process.off('SIGINT', ignore);
    for (const listener of listeners) process.on('SIGINT', listener);
  }
}
