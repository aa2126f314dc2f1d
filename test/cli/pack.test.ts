import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { packInto } from '../../scripts/pack.ts';

test('the packed program runs from a file alone: no registry, no dependencies', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seclab-packed-'));
  const file = await packInto(folder);
  expect(file).toMatch(/seclab-\d+\.\d+\.\d+\.tgz$/);
  const cwd = join(folder, 'learner');
  mkdirSync(cwd);
  const nowhere = 'http://127.0.0.1:9';
  const env = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    SECLAB_HOME: join(folder, 'home'),
    npm_config_cache: join(folder, 'cache'),
    npm_config_registry: nowhere,
  };
  await execa('npm', ['install', '--no-audit', '--no-fund', '--prefix', cwd, file], { env, cwd });
  const installed = join(cwd, 'node_modules', 'seclab');
  expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))).not.toHaveProperty('optionalDependencies');
  const { stdout } = await execa(process.execPath, [join(installed, 'dist', 'main.js'), 'list', '--json'], { env, cwd });
  expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ id: 'hello', state: 'new' }));
});
