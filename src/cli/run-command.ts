import { SeclabError } from '../aws/seclab-error.ts';
import { version } from '../aws/version.ts';
import { closest } from '../check/closest.ts';
import type { CommandFile } from './command.ts';
import { type CommandEntry, COMMANDS } from './command-table.ts';
import type { Context } from './context.ts';
import { HELP_TOPICS, helpText } from './help.ts';

const USAGE = 2;

/** Finds the command that the arguments name and runs it; returns the exit code. Throws SeclabError `command.unknown`. */
export async function runCommand(context: Context, args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  switch (name) {
    case undefined:
    case '--plain':
      return screenOrStatus(context, args);
    case '--version':
    case '-V':
      context.print(version);
      return 0;
    case 'help':
    case '--help':
    case '-h':
      return help(context, rest[0]);
    // Started by other commands, which wait for it: it reads its one option itself.
    case 'sandbox':
      return (await import('./commands/sandbox.ts')).default.run(context, rest, {});
    // Every argument is the AWS CLI's own, `--help` too.
    case 'aws':
      return (await import('./commands/aws.ts')).default.run(context, rest, {});
    default: {
      const entry = find(name);
      return parseAndRun(context, entry, (await entry.load()).default, rest);
    }
  }
}

/** Without a command: the screen, or where there is no terminal how things stand. */
async function screenOrStatus(context: Context, args: readonly string[]): Promise<number> {
  const hasTerminal = process.stdout.isTTY && process.stdin.isTTY;
  if (!hasTerminal) return (await import('./commands/status.ts')).default.run(context, [], {});
  // The first frame waits for no argument parser where there is nothing to parse.
  if (args.length === 0) return (await import('./commands/screen.ts')).default.run(context, [], {});
  const entry = find('screen');
  return parseAndRun(context, entry, (await entry.load()).default, args);
}

async function help(context: Context, topic: string | undefined): Promise<number> {
  const known = HELP_TOPICS.find((name) => name === topic);
  if (topic === undefined || known !== undefined) {
    context.print(helpText(known));
    return 0;
  }
  const entry = find(topic);
  return parseAndRun(context, entry, (await entry.load()).default, ['--help']);
}

function find(name: string): CommandEntry {
  const found = COMMANDS.find((entry) => entry.name === name);
  if (found !== undefined) return found;
  const names = COMMANDS.filter(({ group }) => group !== 'hidden').map((entry) => entry.name);
  const near = name.startsWith('-') ? undefined : closest(name, [...names, 'help']);
  const mend = near === undefined ? '`seclab help` lists the commands.' : `Did you mean \`seclab ${near}\`?`;
  throw new SeclabError('command.unknown', `There is no command \`${name}\`. ${mend}`);
}

async function parseAndRun(context: Context, entry: CommandEntry, file: CommandFile<never>, args: readonly string[]): Promise<number> {
  // The commands that learners type most do without it.
  const { Command, CommanderError } = await import('commander');
  const command = new Command(`seclab ${entry.name}`).description(entry.summary).exitOverride().allowExcessArguments(false);
  file.syntax?.(command);
  if (file.notes !== undefined) command.addHelpText('after', `\n${file.notes}`);
  let given: readonly (string | undefined)[] = [];
  command.action(() => {
    given = command.processedArgs;
  });
  try {
    await command.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    throw error;
  }
  return file.run(context, given, command.opts<never>());
}
