import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runScript, type ScriptOptions } from '../../src/workbench/run-script.ts';

const cwd = mkdtempSync(join(tmpdir(), 'seclab-'));
const run = (script: string, options: Partial<ScriptOptions> = {}) =>
  runScript(script, { env: { PATH: process.env['PATH'] ?? '', WHO: 'ana' }, cwd, timeout: 10_000, ...options });

test('runs line by line, as a person would, with the given environment and folder', async () => {
  const result = await run('echo "$WHO"; pwd\nfalse\necho after >&2\nexit 3');
  expect(result).toEqual({ exitCode: 3, stdout: `ana\n${cwd}\n`, stderr: 'after\n', output: `ana\n${cwd}\nafter\n`, ended: 'byItself' });
});

test('stops at the first failure when told to', async () => {
  expect(await run('echo one\nfalse\necho two', { stopAtFailure: true })).toMatchObject({ exitCode: 1, stdout: 'one\n' });
});

test('sees nothing of the environment of seclab itself', async () => {
  expect((await run('env | grep -c "^HOME=" || true')).stdout).toBe('0\n');
});

test('leaves nothing running behind: after its end', async () => {
  const { stdout, ended } = await run('sleep 61 & echo $!');
  expect(ended).toBe('byItself');
  expect(await isGone(Number(stdout))).toBe(true);
});

test('leaves nothing running behind: when it takes too long', async () => {
  const { stdout, exitCode, ended } = await run('echo $$; (trap "" TERM; sleep 62; sleep 62); echo never', { timeout: 500 });
  expect({ exitCode, ended }).toEqual({ exitCode: undefined, ended: 'timedOut' });
  expect(await isGone(Number(stdout))).toBe(true);
});

test('leaves nothing running behind: when it is called off', async () => {
  const { stdout, ended } = await run('echo $$; sleep 63', { signal: AbortSignal.timeout(500) });
  expect(ended).toBe('aborted');
  expect(await isGone(Number(stdout))).toBe(true);
});

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 40; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(50);
  }
  return false;
}
