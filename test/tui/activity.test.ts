import { afterEach, describe, expect, it } from 'vitest';
import { putUserPolicy, refused, whoAmI } from './fixtures/calls.ts';
import { practice, type Practice } from './fixtures/practice-services.ts';
import { keys, openTerminal, type ScreenTerminal } from './terminal/screen-terminal.ts';

let terminal: ScreenTerminal | undefined;
afterEach(() => terminal?.close());

async function enter(columns = 80, rows = 24): Promise<{ screen: ScreenTerminal; made: Practice }> {
  const made = practice({ clock: () => new Date('2026-11-23T09:30:00Z') });
  const screen = openTerminal(columns, rows, { services: made.services, startAt: 'hello' });
  terminal = screen;
  await expect(screen).toShow('No call yet');
  screen.press('a');
  await expect(screen).toShow('── Activity');
  return { screen, made };
}

describe('the activity', () => {
  it.each([
    [80, 24],
    [100, 30],
    [200, 60],
  ])('shows each call the moment it happens at %i by %i', async (columns, rows) => {
    const { screen, made } = await enter(columns, rows);
    made.call(putUserPolicy(1));
    made.call(whoAmI(2));
    made.call(refused(3));
    await expect(screen).toShow('s3:GetObject');
    await expect(screen.text()).toMatchFileSnapshot(`screens/activity-${columns}x${rows}.txt`);
  });

  it('explains a denial: what decided, what almost matched, the smallest change, and every layer', async () => {
    const { screen, made } = await enter(100, 50);
    made.call(putUserPolicy(1));
    made.call(refused(2));
    made.call(whoAmI(3));
    await expect(screen).toShow('sts:GetCallerIdentity');
    screen.press('k', keys.enter);
    await expect(screen).toShow('Layer by layer');
    for (const part of ['What decided', 'What almost matched', 'smallest change', '✗ does not allow', '∙ none in force', 'AWS answered']) {
      expect(screen.text()).toContain(part);
    }
    await expect(screen.text()).toMatchFileSnapshot('screens/explanation-100x50.txt');
    screen.press(keys.escape);
    await expect(screen).toShow('── Activity');
    expect(screen.text()).toContain('▸ 09:30:02  ana');
  });

  it('stays on the selected call while others come in', async () => {
    const { screen, made } = await enter();
    made.call(refused(1));
    made.call(whoAmI(2));
    await expect(screen).toShow('sts:GetCallerIdentity');
    screen.press('k');
    await expect(screen).toShow('Asked   s3:GetObject');
    for (let seq = 3; seq < 60; seq++) made.call(whoAmI(seq));
    await expect(screen).toShow('of 59');
    expect(screen.text()).toContain('Asked   s3:GetObject');
    screen.press('G');
    await expect(screen).toShow('Asked   sts:GetCallerIdentity');
  });

  it('stays fluid under ten thousand calls, and keeps the newest ten thousand', async () => {
    const { screen, made } = await enter();
    for (let seq = 1; seq <= 10_500; seq++) made.call(whoAmI(seq));
    screen.press('q');
    await expect(screen).toShow('Step 1 of 3');
    screen.press('a');
    await expect(screen).toShow('of 10000');
  });

  it('shows control characters of a caller as what they are not', async () => {
    const { screen, made } = await enter();
    made.call({ ...refused(1), principal: 'arn:aws:iam::735102946618:user/a\u001b[2Jna', errorMessage: 'broken\u0007\r\nlines' });
    await expect(screen).toShow('a�[2Jna');
    expect(screen.text()).toContain('broken� lines');
  });

  it('closes to the place where it was opened', async () => {
    const { screen } = await enter();
    screen.press('q');
    await expect(screen).toShow('Step 1 of 3');
  });
});

describe('a sandbox that is gone', () => {
  it('is said calmly, and what was missed is caught up when it is back', async () => {
    const { screen, made } = await enter();
    screen.press('q');
    await expect(screen).toShow('No call yet');
    made.breakDown('The sandbox does not answer.');
    await expect(screen).toShow('? The sandbox does not answer. Trying again by itself; your progress is kept.');
    made.call(refused(1));
    made.recover();
    await expect(screen).toShow('s3:GetObject');
    expect(screen.text()).not.toContain('Trying again');
  });
});
