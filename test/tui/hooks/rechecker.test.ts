import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { rechecker, type Checking } from '../../../src/tui/hooks/rechecker.ts';

function observed(quiet = 5, atMost = 50) {
  const log: string[] = [];
  const states: Checking[] = [];
  const releases: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const made = rechecker({
    quiet,
    atMost,
    onChecking: (checking) => states.push(checking),
    onResults: (_results, asked) => log.push(asked ? 'asked result' : 'result'),
    onError: (error) => log.push(String(error)),
    async check(steps) {
      running++;
      most = Math.max(most, running);
      log.push(`check ${steps?.join() ?? 'all'}`);
      await new Promise<void>((resolve) => releases.push(resolve));
      running--;
      return [];
    },
  });
  const until = async (holds: () => boolean) => {
    while (!holds()) await sleep(1);
  };
  return { made, log, states, releases, until, most: () => most };
}

describe('re-checking', () => {
  it('checks once for many events', async () => {
    const { made, log, releases, until } = observed();
    for (let event = 0; event < 50; event++) made.soon('a');
    await until(() => releases.length === 1);
    releases[0]?.();
    await until(() => log.includes('result'));
    expect(log).toEqual(['check a', 'result']);
  });

  it('says at once that it checks', () => {
    const { made, states } = observed(10_000, 10_000);
    made.soon('a');
    expect(states).toEqual(['byItself']);
    made.close();
  });

  it('checks even if events never stop', async () => {
    const { made, releases, until } = observed(1000, 20);
    const events = setInterval(() => made.soon('a'), 2);
    await until(() => releases.length === 1);
    clearInterval(events);
    made.close();
    expect(releases).toHaveLength(1);
  });

  it('never runs two checks at once: one more follows the one that runs', async () => {
    const { made, log, releases, until, most } = observed();
    made.soon('a');
    await until(() => releases.length === 1);
    made.soon('a');
    made.now(['b']);
    await sleep(10);
    releases[0]?.();
    await until(() => releases.length === 2);
    releases[1]?.();
    await until(() => log.includes('asked result'));
    expect(most()).toBe(1);
    expect(log).toEqual(['check a', 'check b', 'asked result']);
  });

  it('forgets the result of a check that was stopped', async () => {
    const { made, log, states, releases, until } = observed();
    made.now(['a']);
    await until(() => releases.length === 1);
    made.stop();
    expect(states.at(-1)).toBe('no');
    releases[0]?.();
    await sleep(5);
    expect(log).toEqual(['check a']);
  });
});
