import { useInput, usePaste } from 'ink';
import { matchPress, pressesOf, type Press } from '../keys/match.ts';
import type { ActionOf, Scope } from '../keys/table.ts';
import { useKeysActive } from './keys-active-context.ts';

/** One function for each action that the key table has in this place; it is told which key was pressed. */
export type KeyHandlers<S extends Scope> = Readonly<Record<ActionOf<S>, (press: Press) => void>>;

/** Binds a place's keys. Pasted text is never taken for keys. */
export function useKeys<S extends Scope>(scope: S, handlers: KeyHandlers<S>, isActive = true): void {
  const shown = useKeysActive();
  useInput(
    (input, key) => {
      for (const press of pressesOf(input, key)) {
        const action = matchPress(scope, press);
        if (isActionOf(action, handlers)) handlers[action](press);
      }
    },
    { isActive: shown && isActive },
  );
  usePaste(ignore, { isActive: shown && isActive });
}

function isActionOf<S extends Scope>(action: string | undefined, handlers: KeyHandlers<S>): action is ActionOf<S> {
  return action !== undefined && action in handlers;
}

function ignore(): void {}
