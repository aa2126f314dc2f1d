import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What each room may import, besides itself. The table in docs/ARCHITECTURE.md says why. */
const ALLOWED: Record<string, readonly string[]> = {
  'src/main.ts': ['src/cli'],
  'src/cli': ['src/tui', 'src/author', 'src/lab', 'src/check', 'src/workbench', 'src/backend', 'src/iam', 'src/aws'],
  'src/tui': ['src/lab', 'src/workbench', 'src/iam', 'src/backend/types.ts', 'src/check/types.ts', 'src/aws'],
  'src/author': ['src/lab', 'src/check', 'src/workbench', 'src/backend', 'src/iam', 'src/aws'],
  'src/lab': ['src/check', 'src/backend/types.ts', 'src/iam', 'src/aws'],
  'src/check': ['src/iam', 'src/aws'],
  'src/workbench': ['src/aws'],
  'src/backend': ['src/iam/event.ts', 'src/aws'],
  'src/backend/embedded.ts': ['src/backend', 'src/emulator', 'src/iam/event.ts', 'src/aws'],
  'src/emulator/index.ts': ['src/emulator/gateway', 'src/emulator/services', 'src/emulator/store', 'src/emulator/wire', 'src/aws'],
  'src/emulator/gateway': ['src/emulator/services', 'src/emulator/store', 'src/emulator/wire', 'src/iam', 'src/aws'],
  'src/emulator/services': ['src/emulator/wire', 'src/emulator/store', 'src/iam', 'src/aws'],
  'src/emulator/wire': ['src/aws'],
  'src/emulator/store': ['src/iam/event.ts', 'src/aws/seclab-error.ts'],
  'src/iam': [],
  'src/aws': [],
  labs: ['seclab/check'],
};

const rooms = Object.keys(ALLOWED).toSorted((a, b) => b.length - a.length);
const roomOf = (file: string) => rooms.find((room) => file === room || file.startsWith(`${room}/`));

const files = ['src', 'labs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\//g, '');
  const specifiers = [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)['"]([^'"]+)['"]/gm)].map((match) => match[1] ?? '');
  return specifiers
    .filter((specifier) => specifier.startsWith('.') || specifier.startsWith('seclab/'))
    .map((specifier) => (specifier.startsWith('.') ? relative(root, resolve(root, dirname(file), specifier)) : specifier));
}

describe('the direction of imports', () => {
  it('finds the rooms and their imports', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(importsOf('src/emulator/services/contract.ts')).toContain('src/iam/types.ts');
  });

  it.each(files)('%s imports only from its own room and those below', (file) => {
    const room = roomOf(file);
    if (room === undefined) throw new Error(`${file} lies in no room of docs/ARCHITECTURE.md`);
    const allowed = ALLOWED[room] ?? [];
    const own = (target: string) => target.startsWith(`${room}/`) || target === room || target.startsWith(`${dirname(file)}/`);
    const below = (target: string) => allowed.some((place) => target === place || target.startsWith(`${place}/`));
    expect(importsOf(file).filter((target) => !own(target) && !below(target))).toEqual([]);
  });
});
