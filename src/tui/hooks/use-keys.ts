import { useEffectEvent, useLayoutEffect } from 'react';
import { matchPress, type Press } from '../keys/match.ts';
import type { ActionOf, Scope } from '../keys/table.ts';
import { useKeysActive } from './keys-active-context.ts';
import { usePressQueue } from './press-queue-provider.tsx';

/** One function for each action that the key table has in this place; it is told which key was pressed. */
export type KeyHandlers<S extends Scope> = Readonly<Record<ActionOf<S>, (press: Press) => void>>;

/** Binds a place's keys while it is active and shown. */
export function useKeys<S extends Scope>(scope: S, handlers: KeyHandlers<S>, isActive = true): void {
  const queue = usePressQueue();
  const listening = useKeysActive() && isActive;
  const handle = useEffectEvent((press: Press) => {
    const action = matchPress(scope, press);
    if (isActionOf(action, handlers)) handlers[action](press);
  });
  useLayoutEffect(() => (listening ? queue.listen((press) => handle(press)) : undefined), [queue, listening]);
}

function isActionOf<S extends Scope>(action: string | undefined, handlers: KeyHandlers<S>): action is ActionOf<S> {
  return action !== undefined && action in handlers;
}
