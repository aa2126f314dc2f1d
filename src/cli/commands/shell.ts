import { defineCommand } from '../command.ts';
import { openPlace, openWorkbench } from '../place.ts';

/** `seclab shell` */
export default defineCommand<{ profile?: string; playground?: true }>({
  syntax: (command) =>
    command.option('--profile <name>', 'be somebody else of the lab').option('--playground', 'the playground, also while a lab is started'),
  notes: 'The shell starts in the folder of your files. `exit` leaves it.',
  async run(context, _, { profile, playground }) {
    const place = await openPlace(context, playground ? 'playground' : undefined);
    const workbench = await openWorkbench(context, place, profile);
    const { openShell } = await import('../../workbench/shell.ts');
    const label = profile === undefined ? place.label : `${place.label} ${profile}`;
    return openShell({ workbench, cwd: place.files, label });
  },
});
