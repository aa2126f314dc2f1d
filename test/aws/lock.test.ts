import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { withLock } from '../../src/aws/lock.ts';

const module = JSON.stringify(fileURLToPath(new URL('../../src/aws/lock.ts', import.meta.url)));

test.each([
  ['nobody held it before', undefined],
  ['its last holder died', '999999999'],
])('lets one process in at a time, where %s', async (_, holder) => {
  const folder = mkdtempSync(join(tmpdir(), 'seclab-'));
  if (holder !== undefined) writeFileSync(join(folder, 'try.3.lock'), holder);
  const log = join(folder, 'log');
  const program = `
    import { appendFileSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    import { withLock } from ${module};
    await withLock(${JSON.stringify(folder)}, 'try', async () => undefined, async () => {
      appendFileSync(${JSON.stringify(log)}, 'in\\n');
      await sleep(20);
      appendFileSync(${JSON.stringify(log)}, 'out\\n');
    });`;
  await Promise.all(Array.from({ length: 6 }, () => execa(process.execPath, ['--input-type=module', '-e', program])));
  expect(readFileSync(log, 'utf8')).toBe('in\nout\n'.repeat(6));
});

test('who waits is content with what another has made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seclab-'));
  let made: string | undefined;
  const find = async () => made;
  const make = () => withLock(folder, 'try', find, async () => (made = `made ${Math.random()}`));
  const results = await Promise.all([make(), make(), make()]);
  expect(new Set(results)).toEqual(new Set([made]));
});

test('is given back where what was done under it fails', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seclab-'));
  const failing = withLock(
    folder,
    'try',
    async () => undefined,
    () => Promise.reject(new Error('no')),
  );
  await expect(failing).rejects.toThrow('no');
  expect(readdirSync(folder)).toEqual([]);
});
