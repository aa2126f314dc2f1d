import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ensureFolder, homeFolder } from '../../src/aws/home.ts';
import { writeWhole } from '../../src/aws/write-file.ts';

test.each([
  ['SECLAB_HOME wins everywhere', { SECLAB_HOME: '/a', XDG_STATE_HOME: '/b' }, 'darwin', resolve('/a')],
  ['an empty SECLAB_HOME counts as none', { SECLAB_HOME: '', XDG_STATE_HOME: '/b' }, 'linux', '/b/seclab'],
  ['Linux without XDG_STATE_HOME', {}, 'linux', join(homedir(), '.local/state/seclab')],
  ['a relative XDG_STATE_HOME is to be ignored', { XDG_STATE_HOME: 'b' }, 'linux', join(homedir(), '.local/state/seclab')],
  ['macOS', {}, 'darwin', join(homedir(), 'Library/Application Support/seclab')],
  ['Windows', { LOCALAPPDATA: '/l' }, 'win32', '/l/seclab'],
] as const)('finds the home folder: %s', (_, env, platform, folder) => {
  expect(homeFolder(env, platform)).toBe(folder);
});

test('says in one sentence that a folder cannot be made', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'seclab-')), 'file');
  writeFileSync(file, '');
  expect(() => ensureFolder(file, 'home')).toThrow(expect.objectContaining({ code: 'home.unwritable', exit: 3 }));
  expect(() => ensureFolder(file, 'home')).toThrow(/seclab cannot write to .*home \(ENOTDIR\)\. Set SECLAB_HOME/);
});

test('writes files for their owner only and leaves nothing else behind', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seclab-'));
  writeWhole(join(folder, 'deep', 'keys'), 'one');
  writeWhole(join(folder, 'deep', 'keys'), 'two');
  expect(readFileSync(join(folder, 'deep', 'keys'), 'utf8')).toBe('two');
  expect(statSync(join(folder, 'deep', 'keys')).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['keys']);
});
