import { afterEach, describe, expect, it } from 'vitest';
import { practice } from './fixtures/practice-services.ts';
import { openTerminal, type ScreenTerminal } from './terminal/screen-terminal.ts';

let terminal: ScreenTerminal | undefined;
afterEach(() => terminal?.close());

describe('a terminal', () => {
  it('below 80 by 24 gets a sentence, and its place back when it grows', async () => {
    terminal = openTerminal(80, 24, { services: practice().services, startAt: 'hello' });
    await expect(terminal).toShow('Step 1 of 3');
    terminal.press('n');
    await expect(terminal).toShow('Step 2 of 3');
    terminal.resize(70, 20);
    await expect(terminal).toShow('this terminal has 70 and');
    terminal.press('n');
    await terminal.settle();
    terminal.resize(80, 24);
    await expect(terminal).toShow('Step 2 of 3');
    expect(terminal.text()).not.toContain('this terminal has');
  });

  it('that grows to 100 columns shows task and progress beside each other, and one of them again when it shrinks', async () => {
    terminal = openTerminal(80, 24, { services: practice().services, startAt: 'hello' });
    await expect(terminal).toShow('Step 1 of 3');
    terminal.resize(100, 30);
    await expect(terminal).toShow('── Progress');
    await expect(terminal).toShow('? keys');
    expect(terminal.text().split('\n')).toHaveLength(30);
    terminal.resize(80, 24);
    await expect(terminal).not.toShow('── Progress');
    await expect(terminal).toShow('? keys');
    expect(terminal.text().split('\n')).toHaveLength(24);
  });

  it('is never filled beyond its width or height, by wide characters neither', async () => {
    const title = '最小権限のロール 👩‍👩‍👧 が大事です、とても長い題名なのでここで切れます';
    const wide = {
      id: 'wide',
      title,
      summary: title.repeat(4),
      minutes: 5,
      steps: 2,
      passed: 1,
      points: 10,
      score: 5,
      state: 'started',
      prerequisites: [],
    } as const;
    terminal = openTerminal(80, 24, { services: practice({ labs: [wide] }).services });
    await expect(terminal).toShow('1/2 steps');
    await expect(terminal.text()).toMatchFileSnapshot('screens/home-wide-80x24.txt');
    expect(terminal.text().split('\n')).toHaveLength(24);
  });
});
