import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { program } from '../aws/program.ts';
import { SeclabError } from '../aws/seclab-error.ts';
import { closest } from '../check/closest.ts';
import { readLab } from './read-lab.ts';
import type { Lab } from './types.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * All labs: those that come with the program, then those of the folders in `$SECLAB_LABS` (folders of labs, or labs).
 * A lab of an outside folder does not hide one of the program. Throws SeclabError `lab.invalid`.
 */
export function listLabs(env: Environment = process.env): readonly Lab[] {
  const labs = new Map<string, Lab>();
  for (const { folder, origin } of labFolders(env)) {
    const lab = readLab(folder, origin);
    if (!labs.has(lab.id)) labs.set(lab.id, lab);
  }
  return [...labs.values()].toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.id.localeCompare(b.id));
}

const LEVELS: readonly Lab['level'][] = ['first', 'foundation', 'practice', 'expert'];

/**
 * Opens a lab by its id, or by the path of its folder (a text with a slash, or `.`).
 * Throws SeclabError `lab.unknown`, which names the closest id, and `lab.invalid`.
 */
export function openLab(idOrPath: string, env: Environment = process.env): Lab {
  if (/[\\/]|^\.+$/.test(idOrPath)) {
    const folder = resolve(idOrPath);
    if (!existsSync(folder)) throw new SeclabError('lab.unknown', `There is no folder ${folder}.`);
    return readLab(folder, folder.startsWith(join(program.labs, '/')) ? 'program' : 'folder');
  }
  const folders = labFolders(env);
  const found = folders.find(({ id }) => id === idOrPath);
  if (found !== undefined) return readLab(found.folder, found.origin);
  const ids = folders.map(({ id }) => id);
  const close = closest(idOrPath, ids);
  const mend = close === undefined ? `There are: ${ids.join(', ') || 'none'}.` : `Did you mean \`${close}\`?`;
  throw new SeclabError('lab.unknown', `There is no lab \`${idOrPath}\`. ${mend}`);
}

interface LabFolder {
  readonly id: string;
  readonly folder: string;
  readonly origin: Lab['origin'];
}

function labFolders(env: Environment): readonly LabFolder[] {
  const outside = (env['SECLAB_LABS'] ?? '').split(delimiter).filter((path) => path !== '');
  return [...labsIn(program.labs, 'program'), ...outside.flatMap((path) => labsIn(resolve(path), 'folder'))];
}

function labsIn(folder: string, origin: Lab['origin']): readonly LabFolder[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    if (origin === 'program') return [];
    throw new SeclabError('lab.unknown', `SECLAB_LABS names ${folder}, which is no folder.`);
  }
  const isLab = (path: string) => existsSync(join(path, 'lab.yaml'));
  const id = (path: string) => path.split(/[\\/]/).at(-1) ?? '';
  if (isLab(folder)) return [{ id: id(folder), folder, origin }];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter(isLab)
    .map((path) => ({ id: id(path), folder: path, origin }));
}
