import type { ReadStream } from 'node:tty';
import { setImmediate as turn } from 'node:timers/promises';

/**
 * Lets go of stdin while a child owns the terminal. Ink leaves a read pending on it: the child would lose its first line,
 * and an interactive shell would stop us. Runs inside `suspendTerminal`, around the child.
 */
export async function withoutStdin<T>(stdin: NodeJS.ReadableStream | ReadStream, child: () => Promise<T>): Promise<T> {
  const listeners = stdin.listeners('readable').filter(isListener);
  stdin.removeAllListeners('readable');
  await turn();
  stdin.resume();
  stdin.pause();
  await turn();
  try {
    return await child();
  } finally {
    for (const listener of listeners) stdin.on('readable', listener);
  }
}

function isListener(candidate: unknown): candidate is () => void {
  return typeof candidate === 'function';
}
