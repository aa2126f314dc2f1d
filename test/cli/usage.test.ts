import { expect, test } from 'vitest';
import { isNewEnough, tooOldSentence } from '../../src/cli/node-version.ts';
import { makeSeclab } from './seclab.ts';

const seclab = makeSeclab();

test('help shows the eight commands that a learner needs, and where the others are', async () => {
  const { stdout, exitCode } = await seclab.run('help');
  expect(exitCode).toBe(0);
  expect([...stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name)).toEqual([
    'start',
    'show',
    'check',
    'hint',
    'why',
    'aws',
    'shell',
    'doctor',
  ]);
  expect(stdout).toContain('`seclab help instructor`');
  expect((await seclab.run('help instructor')).stdout).toMatch(/^ {2}events /m);
  expect((await seclab.run('help policy')).stdout).toMatch(/^ {2}evaluate /m);
});

test.each([
  ['chek', 'There is no command `chek`. Did you mean `seclab check`?'],
  ['qqqqqqqq', 'There is no command `qqqqqqqq`. `seclab help` lists the commands.'],
  ['--nope', 'There is no command `--nope`. `seclab help` lists the commands.'],
])('%s is no command, and it says so', async (args, sentence) => {
  expect(await seclab.run(args)).toMatchObject({ exitCode: 2, stdout: '', stderr: sentence });
});

test.each([
  ['check --nope', /unknown option '--nope'/],
  ['start', /missing required argument 'lab'/],
  ['start hello there', /too many arguments/],
  ['up --port 70000', /Expected a number from 0 to 65535/],
  ['up --backend moto', /Expected the backend to be "embedded", got "moto"/],
  ['start helo', /There is no lab `helo`\. Did you mean `hello`\?/],
  ['check', /No lab is started/],
])('%s is bad usage', async (args, sentence) => {
  const { exitCode, stderr } = await seclab.run(args);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(sentence);
});

test('without a command and without a terminal it says what runs', async () => {
  expect(await seclab.run('')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('The sandbox does not run.') });
});

test.each([
  ['20.20.2', false],
  ['22.17.1', false],
  ['22.18.0', true],
  ['24.21.0', true],
])('knows whether Node %s is new enough', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
  expect(tooOldSentence(version)).toBe(
    `seclab needs Node 22.18 or newer and this is Node ${version}: install a newer one from https://nodejs.org and try again.`,
  );
});

test('the screen wants a terminal, and a lab that there is', async () => {
  expect(await seclab.run('screen')).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('needs a terminal') });
  expect(await seclab.run('screen helo')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean `hello`?') });
  expect(await seclab.run('--plain')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('The sandbox does not run.') });
});
