import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unwritable } from './home.ts';
import { isAlive } from './process.ts';

const POLL = 50;
/** What is done under it takes seconds: a lock this old was left behind by a process whose number another has by now. */
const STALE_AFTER = 180_000;

/**
 * Runs `body` while no other process does so with the same folder and name. `enough` is asked while waiting: what it gives ends the wait.
 * A lock whose holder died is passed by taking the next number, never by deleting it: two who see it dead cannot both win.
 */
export async function withLock<T>(folder: string, name: string, enough: () => Promise<T | undefined>, body: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = take(folder, name);
    if (lock === undefined) {
      await sleep(POLL);
      const found = await enough();
      if (found !== undefined) return found;
      continue;
    }
    try {
      return (await enough()) ?? (await body());
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

/** The path of the lock that is now ours; undefined where another lives. */
function take(folder: string, name: string): string | undefined {
  const last = Math.max(0, ...readdirSync(folder).map((file) => numberOf(file, name)));
  if (last > 0 && isHeld(pathOf(folder, name, last))) return undefined;
  return create(pathOf(folder, name, last + 1));
}

function create(path: string): string | undefined {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, String(process.pid));
    closeSync(file);
    return path;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    throw unwritable(path, error);
  }
}

function isHeld(path: string): boolean {
  try {
    if (Date.now() - statSync(path).mtimeMs > STALE_AFTER) return false;
    const holder = readFileSync(path, 'utf8');
    // Empty: made this instant, its number not yet written.
    return holder === '' || isAlive(Number(holder));
  } catch (error) {
    // Given back since we looked: the next round finds out.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true;
    throw error;
  }
}

function pathOf(folder: string, name: string, number: number): string {
  return join(folder, `${name}.${number}.lock`);
}

/** 0 for a file that is no lock of this name. */
function numberOf(file: string, name: string): number {
  const [start, number = '', end, ...more] = file.split('.');
  return start === name && end === 'lock' && more.length === 0 && /^\d+$/.test(number) ? Number(number) : 0;
}
