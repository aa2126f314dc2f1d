import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { type RunNames, namesOfRun } from './names.ts';
import { readAccount } from './read-account.ts';
import type { CheckAccess } from './types.ts';
import type { AccountView, World } from './world-types.ts';

/** The accounts as they were read, and what a check needs beside them. */
export interface CheckWorld extends World {
  readonly accounts: ReadonlyMap<string, AccountView>;
  readonly names: RunNames;
  readonly access: CheckAccess;
}

const known = new WeakMap<CheckAccess, Promise<CheckWorld>>();

/** Reads all accounts, once for all steps that are checked with the same access. */
export function readWorld(access: CheckAccess): Promise<CheckWorld> {
  const world = known.get(access) ?? read(access);
  known.set(access, world);
  return world;
}

async function read(access: CheckAccess): Promise<CheckWorld> {
  const names = namesOfRun(access.seed, access.names);
  const views = await Promise.all(Object.keys(access.accounts).map((name) => readAccount(access, name)));
  const accounts = new Map(views.map((view) => [view.name, view]));
  const account = (name: string) => {
    const view = accounts.get(name);
    if (view === undefined)
      throw new TypeError(`The check names the account \`${name}\`; lab.yaml has ${[...accounts.keys()].join(', ')}.`);
    return view;
  };
  return {
    accounts,
    names,
    access,
    account,
    main: account('main'),
    text: (written) => names.in(written),
    file: (path) => readLearnersFile(access.files, path),
  };
}

async function readLearnersFile(folder: string, path: string): Promise<string | undefined> {
  const file = resolve(folder, path);
  const inside = relative(folder, file);
  if (inside.startsWith('..') || isAbsolute(inside)) throw new TypeError(`The check reads \`${path}\`, which is not in the run's folder.`);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
