import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFolder } from '../aws/home.ts';

/** The folders of the sandbox below a home folder. Throws SeclabError `home.unwritable`. */
export function sandboxFolder(home: string): { readonly folder: string; readonly state: string; readonly log: string } {
  const folder = ensureFolder(home, 'sandbox');
  return { folder, state: ensureFolder(folder, 'state'), log: join(folder, 'log') };
}

/** Copies of files of the sandbox that were found damaged, as paths. */
export function damagedFiles(home: string): readonly string[] {
  const accounts = join(home, 'sandbox', 'state', 'accounts');
  if (!existsSync(accounts)) return [];
  const files = readdirSync(accounts, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /\.damaged-[^/\\]*$/.test(file)).map((file) => join(accounts, file));
}
