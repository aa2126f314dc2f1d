import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureFolder } from '../aws/home.ts';

const NAME = /^set-up\.(\d+)\.lock$/;
const POLL = 50;
const STALE_AFTER = 10 * 60_000;

/**
 * Runs `body` while no other process does so with the same folder. A lock whose holder died is passed by taking the next number,
 * never by deleting it: two who see it dead cannot both win.
 */
export async function withLock<T>(folder: string, body: () => Promise<T>): Promise<T> {
  ensureFolder(folder);
  let lock = take(folder);
  while (lock === undefined) {
    await sleep(POLL);
    lock = take(folder);
  }
  try {
    return await body();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(folder: string): string | undefined {
  const last = Math.max(0, ...readdirSync(folder).map((name) => Number(NAME.exec(name)?.[1] ?? 0)));
  if (last > 0 && isHeld(join(folder, `set-up.${last}.lock`))) return undefined;
  const path = join(folder, `set-up.${last + 1}.lock`);
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, String(process.pid));
    closeSync(file);
    return path;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  }
}

function isHeld(path: string): boolean {
  try {
    if (Date.now() - statSync(path).mtimeMs > STALE_AFTER) return false;
    const holder = readFileSync(path, 'utf8');
    if (holder === '') return true;
    process.kill(Number(holder), 0);
    return true;
  } catch (error) {
    // ESRCH: the holder died. ENOENT: given back since we looked, the next round finds out. EPERM: it lives, as another user.
    return codeOf(error) !== 'ESRCH';
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
