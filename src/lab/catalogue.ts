import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join, resolve, sep } from 'node:path';
import { program } from '../aws/program.ts';
import { SeclabError } from '../aws/seclab-error.ts';
import { closest } from '../check/closest.ts';
import { type PlannedLab, readPath } from './path.ts';
import { readLab } from './read-lab.ts';
import type { Lab } from './types.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What there is, what is to come, and what could not be read. */
export interface Catalogue {
  /** In the order of the path; those that it does not name come after, by level. */
  readonly labs: readonly Lab[];
  readonly toCome: readonly PlannedLab[];
  /** One for each lab or folder that cannot be read: `lab.invalid`, `lab.unknown`. */
  readonly broken: readonly SeclabError[];
}

/**
 * All labs: those that come with the program, then those of the folders in `$SECLAB_LABS` (folders of labs, or labs).
 * A lab of an outside folder does not hide one of the program; one that is broken does not hide the others.
 */
export function readCatalogue(env: Environment = process.env): Catalogue {
  const { folders, broken } = labFolders(env);
  const labs = new Map<string, Lab>();
  const faults = [...broken];
  for (const { folder, origin } of folders) {
    const lab = orFault(() => readLab(folder, origin));
    if (lab instanceof SeclabError) faults.push(lab);
    else if (!labs.has(lab.id)) labs.set(lab.id, lab);
  }
  const path = orFault(() => readPath());
  if (path instanceof SeclabError) return { labs: inOrder([...labs.values()], []), toCome: [], broken: [...faults, path] };
  const isThere = ({ id }: PlannedLab) => folders.some((folder) => folder.id === id);
  return { labs: inOrder([...labs.values()], path), toCome: path.filter((lab) => !isThere(lab)), broken: faults };
}

/** The labs of the catalogue that can be read. */
export function listLabs(env: Environment = process.env): readonly Lab[] {
  return readCatalogue(env).labs;
}

/**
 * Opens a lab by its id, or by the path of its folder (a text with a slash, or `.`).
 * Throws SeclabError `lab.unknown`, which names the closest id, and `lab.invalid`.
 */
export function openLab(idOrPath: string, env: Environment = process.env): Lab {
  if (/[\\/]|^\.+$/.test(idOrPath)) {
    const folder = resolve(idOrPath);
    if (!existsSync(folder)) throw new SeclabError('lab.unknown', `There is no folder ${folder}.`);
    return readLab(folder, folder.startsWith(program.labs + sep) ? 'program' : 'folder');
  }
  const { folders, broken } = labFolders(env);
  const found = folders.find(({ id }) => id === idOrPath);
  if (found !== undefined) return readLab(found.folder, found.origin);
  throw new SeclabError('lab.unknown', [unknown(idOrPath, folders), ...broken.map(({ message }) => message)].join(' '));
}

function unknown(asked: string, folders: readonly LabFolder[]): string {
  const path = orFault(() => readPath());
  const planned = path instanceof SeclabError ? undefined : path.find(({ id }) => id === asked);
  if (planned !== undefined) return `The lab \`${asked}\` (${planned.title}) is still to come. \`seclab list\` shows those that are there.`;
  const ids = folders.map(({ id }) => id);
  const close = closest(asked, ids);
  const mend = close === undefined ? `There are: ${ids.join(', ') || 'none'}.` : `Did you mean \`${close}\`?`;
  return `There is no lab \`${asked}\`. ${mend}`;
}

const LEVELS: readonly Lab['level'][] = ['first', 'foundation', 'practice', 'expert'];

function inOrder(labs: readonly Lab[], path: readonly PlannedLab[]): readonly Lab[] {
  const ids = path.map(({ id }) => id);
  const place = ({ id }: Lab) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return labs.toSorted((a, b) => place(a) - place(b) || LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.id.localeCompare(b.id));
}

interface LabFolder {
  readonly id: string;
  readonly folder: string;
  readonly origin: Lab['origin'];
}

function labFolders(env: Environment): { readonly folders: readonly LabFolder[]; readonly broken: readonly SeclabError[] } {
  const outside = (env['SECLAB_LABS'] ?? '').split(delimiter).filter((path) => path !== '');
  const given = outside.map((path) => labsIn(resolve(path), 'folder'));
  return {
    folders: [labsIn(program.labs, 'program'), ...given].flatMap((labs) => labs ?? []),
    broken: outside
      .filter((_, index) => given[index] === undefined)
      .map((path) => new SeclabError('lab.unknown', `SECLAB_LABS names ${resolve(path)}, which is no folder.`)),
  };
}

/** The labs in a folder, or the folder itself where it is one; undefined where it is no folder. */
function labsIn(folder: string, origin: Lab['origin']): readonly LabFolder[] | undefined {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const isLab = (path: string) => existsSync(join(path, 'lab.yaml'));
  const id = (path: string) => path.split(/[\\/]/).at(-1) ?? '';
  if (isLab(folder)) return [{ id: id(folder), folder, origin }];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter(isLab)
    .map((path) => ({ id: id(path), folder: path, origin }));
}

function orFault<T>(read: () => T): T | SeclabError {
  try {
    return read();
  } catch (error) {
    if (error instanceof SeclabError) return error;
    throw error;
  }
}
