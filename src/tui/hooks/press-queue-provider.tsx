import { useInput, usePaste } from 'ink';
import { createContext, useContext, useState, type ReactNode } from 'react';
import { pressesOf } from '../keys/match.ts';
import { pressQueue, type PressQueue } from '../keys/press-queue.ts';

const PressQueueContext = createContext<PressQueue | undefined>(undefined);

/** The one reader of the keyboard: screens come and go without a key falling between them. Pasted text is never taken for keys. */
export function PressQueueProvider({ children }: { children: ReactNode }) {
  const [queue] = useState(pressQueue);
  useInput((input, key) => queue.push(pressesOf(input, key)));
  usePaste(ignore);
  return <PressQueueContext value={queue}>{children}</PressQueueContext>;
}

export function usePressQueue(): PressQueue {
  const queue = useContext(PressQueueContext);
  if (queue === undefined) throw new Error('Expected the screen to stand inside a PressQueueProvider.');
  return queue;
}

function ignore(): void {}
