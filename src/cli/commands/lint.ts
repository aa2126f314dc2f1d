import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { program } from '../../aws/program.ts';
import { defineCommand } from '../command.ts';
import { count } from '../print/words.ts';

/** `seclab lint [LAB]` */
export default defineCommand({
  syntax: (command) => command.argument('[lab]', 'id of a lab, or the folder of one; default: all that come with seclab'),
  notes: 'The programs of the lab are loaded: lint only a lab that you trust. Exit code: 0 no fault, 2 faults.',
  async run(context, [lab]) {
    const [{ lintLab }, { faultLine, openLab }] = await Promise.all([import('../../author/index.ts'), import('../../lab/index.ts')]);
    const folders = lab === undefined ? ownLabs() : [ownLab(lab) ?? folderOf(lab) ?? openLab(lab, context.env).folder];
    let faults = 0;
    for (const folder of folders) {
      const origin = folder.startsWith(join(program.labs, '/')) ? 'program' : 'folder';
      for (const fault of await lintLab(folder, origin)) {
        faults++;
        context.print(faultLine({ ...fault, file: join(folder, fault.file) }));
      }
    }
    context.say(`${count(faults, 'fault')} in ${count(folders.length, 'lab')}.`);
    return faults === 0 ? 0 : 2;
  },
});

/** A lab that is too broken to be opened is found by its folder. */
function ownLab(id: string): string | undefined {
  return ownLabs().find((folder) => folder === join(program.labs, id));
}

function ownLabs(): readonly string[] {
  const folders = readdirSync(program.labs, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => join(program.labs, name)).filter((folder) => existsSync(join(folder, 'lab.yaml')));
}

function folderOf(path: string): string | undefined {
  return existsSync(join(path, 'lab.yaml')) ? resolve(path) : undefined;
}
