import { afterEach, describe, expect, it } from 'vitest';
import type { ScreenServices } from '../../src/tui/index.ts';
import { fulfil, practice } from './fixtures/practice-services.ts';
import { keys, openTerminal, type ScreenTerminal } from './terminal/screen-terminal.ts';

let terminal: ScreenTerminal | undefined;
afterEach(() => terminal?.close());

function open(services: ScreenServices, columns = 80, rows = 24): ScreenTerminal {
  terminal = openTerminal(columns, rows, { services });
  return terminal;
}

/** A learner who has passed the first step of the first lab. */
async function begun() {
  const made = practice({ clock: () => new Date('2026-11-23T09:30:00Z') });
  fulfil(made.run.grades, 'who-am-i');
  await made.run.check(['who-am-i']);
  return made;
}

describe('the first start', () => {
  it.each([
    [80, 24],
    [100, 30],
    [200, 60],
  ])('says three sentences and one key at %i by %i', async (columns, rows) => {
    const screen = open(practice().services, columns, rows);
    await expect(screen).toShow('sandbox running');
    await expect(screen).toShow('Press Enter');
    await expect(screen.text()).toMatchFileSnapshot(`screens/welcome-${columns}x${rows}.txt`);
  });

  it('draws its first frame before any service has answered', async () => {
    const never = new Promise<never>(() => {});
    const screen = open({ ...practice().services, labs: () => never, sandbox: () => never });
    await expect(screen).toShow('Reading the labs');
  });

  it('begins the first lab by Enter', async () => {
    const screen = open(practice().services);
    await expect(screen).toShow('Press Enter');
    screen.press(keys.enter);
    await expect(screen).toShow('Step 1 of 3: Three callers');
  });
});

describe('all labs', () => {
  it.each([
    [80, 24],
    [100, 30],
    [200, 60],
  ])('are a map with progress and what is next at %i by %i', async (columns, rows) => {
    const screen = open((await begun()).services, columns, rows);
    await expect(screen).toShow('sandbox running');
    await expect(screen).toShow('About');
    await expect(screen.text()).toMatchFileSnapshot(`screens/home-${columns}x${rows}.txt`);
  });

  it('are moved through by arrows, j and k, Home and End', async () => {
    const screen = open((await begun()).services);
    await expect(screen).toShow('▸ Hello');
    screen.press(keys.down);
    await expect(screen).toShow('▸ Least privilege');
    screen.press('k');
    await expect(screen).toShow('▸ Hello');
    screen.press(keys.end);
    await expect(screen).toShow('▸ Capstone');
    screen.press(keys.home, 'jj');
    await expect(screen).toShow('▸ Who guards what');
    screen.press('n');
    await expect(screen).toShow('▸ Hello');
  });

  it('name labs to come and do not open them', async () => {
    const screen = open((await begun()).services);
    await expect(screen).toShow('▸ Hello');
    screen.press(keys.end);
    await expect(screen).toShow('This lab is still to come.');
    screen.press(keys.enter, keys.home);
    await expect(screen).toShow('▸ Hello');
  });

  it('come back with the lab selected that was left', async () => {
    const screen = open((await begun()).services);
    await expect(screen).toShow('▸ Hello');
    screen.press(keys.enter);
    await expect(screen).toShow('Step 2 of 3');
    screen.press('q');
    await expect(screen).toShow('▸ Hello');
    expect(screen.text()).toContain('1/3 steps');
  });

  it('say calmly why they cannot be read', async () => {
    const screen = open({ ...practice().services, labs: () => Promise.reject(new Error('labs/hello/lab.yaml, line 3: no title')) });
    await expect(screen).toShow('labs/hello/lab.yaml, line 3: no title');
  });

  it('are left by q', async () => {
    const screen = open((await begun()).services);
    await expect(screen).toShow('▸ Hello');
    screen.press('q');
    await expect(screen.left).resolves.toBeUndefined();
  });
});
