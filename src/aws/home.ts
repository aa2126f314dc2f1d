import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { SeclabError } from './seclab-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder under which seclab keeps all that it remembers: `$SECLAB_HOME`, else the place where the system wants state.
 * https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function homeFolder(env: Environment = process.env, platform: NodeJS.Platform = process.platform): string {
  const given = env['SECLAB_HOME'];
  if (given !== undefined && given !== '') return resolve(given);
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'seclab');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'seclab');
  const state = env['XDG_STATE_HOME'];
  return join(state?.startsWith('/') === true ? state : join(homedir(), '.local', 'state'), 'seclab');
}

/**
 * Makes a folder below the home folder, readable by its owner only, and returns its path.
 * Throws SeclabError `home.unwritable` where that cannot be.
 */
export function ensureFolder(...parts: readonly [string, ...string[]]): string {
  const folder = join(...parts);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw unwritable(folder, cause);
  }
  return folder;
}

/** The one sentence for a home folder that takes no files. */
export function unwritable(path: string, cause: unknown): SeclabError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  const mend = 'Set SECLAB_HOME to a folder of your own that takes files.';
  return new SeclabError('home.unwritable', `seclab cannot write to ${path} (${reason}). ${mend}`, { exit: 3, cause });
}
