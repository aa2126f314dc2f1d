import type { Press } from './match.ts';

/** Hands presses to whoever listens, one at a time: each sees the screen that the one before it has made. */
export interface PressQueue {
  push(presses: readonly Press[]): void;
  listen(listener: (press: Press) => void): () => void;
}

export function pressQueue(): PressQueue {
  const waiting: Press[] = [];
  const listeners = new Set<(press: Press) => void>();
  let busy = false;

  const next = (): void => {
    const press = waiting.shift();
    busy = press !== undefined;
    if (press === undefined) return;
    const now = Array.from(listeners);
    for (const listener of now) listener(press);
    // React schedules its work in the first turn and does it in the second.
    setImmediate(() => setImmediate(next));
  };
  return {
    push(presses) {
      waiting.push(...presses);
      if (!busy) next();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
