import { describe, expect, it } from 'vitest';
import { eventRing } from '../../../src/tui/hooks/event-ring.ts';
import { whoAmI } from '../fixtures/calls.ts';

describe('the ring of calls', () => {
  it('keeps the newest, oldest first', () => {
    const ring = eventRing(3);
    for (let seq = 1; seq <= 5; seq++) ring.add(whoAmI(seq));
    expect(ring.slice(0, 10).map(({ seq }) => seq)).toEqual([3, 4, 5]);
    expect(ring.length).toBe(3);
    expect(ring.added).toBe(5);
    expect(ring.at(3)).toBeUndefined();
  });

  it('takes each call once', () => {
    const ring = eventRing(3);
    expect(ring.add(whoAmI(1))).toBe(true);
    expect(ring.add(whoAmI(1))).toBe(false);
    expect(ring.length).toBe(1);
  });
});
