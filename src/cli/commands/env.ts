import { Option } from 'commander';
import { defineCommand } from '../command.ts';
import { openPlace, openWorkbench } from '../place.ts';
import { defaultShell, shellName } from '../../workbench/shell-start.ts';
import { settingLines, type ShellName } from '../../workbench/shell-syntax.ts';

/** `seclab env` */
export default defineCommand<{ shell?: ShellName; profile?: string; playground?: true }>({
  syntax: (command) =>
    command
      .addOption(new Option('--shell <name>', 'whose syntax; default: your own shell').choices(['bash', 'zsh', 'fish', 'powershell', 'sh']))
      .option('--profile <name>', 'be somebody else of the lab')
      .option('--playground', 'the playground, also while a lab is started'),
  notes:
    'Use: eval "$(seclab env)"   or   seclab env --shell fish | source   or   seclab env --shell powershell | Out-String | Invoke-Expression',
  async run(context, _, { shell, profile, playground }) {
    const place = await openPlace(context, playground ? 'playground' : undefined);
    const { own } = await openWorkbench(context, place, profile);
    context.print(settingLines(shell ?? shellName(defaultShell(context.env)), own).trimEnd());
    return 0;
  },
});
