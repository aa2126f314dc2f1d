import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { writeWhole } from '../aws/write-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with the folders of labs that were started from outside seclab: they are then known by their ids. */
export function withOutsideLabs(home: string, env: Environment): Environment {
  const folders = read(home).filter((folder) => existsSync(join(folder, 'lab.yaml')));
  const all = [...(env['SECLAB_LABS'] ?? '').split(delimiter), ...folders].filter((folder) => folder !== '');
  return all.length === 0 ? env : { ...env, SECLAB_LABS: [...new Set(all)].join(delimiter) };
}

/** Remembers the folder of a lab from outside seclab. */
export function rememberOutsideLab(home: string, folder: string): void {
  const known = read(home);
  const real = realpathSync(folder);
  if (!known.includes(real)) writeWhole(file(home), JSON.stringify([...known, real], null, 2));
}

function read(home: string): readonly string[] {
  try {
    const folders: unknown = JSON.parse(readFileSync(file(home), 'utf8'));
    return Array.isArray(folders) ? folders.filter((folder) => typeof folder === 'string') : [];
  } catch {
    return []; // None yet. What cannot be read is not missed: the lab is started by its folder again.
  }
}

function file(home: string): string {
  return join(home, 'outside-labs.json');
}
