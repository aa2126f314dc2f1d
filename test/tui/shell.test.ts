import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn, type IPty } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

let folder = '';
let child: IPty | undefined;

/** The screen as a program of its own, on a real pseudo-terminal. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seclab-screen-'));
  const empty = join(folder, 'empty.js');
  await writeFile(empty, 'export default {};');
  await build({
    entryPoints: [resolve('test/tui/fixtures/dev-screen.ts')],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    alias: { 'react-devtools-core': empty },
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);` },
  });
});
afterEach(() => child?.kill());
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(env: Readonly<Record<string, string>> = {}) {
  const terminal = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const pty = spawn(process.execPath, [join(folder, 'dev-screen.mjs'), 'hello'], {
    cols: 80,
    rows: 24,
    cwd: resolve('.'),
    env: { ...process.env, PS1: 'lab> ', TERM: 'xterm-256color', ...env },
  });
  child = pty;
  pty.onData((data) => terminal.write(data));
  const text = () =>
    Array.from(
      { length: 24 },
      (_, row) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)?.translateToString(true) ?? '',
    ).join('\n');
  return {
    pty,
    left: new Promise<number>((done) => pty.onExit(({ exitCode }) => done(exitCode))),
    async shows(expected: string | RegExp): Promise<string> {
      const holds = () => (typeof expected === 'string' ? text().includes(expected) : expected.test(text()));
      const giveUp = Date.now() + 15_000;
      while (!holds() && Date.now() < giveUp) await new Promise((next) => setTimeout(next, 20));
      return text();
    },
  };
}

describe.skipIf(process.platform === 'win32')('the learner’s shell', () => {
  it('gets the whole terminal: its first line, its reads, its job control; and gives it back to the same place', async () => {
    const { pty, shows, left } = start();
    expect(await shows('Step 1 of 3')).toContain('Step 1 of 3');
    pty.write('s');
    expect(await shows('lab> ')).not.toContain('Step 1 of 3');
    pty.write('read -p "say it: " word\r');
    await shows(/^say it: /m);
    pty.write('first line\r');
    await shows(/lab> $/m);
    pty.write('echo "<$word>"\r');
    expect(await shows('<first line>')).toContain('<first line>');
    pty.write('sleep 100\r');
    await shows('sleep 100');
    pty.write('\u001a');
    expect(await shows('Stopped')).toContain('Stopped');
    pty.write('fg\r');
    await shows(/^sleep 100$/m);
    pty.write('\u0003');
    await shows(/\^C\nlab> $/m);
    pty.write('exit\r');
    const after = await shows('✓ Step 1 (Three callers) has passed.');
    expect(after).toContain('Step 1 of 3');
    expect(after).toContain('✓ Step 1 (Three callers) has passed.');
    pty.write('n');
    expect(await shows('Step 2 of 3')).toContain('Step 2 of 3');
    pty.write('\u0003');
    expect(await left).toBe(0);
  });

  it('can be opened again and again', async () => {
    const { pty, shows } = start();
    await shows('Step 1 of 3');
    for (const round of ['one', 'two', 'three']) {
      pty.write('s');
      await shows(/lab> $/m);
      pty.write(`echo round ${round}\r`);
      expect(await shows(new RegExp(`^round ${round}`, 'm'))).toMatch(new RegExp(`^round ${round}`, 'm'));
      pty.write('exit\r');
      expect(await shows('Step 1 of 3')).toContain('Step 1 of 3');
    }
  });
});
