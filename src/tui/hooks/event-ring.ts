import type { ApiEvent } from '../../backend/types.ts';

/** The newest events of a run, oldest first; beyond the capacity the oldest are forgotten. */
export interface EventRing {
  readonly length: number;
  /** How many events were ever added: it rises with every one. */
  readonly added: number;
  at(index: number): ApiEvent | undefined;
  slice(from: number, to: number): ApiEvent[];
  /** False where the event is there already. */
  add(event: ApiEvent): boolean;
}

export const RING_CAPACITY = 10_000;

export function eventRing(capacity = RING_CAPACITY): EventRing {
  const slots: ApiEvent[] = [];
  const known = new Set<string>();
  let added = 0;
  const at = (index: number): ApiEvent | undefined =>
    index < 0 || index >= slots.length ? undefined : slots[(Math.max(0, added - capacity) + index) % capacity];
  return {
    get length() {
      return slots.length;
    },
    get added() {
      return added;
    },
    at,
    slice(from, to) {
      const taken: ApiEvent[] = [];
      for (let index = Math.max(0, from); index < Math.min(to, slots.length); index++) {
        const event = at(index);
        if (event !== undefined) taken.push(event);
      }
      return taken;
    },
    add(event) {
      if (known.has(event.id)) return false;
      const forgotten = slots[added % capacity];
      if (forgotten !== undefined) known.delete(forgotten.id);
      slots[added % capacity] = event;
      known.add(event.id);
      added++;
      return true;
    },
  };
}
