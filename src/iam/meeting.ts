import { compileCondition } from './condition.ts';
import { candidatesFor, type Filling } from './examples.ts';
import type { Condition } from './types.ts';

/** A value that a request can have for a key; null: it comes without the key. */
export type KeyValue = string | readonly string[] | null;

/** Values of the key that may make the condition hold, or fail: the likeliest first, the absent key last. */
export function valuesFor(condition: Condition, filling: Filling): readonly KeyValue[] {
  const candidates = candidatesFor(condition, filling);
  const values = condition.operator.startsWith('For') ? candidates.map((value) => [value]) : candidates;
  return [...values.slice(0, MOST_VALUES), null];
}

const MOST_VALUES = 12;

/** A value of the key with which the condition holds or, if told so, does not; undefined where none was found. */
export function valueMeeting(condition: Condition, holds: boolean, filling: Filling): KeyValue | undefined {
  const compiled = compileCondition(condition, '2012-10-17');
  const name = condition.key.toLowerCase();
  const others = new Map(Object.entries(filling.context).map(([key, value]) => [key.toLowerCase(), [value].flat().map(String)]));
  return valuesFor(condition, filling).find((value) => {
    const own = value === null ? undefined : typeof value === 'string' ? [value] : value;
    return compiled.holds((key) => (key === name ? own : others.get(key))) === holds;
  });
}
