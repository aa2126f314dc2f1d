import { join } from 'node:path';
import { ensureFolder } from '../aws/home.ts';

/** The folders of the sandbox below a home folder. Throws SeclabError `home.unwritable`. */
export function sandboxFolder(home: string): { readonly folder: string; readonly state: string; readonly log: string } {
  const folder = ensureFolder(home, 'sandbox');
  return { folder, state: ensureFolder(folder, 'state'), log: join(folder, 'log') };
}
