import { linkSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { SeclabError } from '../../aws/seclab-error.ts';
import { readIfThere } from './files.ts';

/** Folders that this very process holds: its own pid in a lock file may also be that of a dead process before it. */
const held = new Set<string>();

/**
 * Takes the folder for this process alone; returns how to give it back. A lock whose process is gone is taken over.
 * Throws SeclabError `store.locked`.
 */
export function lockFolder(folder: string): () => void {
  const real = realpathSync(folder);
  const path = join(real, 'lock');
  if (held.has(real)) throw taken(folder, process.pid);
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, describeProcess(process.pid), { mode: 0o600 });
  try {
    while (!tryLink(mine, path)) clearDeadLock(folder, path);
  } finally {
    rmSync(mine, { force: true });
  }
  held.add(real);
  return () => {
    held.delete(real);
    rmSync(path, { force: true });
  };
}

function tryLink(from: string, to: string): boolean {
  try {
    // A link appears with its content, or fails where the name is taken.
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function clearDeadLock(folder: string, path: string): void {
  const holder = readIfThere(path)?.toString('utf8');
  if (holder === undefined) return;
  const pid = Number.parseInt(holder, 10);
  const alive = Number.isSafeInteger(pid) && pid !== process.pid && isRunning(pid) && describeProcess(pid) === holder;
  if (alive) throw taken(folder, pid);
  const aside = `${path}.dead-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // Another process cleared it first; the next turn sees who holds it now.
  }
  // Between reading and renaming another process may have cleared the dead lock and taken its own: give that back.
  if (readFileSync(aside, 'utf8') !== holder) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The pid, and on Linux when that process started: a pid is given to another process in time. */
function describeProcess(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, started] = [fields[0], fields[19]];
    if (state === 'Z') return `${pid} has ended\n`;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${pid} ${started} ${boot}\n`;
  } catch {
    return `${pid}\n`;
  }
}

function taken(folder: string, pid: number): SeclabError {
  return new SeclabError('store.locked', `${folder} is in use by another seclab process (pid ${pid}). Stop it with \`seclab down\`.`, {
    exit: 3,
  });
}
