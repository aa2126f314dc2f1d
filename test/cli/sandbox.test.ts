import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { isAlive } from '../../src/aws/process.ts';
import { publicSchema } from './schema.ts';
import { makeSeclab, type Seclab } from './seclab.ts';

const made: Seclab[] = [];
afterAll(() => Promise.all(made.map((seclab) => seclab.dispose())));
const fresh = (): Seclab => {
  const seclab = makeSeclab();
  made.push(seclab);
  return seclab;
};

describe('the sandbox', () => {
  test('is started once, also by five commands at the same time, and is one playground to all', async () => {
    const seclab = fresh();
    const answers = await Promise.all(Array.from({ length: 5 }, () => seclab.run('up --json')));
    expect(answers.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(answers.map(() => ({ exitCode: 0, stderr: '' })));
    expect(new Set(answers.map(({ stdout }) => stdout)).size).toBe(1);
    publicSchema('up').parse(JSON.parse(answers[0]?.stdout ?? ''));
    const log = readFileSync(join(seclab.home, 'sandbox', 'log'), 'utf8');
    expect(log.match(/, process \d+, at http/g)).toHaveLength(1);
  });

  test('keeps its token to its owner', async () => {
    const seclab = fresh();
    await seclab.run('up');
    expect(statSync(join(seclab.home, 'sandbox', 'run.json')).mode & 0o777).toBe(0o600);
  });

  test('that was killed comes back on the same port with all that was in it', async () => {
    const seclab = fresh();
    const before = (await seclab.run('up --json')).stdout;
    const pid = seclab.sandboxPid();
    process.kill(pid, 'SIGKILL');
    const after = await seclab.run('up --json');
    expect(after).toMatchObject({ exitCode: 0, stdout: before });
    expect(seclab.sandboxPid()).not.toBe(pid);
    expect((await seclab.run('status --json')).stdout).toContain(JSON.parse(before).account);
  });

  test('comes back on the same port after it was stopped', async () => {
    const seclab = fresh();
    const before = (await seclab.run('up --json')).stdout;
    const pid = seclab.sandboxPid();
    expect(await seclab.run('down')).toMatchObject({ exitCode: 0, stdout: 'The sandbox is stopped. Its state stays.' });
    expect(existsSync(join(seclab.home, 'sandbox', 'run.json'))).toBe(false);
    expect(isAlive(pid)).toBe(false);
    expect(await seclab.run('down')).toMatchObject({ exitCode: 0, stdout: 'The sandbox did not run.' });
    expect((await seclab.run('up --json')).stdout).toBe(before);
  });

  test('takes the port that it is given, or says that it is taken', async () => {
    const seclab = fresh();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const sentence = `Port ${port} is taken by another program: give another one with --port, or leave it out.`;
    expect(await seclab.run(`up --port ${port}`)).toMatchObject({ exitCode: 3, stdout: '', stderr: sentence });
    await new Promise((resolve) => server.close(resolve));
    expect(JSON.parse((await seclab.run(`up --json --port ${port}`)).stdout)).toMatchObject({ endpoint: `http://127.0.0.1:${port}` });
    const other = `The sandbox runs at port ${port} already, not at 1: \`seclab down\` ends it.`;
    expect(await seclab.run('up --port 1')).toMatchObject({ exitCode: 3, stderr: other });
  });

  test('is reached past a proxy that does not answer', async () => {
    const dead = 'http://127.0.0.1:9';
    const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: dead, http_proxy: dead, HTTPS_PROXY: dead, NO_PROXY: '', no_proxy: '' };
    expect(await fresh().run('up', env)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('ends itself when nobody uses it', async () => {
    const seclab = fresh();
    await seclab.run('up', { SECLAB_IDLE_HOURS: String(0.5 / 3600) });
    const pid = seclab.sandboxPid();
    for (let tries = 0; tries < 100 && existsSync(join(seclab.home, 'sandbox', 'run.json')); tries++) await sleep(100);
    expect(existsSync(join(seclab.home, 'sandbox', 'run.json'))).toBe(false);
    for (let tries = 0; tries < 100 && isAlive(pid); tries++) await sleep(100);
    expect(isAlive(pid)).toBe(false);
  });

  test('that hangs is named, not started a second time', async () => {
    const seclab = fresh();
    await seclab.run('up');
    const pid = seclab.sandboxPid();
    process.kill(pid, 'SIGSTOP');
    const { exitCode, stderr } = await seclab.run('up');
    process.kill(pid, 'SIGCONT');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: `The sandbox (process ${pid}) does not answer. End that process and try again.`,
    });
    expect(await seclab.run('up')).toMatchObject({ exitCode: 0 });
    expect(seclab.sandboxPid()).toBe(pid);
  });

  test('a run file of a process that is long gone is no sandbox', async () => {
    const seclab = fresh();
    const before = JSON.parse((await seclab.run('up --json')).stdout);
    const path = join(seclab.home, 'sandbox', 'run.json');
    const run = JSON.parse(readFileSync(path, 'utf8'));
    await seclab.run('down');
    // Its number and its port may be somebody else's by now.
    writeFileSync(path, JSON.stringify({ ...run, pid: process.pid }));
    expect(JSON.parse((await seclab.run('up --json')).stdout)).toEqual(before);
    expect(seclab.sandboxPid()).not.toBe(process.pid);
  });
});

test('the doctor tries everything once, leaves nothing running, and ends with the line to mail back', async () => {
  const seclab = fresh();
  const { exitCode, stdout } = await seclab.run('doctor');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^sandbox +http:\/\/127\.0\.0\.1:\d+, enforces policies, serves iam, /m);
  expect(stdout.split('\n').at(-1)).toMatch(new RegExp(`^READY \\d+\\.\\d+\\.\\d+ ${process.platform} ${process.arch}$`));
  expect((await seclab.run('down')).stdout).toBe('The sandbox did not run.');
});

test.each(['up', 'start hello', 'shell', 'doctor'])('says in one sentence that the home folder takes no files: %s', async (args) => {
  const file = join(mkdtempSync(join(tmpdir(), 'seclab-')), 'file');
  writeFileSync(file, '');
  const { exitCode, stdout, stderr } = await makeSeclab(join(file, 'home')).run(args);
  expect(exitCode).toBe(3);
  expect(`${stdout}\n${stderr}`).toMatch(
    /seclab cannot write to .*file\/home.* \(ENOTDIR\)\. Set SECLAB_HOME to a folder of your own that takes files\./,
  );
});
