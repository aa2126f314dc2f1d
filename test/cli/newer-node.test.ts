import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { execa, execaSync } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { newerNode } from '../../src/cli/newer-node.ts';
import { isNewEnough, tooOldSentence } from '../../src/cli/node-version.ts';
import { MAIN, makeSeclab } from './seclab.ts';

const folder = mkdtempSync(join(tmpdir(), 'seclab-clone-'));
const seclab = makeSeclab(join(folder, 'home'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The program, with a newer Node beside it as in a clone, or without one as where it was installed. */
function place(name: string, node?: string): string {
  const main = join(folder, name, 'dist', 'main.js');
  cpSync(dirname(MAIN), dirname(main), { recursive: true });
  cpSync(join(dirname(MAIN), '..', 'package.json'), join(folder, name, 'package.json'));
  if (node !== undefined) {
    mkdirSync(join(folder, name, 'node_modules', '.bin'), { recursive: true });
    symlinkSync(node, join(folder, name, 'node_modules', '.bin', 'node'));
  }
  return main;
}

test('the Node of the project is found, unless it is the one that runs', () => {
  expect(newerNode(place('own', process.execPath))).toBeUndefined();
  expect(newerNode(place('none'))).toBeUndefined();
  expect(newerNode(place('other', '/bin/sh'))).toBe(join(folder, 'other', 'node_modules', '.bin', 'node'));
});

const old = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((path) => join(path, 'node'))
  .find((node) => {
    const { stdout, failed } = execaSync(node, ['--version'], { reject: false });
    return !failed && !isNewEnough(String(stdout).slice(1));
  });

describe.skipIf(old === undefined)('on a machine whose own Node is too old', () => {
  const run = (main: string, ...args: string[]) =>
    execa(old ?? '', [main, ...args], { env: { SECLAB_HOME: seclab.home }, reject: false, stdin: 'ignore' });

  test('one sentence says so, and nothing else happens', async () => {
    const version = String(execaSync(old ?? '', ['--version']).stdout).slice(1);
    expect(await run(place('bare'), 'up')).toMatchObject({ exitCode: 3, stdout: '', stderr: tooOldSentence(version) });
  });

  test('the newer Node beside the program runs it instead: output, exit code and signals are the same', async () => {
    const main = place('clone', process.execPath);
    expect(await run(main, '--version')).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(await run(main, 'start', 'helo')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean `hello`?') });
    expect(await run(main, 'up')).toMatchObject({ exitCode: 0 });
    const following = execa(old ?? '', [main, 'events', '--follow'], { env: { SECLAB_HOME: seclab.home }, reject: false, stdin: 'ignore' });
    setTimeout(() => following.kill('SIGINT'), 2000);
    expect(await following).toMatchObject({ exitCode: 130, stderr: '' });
    await run(main, 'down');
  });
});
