import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { Progress } from '../../src/lab/progress.ts';
import { removeFolders, temporaryFolder } from './make-lab.ts';

afterAll(removeFolders);

const file = () => join(temporaryFolder(), 'progress.jsonl');
const rungs = (progress: Progress) => progress.read().map((event) => (event.event === 'hint' ? event.rung : event.event));

/** A process that appends hints 1, 2, 3, ... until it is killed, and says each that is on disk. */
function startWriter(path: string) {
  const source = new URL('../../src/lab/progress.ts', import.meta.url).href;
  const program = `import { writeSync } from 'node:fs';
    const { Progress } = await import(${JSON.stringify(source)});
    const progress = new Progress(${JSON.stringify(path)});
    for (let rung = 1; ; rung++) { progress.append({ event: 'hint', step: 'one', rung }); writeSync(1, rung + '\\n'); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { child, last: () => Number(said.trim().split('\n').at(-1) ?? 0) };
}

test('a process that is killed while it writes loses nothing that it had said was done', async () => {
  const path = file();
  for (let round = 0; round < 3; round++) {
    const { child, last } = startWriter(path);
    while (last() < 20) await sleep(5);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const kept = rungs(new Progress(path));
    // The first twenty were said to be done in each round.
    for (let rung = 1; rung <= 20; rung++) expect(kept.filter((one) => one === rung)).toHaveLength(round + 1);
    expect(kept).toContain(last());
    expect(kept).not.toContain('repaired');
  }
});

test('two processes that append at once lose no line', async () => {
  const path = file();
  const writers = [startWriter(path), startWriter(path)];
  while (writers.some(({ last }) => last() < 50)) await sleep(5);
  for (const { child } of writers) child.kill('SIGKILL');
  await Promise.all(writers.map(({ child }) => once(child, 'exit')));
  const events = rungs(new Progress(path));
  for (const { last } of writers)
    expect(events.filter((rung) => typeof rung === 'number' && rung <= last()).length).toBeGreaterThanOrEqual(last());
  expect(events.filter((rung) => rung === 25)).toHaveLength(2);
  expect(events).not.toContain('repaired');
});

test('a cut last line is dropped, and what is appended after it is kept', () => {
  const path = file();
  const progress = new Progress(path);
  progress.append({ event: 'hint', step: 'one', rung: 1 });
  progress.append({ event: 'hint', step: 'one', rung: 2 });
  truncateSync(path, readFileSync(path).length - 20);
  expect(rungs(progress)).toEqual([1]);
  progress.append({ event: 'hint', step: 'one', rung: 3 });
  expect(rungs(progress)).toEqual([1, 3]);
});

test.each([
  ['bytes of another file', '\u0000\u0001garbage\n'],
  ['an event that there is not', '{"event":"teleported","at":"2026-11-23T12:00:00.000Z"}\n'],
])('a file with %s is set aside by name, and what can be read is kept', (_what, damage) => {
  const path = file();
  const progress = new Progress(path);
  progress.append({ event: 'hint', step: 'one', rung: 1 });
  appendFileSync(path, damage);
  progress.append({ event: 'hint', step: 'one', rung: 2 });
  const damaged = readFileSync(path, 'utf8');
  const events = progress.read();
  const repaired = events.find(({ event }) => event === 'repaired');
  if (repaired?.event !== 'repaired') throw new Error('not repaired');
  expect(readFileSync(repaired.kept, 'utf8')).toBe(damaged);
  expect(rungs(progress)).toEqual([1, 2, 'repaired']);
  expect(progress.read()).toEqual(events);
});

test('an empty or missing file is the beginning', () => {
  const path = file();
  expect(new Progress(path).read()).toEqual([]);
  writeFileSync(path, '');
  expect(new Progress(path).read()).toEqual([]);
});
