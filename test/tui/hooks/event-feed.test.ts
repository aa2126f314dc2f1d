import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ApiEvent } from '../../../src/backend/types.ts';
import { feedEvents, type Connection } from '../../../src/tui/hooks/event-feed.ts';
import { ACCOUNT } from '../fixtures/practice-run.ts';
import { practice } from '../fixtures/practice-services.ts';
import { whoAmI } from '../fixtures/calls.ts';

function feed(since = 0) {
  const made = practice();
  const stop = new AbortController();
  const got: [seq: number, live: boolean][] = [];
  const connections: Connection['state'][] = [];
  const done = feedEvents({
    services: made.services,
    accounts: new Map([[ACCOUNT, since]]),
    signal: stop.signal,
    retryAfter: 5,
    onEvent: (event: ApiEvent, live) => got.push([event.seq, live]),
    onConnection: ({ state }) => connections.push(state),
  });
  const until = async (holds: () => boolean) => {
    while (!holds()) await sleep(1);
  };
  return { made, got, connections, until, end: () => (stop.abort(), done) };
}

describe('the feed of calls', () => {
  it('leaves out what the set-up did', async () => {
    const { made, got, connections, until, end } = feed(2);
    for (const seq of [1, 2, 3]) made.call(whoAmI(seq));
    await until(() => connections.includes('live'));
    made.call(whoAmI(4));
    await until(() => got.length === 2);
    await end();
    expect(got).toEqual([
      [3, false],
      [4, true],
    ]);
  });

  it('catches up after a loss, each call once and in order', async () => {
    const { made, got, connections, until, end } = feed();
    await until(() => connections.includes('live'));
    made.call(whoAmI(1));
    await until(() => got.length === 1);
    made.breakDown('gone');
    await until(() => connections.includes('lost'));
    made.call(whoAmI(2));
    made.call(whoAmI(3));
    made.recover();
    await until(() => got.length === 3);
    await end();
    expect(got.map(([seq]) => seq)).toEqual([1, 2, 3]);
    expect(connections.at(-1)).toBe('live');
  });
});
