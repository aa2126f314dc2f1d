import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL = 25;

/** Is there a process of this number? One of another user counts as there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Waits until a process is gone; false where it is still there after `timeout` milliseconds. */
export async function hasEnded(pid: number, timeout: number): Promise<boolean> {
  const until = Date.now() + timeout;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await sleep(POLL);
  }
  return true;
}

/** Ended, but not yet waited for: in a container without an init such a process keeps its number for good. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
