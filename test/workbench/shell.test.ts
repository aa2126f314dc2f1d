import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { expect, test } from 'vitest';
import { settingLines } from '../../src/workbench/shell-syntax.ts';
import { defaultShell, shellName, shellStart } from '../../src/workbench/shell-start.ts';
import { makeEcho, makeWorkbench } from './workbench.ts';

/** Opens a shell as a person does, on a real terminal, types the lines and gives what stood on it at the end. */
async function typeInto(shell: string, startFile: string, lines: readonly string[]): Promise<{ screen: string; exitCode: number }> {
  const user = mkdtempSync(join(tmpdir(), 'seclab-user-'));
  writeFileSync(join(user, startFile), 'export AWS_PROFILE=work AWS_REGION=eu-west-1 PATH="/opt/own:$PATH"\nPS1="own> "\n');
  const workbench = makeWorkbench({ installedAws: makeEcho(), inherited: { PATH: process.env['PATH'] ?? '', HOME: user, TERM: 'xterm' } });
  const module = fileURLToPath(new URL('../../src/workbench/shell.ts', import.meta.url));
  const options = JSON.stringify({ workbench, cwd: user, label: 'hello', shell });
  const program = `import { openShell } from ${JSON.stringify(module)}; console.log('CODE ' + (await openShell(${options})));`;
  const terminal = spawn(process.execPath, ['--input-type=module', '-e', program], { cols: 200, rows: 40, env: { PATH: '/usr/bin:/bin' } });
  const waiting = [...lines];
  let screen = '';
  return new Promise((resolve) => {
    terminal.onData((data) => {
      screen += data;
      // The next line is typed when the prompt stands again.
      if (screen.endsWith('own> ') || screen.endsWith('hello) $ ')) terminal.write(`${waiting.shift() ?? 'exit'}\r`);
    });
    terminal.onExit(({ exitCode }) => resolve({ screen, exitCode }));
  });
}

test('bash starts as its user knows it, and then works in the lab', async () => {
  const { screen, exitCode } = await typeInto('/bin/bash', '.bashrc', [
    'echo "$PHOTOS/$AWS_REGION/${AWS_PROFILE:-none}"',
    'aws s3 ls',
    'exit 7',
  ]);
  expect(screen).toContain('(hello) own> ');
  expect(screen).toContain('lab-photos-7f3a/us-east-1/none');
  expect(screen).toContain('--endpoint-url http://127.0.0.1:4599 s3 ls');
  expect(screen).toContain('CODE 7');
  expect(exitCode).toBe(0);
});

test('Ctrl-C is for what runs in the shell, not for seclab', async () => {
  const { screen } = await typeInto('/bin/bash', '.bashrc', ['kill -INT $PPID; sleep 0.2; echo first', 'echo second']);
  expect(screen).toContain('second');
  expect(screen).toContain('CODE 0');
});

test('a shell that seclab does not know starts too', async () => {
  const { screen } = await typeInto('/bin/sh', '.profile', ['echo "$PHOTOS"']);
  expect(screen).toContain('(hello) $ ');
  expect(screen).toContain('lab-photos-7f3a');
});

test.each([
  ['/usr/bin/zsh', 'zsh'],
  ['C:\\Program Files\\PowerShell\\7\\pwsh.exe', 'powershell'],
  ['/usr/local/bin/fish', 'fish'],
  ['/bin/dash', 'sh'],
] as const)('knows the syntax of %s', (path, name) => {
  expect(shellName(path)).toBe(name);
});

test('takes the shell of the user, and PowerShell on Windows', () => {
  expect(defaultShell({ SHELL: '/bin/zsh' }, 'linux')).toBe('/bin/zsh');
  expect(defaultShell({}, 'win32')).toBe('powershell.exe');
  expect(defaultShell({}, 'linux')).toBe('/bin/sh');
});

test('writes values so that each shell reads them back whole', () => {
  const value = `it's $HOME \\ "x"`;
  expect(settingLines('bash', { V: value })).toContain(`export V='it'\\''s $HOME \\ "x"'`);
  expect(settingLines('fish', { V: value })).toContain(`set -gx V 'it\\'s $HOME \\\\ "x"'`);
  expect(settingLines('powershell', { V: value })).toContain(`$env:V = 'it''s $HOME \\ "x"'`);
  expect(settingLines('fish', { PATH: '/a:/b c' })).toContain(`set -gx PATH '/a' '/b c'`);
});

test('gives zsh back its own folder of start files', () => {
  const { env, args } = shellStart({ shell: '/bin/zsh', folder: mkdtempSync(join(tmpdir(), 'seclab-')), own: {}, label: 'hello' });
  expect(args).toEqual(['-i']);
  expect(env['ZDOTDIR']).toMatch(/shell\/zsh$/);
});
