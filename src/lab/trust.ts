import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { SeclabError } from '../aws/seclab-error.ts';
import { writeWhole } from '../aws/write-file.ts';
import type { Lab } from './types.ts';

const FILE = 'trusted-labs.json';

/** Has the user said that the code of this lab may run? Labs of the program are trusted. */
export function isTrusted(home: string, lab: Lab): boolean {
  return lab.origin === 'program' || trustedFolders(home).includes(realpathSync(lab.folder));
}

/** Remembers that the code of a lab's folder may run, as it is and as it will be. */
export function trustLab(home: string, lab: Lab): void {
  if (isTrusted(home, lab)) return;
  writeWhole(join(home, FILE), JSON.stringify([...trustedFolders(home), realpathSync(lab.folder)], undefined, 2));
}

/** Throws SeclabError `lab.untrusted` for a lab whose code may not run yet. */
export function requireTrust(home: string, lab: Lab): void {
  if (isTrusted(home, lab)) return;
  const files = `${join(lab.folder, 'setup.ts')} and ${join(lab.folder, 'checks.ts')}`;
  throw new SeclabError('lab.untrusted', `${files} are programs that would run as you. Read them, then say that you trust the folder.`);
}

function trustedFolders(home: string): readonly string[] {
  const path = join(home, FILE);
  if (!existsSync(path)) return [];
  const parsed = z.array(z.string()).safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success)
    throw new SeclabError('home.damaged', `${path} should hold a list of folders. Delete it, and trust your labs again.`);
  return parsed.data;
}
