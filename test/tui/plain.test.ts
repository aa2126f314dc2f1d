import { afterEach, describe, expect, it } from 'vitest';
import { putUserPolicy, refused } from './fixtures/calls.ts';
import { fulfil, practice, type Practice } from './fixtures/practice-services.ts';
import { keys, openTerminal, type ScreenTerminal } from './terminal/screen-terminal.ts';

let terminal: ScreenTerminal | undefined;
afterEach(() => terminal?.close());

function open(startAt?: string): { screen: ScreenTerminal; made: Practice } {
  const made = practice({ clock: () => new Date('2026-11-23T09:30:00Z') });
  terminal = openTerminal(80, 24, { services: made.services, plain: true, ...(startAt === undefined ? {} : { startAt }) });
  return { screen: terminal, made };
}

const times = (text: string, part: string): number => text.split(part).length - 1;

describe('the screen for a screen reader', () => {
  it('reads the labs out in order', async () => {
    const { screen } = open();
    await expect(screen).toShow('Press Enter to begin');
    screen.press('m');
    await expect(screen).toShow('Selected: Hello');
    await expect(screen.text()).toMatchFileSnapshot('screens/plain-home.txt');
  });

  it('reads a lab out: its steps, the task, the question, the hints', async () => {
    const { screen } = open('hello');
    await expect(screen).toShow('0 of 3 hints read');
    await expect(screen.text()).toMatchFileSnapshot('screens/plain-lab.txt');
  });

  it('draws no boxes, uses no colours and no alternate screen', async () => {
    const { screen } = open('hello');
    await expect(screen).toShow('0 of 3 hints read');
    expect(screen.text()).not.toMatch(/[─│┬▸]/);
    expect(screen.raw()).not.toContain('\u001b[?1049h');
    // oxlint-disable-next-line no-control-regex -- colours are what must not be there
    expect(screen.raw()).not.toMatch(/\u001b\[[0-9;]*m/);
  });

  it('announces each change once', async () => {
    const { screen, made } = open('hello');
    await expect(screen).toShow('0 of 3 hints read');
    fulfil(made.run.grades, 'who-am-i');
    made.call(putUserPolicy(1));
    await expect(screen).toShow('✓ Step 1 (Three callers) has passed.');
    await expect(screen).toShow('Call: admin, iam:PutUserPolicy, user/ana, allowed by identity policy.');
    await screen.settle();
    expect(times(screen.text(), 'has passed. n leads on.\n')).toBe(2);
    expect(times(screen.text(), 'Step 1 of 3, Three callers: passed, 10 of 10 points.')).toBe(1);
    expect(times(screen.text(), 'Step 2 of 3')).toBe(1);
    expect(times(screen.text(), 'You have an AWS of your own now.')).toBe(2);
  });

  it('asks before a hint is taken', async () => {
    const { screen } = open('hello');
    await expect(screen).toShow('0 of 3 hints read');
    screen.press('h');
    await expect(screen).toShow("Hint 1 of 3: costs 1 of this step's 10 points. Read it?");
    screen.press('h');
    await expect(screen).toShow('1  The command is the same each time.');
  });

  it('explains a denial in sentences', async () => {
    const { screen, made } = open('hello');
    await expect(screen).toShow('0 of 3 hints read');
    made.call(refused(1));
    await expect(screen).toShow('Call: ana, s3:GetObject');
    screen.press('a');
    await expect(screen).toShow('Selected: 09:30:01, ana, s3:GetObject');
    screen.press(keys.enter);
    await expect(screen).toShow('identity policy: does not allow.');
  });
});
