import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, buildInto } from './build.ts';

const CARRIED = ['README.md', 'LICENSE', 'CHANGELOG.md', 'docs'];

/** Makes `seclab-VERSION.tgz` in a folder: all that runs is in it, nothing is fetched when it is installed. Returns its path. */
export async function packInto(folder: string): Promise<string> {
  const staged = mkdtempSync(join(tmpdir(), 'seclab-pack-'));
  try {
    await buildInto(join(staged, 'dist'));
    for (const name of CARRIED.filter((name) => existsSync(join(root, name))))
      cpSync(join(root, name), join(staged, name), { recursive: true });
    writeFileSync(join(staged, 'package.json'), JSON.stringify(packedPackage(), null, 2));
    const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: staged, encoding: 'utf8' }));
    return join(folder, packed.filename);
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** The package's description without what only its builders need; the dependencies are in the bundle. */
function packedPackage(): object {
  const {
    scripts: _,
    devDependencies: __,
    optionalDependencies: ___,
    ...kept
  } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { ...kept, exports: { './check': './dist/check.js' } };
}

if (import.meta.main) process.stdout.write(`${await packInto(root)}\n`);
