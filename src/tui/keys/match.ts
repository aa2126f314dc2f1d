import type { Key } from 'ink';
import { graphemes } from '../text/graphemes.ts';
import { bindingsOf, type Scope } from './table.ts';

/** A key press in the words of the table: `Enter`, `PgDn`, `c`, `3`. */
export type Press = string;

const NAMED = [
  ['return', 'Enter'],
  ['escape', 'Esc'],
  ['tab', 'Tab'],
  ['upArrow', 'Up'],
  ['downArrow', 'Down'],
  ['leftArrow', 'Left'],
  ['rightArrow', 'Right'],
  ['pageUp', 'PgUp'],
  ['pageDown', 'PgDn'],
  ['home', 'Home'],
  ['end', 'End'],
] as const satisfies readonly (readonly [keyof Key, string])[];

/** Keys that are characters, as they come among letters when several are handed over at once. */
const CHARACTERS: Readonly<Record<string, string>> = { ' ': 'Space', '\t': 'Tab', '\r': 'Enter', '\u0003': 'Ctrl+C' };

/** What was pressed. A terminal may hand over several letters at once (a held key): each is a press of its own. */
export function pressesOf(input: string, key: Key): Press[] {
  const named = NAMED.find(([flag]) => key[flag]);
  if (named !== undefined) return [named[1]];
  if (key.ctrl) return input === 'c' ? ['Ctrl+C'] : [];
  if (key.meta) return [];
  return graphemes(input).map((character) => CHARACTERS[character] ?? character);
}

/** The action that a press means in a place; undefined where it means nothing. */
export function matchPress(scope: Scope, press: Press): string | undefined {
  const bindings = bindingsOf(scope);
  const digit = /^[1-9]$/.test(press);
  const exact = bindings.find(([, { keys }]) => keys.some((chord) => chord === press || (digit && chord === '1-9')));
  return (exact ?? bindings.find(([, { keys }]) => keys.includes('any other')))?.[0];
}
