import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ensureFolder, unwritable } from './home.ts';

/**
 * Writes a whole file or nothing: a reader sees the old one or the new one, also when the machine dies in between.
 * Throws SeclabError `home.unwritable`.
 */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o600): void {
  ensureFolder(dirname(path));
  const fresh = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    const file = openSync(fresh, 'wx', mode);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, path);
  } catch (cause) {
    rmSync(fresh, { force: true });
    throw unwritable(path, cause);
  }
}
