import { afterEach, describe, expect, it } from 'vitest';
import { putUserPolicy } from './fixtures/calls.ts';
import { fulfil, practice, type Practice } from './fixtures/practice-services.ts';
import { keys, openTerminal, type ScreenTerminal } from './terminal/screen-terminal.ts';

let terminal: ScreenTerminal | undefined;
afterEach(() => terminal?.close());

function enter(columns = 80, rows = 24): { screen: ScreenTerminal; made: Practice } {
  const made = practice({ clock: () => new Date('2026-11-23T09:30:00Z') });
  terminal = openTerminal(columns, rows, { services: made.services, startAt: 'hello' });
  return { screen: terminal, made };
}

describe('a lab', () => {
  it.each([
    [80, 24],
    [100, 30],
    [200, 60],
  ])('shows its task at %i by %i', async (columns, rows) => {
    const { screen } = enter(columns, rows);
    await expect(screen).toShow('aws sts get-caller-identity');
    await expect(screen.text()).toMatchFileSnapshot(`screens/lab-task-${columns}x${rows}.txt`);
  });

  it.each([
    [80, 24],
    [100, 30],
    [200, 60],
  ])('shows what a check found at %i by %i', async (columns, rows) => {
    const { screen } = enter(columns, rows);
    await expect(screen).toShow('aws sts');
    screen.press('c');
    await expect(screen).toShow('is not there yet: 2 things missing.');
    await expect(screen).toShow('✗ not yet');
    await expect(screen.text()).toMatchFileSnapshot(`screens/lab-findings-${columns}x${rows}.txt`);
  });

  it('writes its texts with the names of this run', async () => {
    const { screen } = enter();
    await expect(screen).toShow('735102946618');
    screen.press('n');
    await expect(screen).toShow('lab-greetings-7f3a');
  });

  it('switches between task and progress by Tab where the terminal is narrow', async () => {
    const { screen } = enter();
    await expect(screen).toShow('Step 1 of 3');
    screen.press(keys.tab);
    await expect(screen).toShow('What the check found');
    screen.press(keys.tab);
    await expect(screen).not.toShow('What the check found');
  });

  it('shows both beside each other from 100 columns', async () => {
    const { screen } = enter(100, 30);
    await expect(screen).toShow('Step 1 of 3');
    expect(screen.text()).toContain('What the check found');
  });

  it('scrolls by line, page, and to both ends', async () => {
    const { screen } = enter();
    await expect(screen).toShow('1-19 of');
    screen.press(keys.down, 'j');
    await expect(screen).toShow('3-21 of');
    screen.press(keys.up);
    await expect(screen).toShow('2-20 of');
    screen.press(keys.end);
    await expect(screen).toShow('This step turns green');
    screen.press(keys.pageUp, keys.pageUp);
    await expect(screen).toShow('1-19 of');
  });
});

describe('a step', () => {
  it('turns green by itself after a call, and the next one does not open by itself', async () => {
    const { screen, made } = enter();
    await expect(screen).toShow('No call yet');
    fulfil(made.run.grades, 'who-am-i');
    made.call(putUserPolicy(1));
    await expect(screen).toShow('… checking');
    await expect(screen).toShow('✓ Step 1 (Three callers) has passed. n leads on.');
    await expect(screen).toShow('10/40 points');
    expect(screen.text()).toContain('Step 1 of 3');
    expect(screen.text()).toContain('iam:PutUserPolicy  user/ana  ✓ allowed by identity policy');
    await expect(screen.text()).toMatchFileSnapshot('screens/lab-passed-80x24.txt');
    screen.press('n');
    await expect(screen).toShow('Step 2 of 3: A denial');
  });

  it('is checked once after many calls, and never twice at once', async () => {
    const { screen, made } = enter();
    await expect(screen).toShow('No call yet');
    for (let seq = 1; seq <= 20; seq++) made.call(putUserPolicy(seq));
    await expect(screen).toShow('… checking');
    await expect(screen).not.toShow('… checking');
    expect(made.run.asked).toEqual([['who-am-i']]);
  });

  it('that is lost again says since when and by which call', async () => {
    const { screen, made } = enter();
    await expect(screen).toShow('No call yet');
    const missing = [...(made.run.grades['who-am-i'] ?? [])];
    fulfil(made.run.grades, 'who-am-i');
    screen.press('c');
    await expect(screen).toShow('has passed');
    made.run.grades['who-am-i'] = missing;
    screen.press('c');
    await expect(screen).toShow('! It had passed and holds no longer since 09:30:00, by');
    expect(screen.text()).toContain('lost again');
  });

  it('waits for the steps before it', async () => {
    const { screen } = enter();
    await expect(screen).toShow('Step 1 of 3');
    screen.press('n', 'c');
    await expect(screen).toShow('∙ This step waits for step 1 (Three callers).');
  });

  it('is not failed by a check that could not tell', async () => {
    const { screen, made } = enter();
    made.run.unable = 'the sandbox does not answer';
    await expect(screen).toShow('Step 1 of 3');
    screen.press('c');
    await expect(screen).toShow('? The check could not tell: the sandbox does not answer');
    expect(screen.text()).toContain('This is not your failure');
  });
});

describe('a check that the learner asks for', () => {
  it('holds keys back and does not act on them later', async () => {
    const { screen, made } = enter();
    await expect(screen).toShow('Step 1 of 3');
    let release = () => {};
    made.run.hold = new Promise((resolve) => (release = resolve));
    screen.press('c');
    await expect(screen).toShow('… checking; keys wait until it is done');
    screen.press('n', 'R', 'h', '3', 'q');
    await screen.settle();
    release();
    await expect(screen).toShow('is not there yet');
    expect(screen.text()).toContain('▸ ✗ not yet       1 Three callers');
    expect(made.run.state().steps[0]?.quiz).toBeUndefined();
    expect(made.run.resets).toBe(0);
  });

  it('is stopped by Esc', async () => {
    const { screen, made } = enter();
    await expect(screen).toShow('Step 1 of 3');
    let release = () => {};
    made.run.hold = new Promise((resolve) => (release = resolve));
    screen.press('c');
    await expect(screen).toShow('keys wait');
    screen.press(keys.escape);
    await expect(screen).toShow('The check was stopped.');
    release();
    screen.press('n');
    await expect(screen).toShow('Step 2 of 3');
    expect(made.run.state().steps[0]?.state).toBe('open');
  });
});

describe('hints', () => {
  it('tell their cost before they are taken', async () => {
    const { screen, made } = enter();
    await expect(screen).toShow('Step 1 of 3');
    screen.press('h');
    await expect(screen).toShow("Hint 1 of 3: costs 1 of this step's 10 points. Read it?");
    screen.press('n');
    await expect(screen).not.toShow('Read it?');
    expect(screen.text()).toContain('Step 1 of 3');
    expect(made.run.state().steps[0]?.hintsRead).toBe(0);
  });

  it('are read one rung at a time; the last is the answer and costs half', async () => {
    const { screen, made } = enter();
    await expect(screen).toShow('Step 1 of 3');
    screen.press('h', 'h');
    await expect(screen).toShow('The command is the same each time.');
    screen.press('h', 'h', 'h');
    await expect(screen).toShow("Hint 3 of 3 is the answer: costs 5 of this step's 10 points. Read it?");
    expect(made.run.state().steps[0]?.hintsRead).toBe(2);
  });
});

describe('a question', () => {
  it('is answered by its number; a wrong answer gets its reason', async () => {
    const { screen } = enter();
    await expect(screen).toShow('Step 1 of 3');
    screen.press('1');
    await expect(screen).toShow('✗ not right');
    await expect(screen).toShow('This is the root user of the account.');
    expect(screen.text()).not.toContain('sts and assumed-role mark');
  });

  it('gives every reason once it is right', async () => {
    const { screen } = enter(100, 30);
    await expect(screen).toShow('Step 1 of 3');
    screen.press('3');
    await expect(screen).toShow('✓ right');
    await expect(screen).toShow('sts and assumed-role mark');
    await expect(screen).not.toShow('… checking');
    await expect(screen.text()).toMatchFileSnapshot('screens/lab-question-100x30.txt');
  });

  it('takes no number that is not among its options', async () => {
    const { screen, made } = enter();
    await expect(screen).toShow('Step 1 of 3');
    screen.press('9', keys.tab);
    await expect(screen).toShow('Answer with 1 to 4.');
    expect(made.run.state().steps[0]?.quiz).toBeUndefined();
  });
});

describe('the end', () => {
  it('shows what differs on real AWS', async () => {
    const { screen, made } = enter();
    for (const step of ['who-am-i', 'denial', 'one-door']) fulfil(made.run.grades, step);
    await expect(screen).toShow('Step 1 of 3');
    screen.press('C');
    await expect(screen).toShow('✓ All steps have passed. After the last one n shows what differs on real AWS.');
    screen.press('n', 'n', 'n');
    await expect(screen).toShow('On real AWS');
    await expect(screen).toShow('40 of 40 points in 3 steps');
    await expect(screen.text()).toMatchFileSnapshot('screens/lab-end-80x24.txt');
  });
});

describe('a reset', () => {
  it('asks first', async () => {
    const { screen, made } = enter();
    await expect(screen).toShow('Step 1 of 3');
    screen.press('R');
    await expect(screen).toShow('Reset this lab?');
    screen.press('x');
    await expect(screen).not.toShow('Reset this lab?');
    expect(made.run.resets).toBe(0);
  });

  it('sets the lab up again', async () => {
    const { screen, made } = enter();
    fulfil(made.run.grades, 'who-am-i');
    await expect(screen).toShow('Step 1 of 3');
    screen.press('c');
    await expect(screen).toShow('10/40 points');
    screen.press('R', 'y');
    await expect(screen).toShow(' 0/40 points');
    expect(made.run.resets).toBe(1);
  });
});

describe('a run that is set up again', () => {
  it('is said so, and opens at its start', async () => {
    const { screen, made } = enter();
    await expect(screen).toShow('Step 1 of 3');
    let release = () => {};
    made.run.hold = new Promise((resolve) => (release = resolve));
    screen.press('R', 'y');
    await expect(screen).toShow('Resetting the lab …');
    release();
    await expect(screen).toShow('Step 1 of 3');
  });

  it('by another process keeps the screen standing until it can be opened again', async () => {
    let now = Date.parse('2026-11-23T09:30:00Z');
    const made = practice({ clock: () => new Date((now += 1000)) });
    const screen = openTerminal(80, 24, { services: made.services, startAt: 'hello' });
    terminal = screen;
    fulfil(made.run.grades, 'who-am-i');
    await expect(screen).toShow('No call yet');
    screen.press('c');
    await expect(screen).toShow('10/40 points');
    let release = () => {};
    made.run.hold = new Promise((resolve) => (release = resolve));
    const reset = made.run.reset();
    made.call(putUserPolicy(1));
    await expect(screen).toShow('iam:PutUserPolicy');
    screen.press('n', 'h');
    await expect(screen).toShow('Step 2 of 3');
    release();
    await reset;
    await expect(screen).toShow(' 0/40 points');
  });
});

describe('the pages of a lab', () => {
  it('name all keys', async () => {
    const { screen } = enter();
    await expect(screen).toShow('Step 1 of 3');
    screen.press('?');
    await expect(screen).toShow('All keys');
    await expect(screen.text()).toMatchFileSnapshot('screens/help-80x24.txt');
    screen.press(keys.escape);
    await expect(screen).toShow('Step 1 of 3');
  });

  it('name the sources with the date on which they were checked', async () => {
    const { screen } = enter();
    await expect(screen).toShow('Step 1 of 3');
    screen.press('r');
    await expect(screen).toShow('IAM User Guide, IAM identifiers (ARNs)  checked 2026-11-23');
  });
});
