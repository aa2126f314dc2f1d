import { version } from '../../aws/version.ts';
import { COMMANDS, SERVICE_COMMANDS, unknownChoice } from './commands.ts';
import { AwsCommandError, EXIT, UsageError } from './errors.ts';
import { takeGlobals, type Globals } from './globals.ts';
import { type Io, write } from './io.ts';
import { cliName } from './names.ts';
import { readSettings } from './settings.ts';

export type { Io } from './io.ts';

/**
 * The built-in `aws`: runs `args` (without `aws` itself) as version 2 of the AWS CLI would, against a sandbox on this
 * machine, and gives the exit code: 0, 252 bad usage, 253 bad configuration, 254 the service refused, 255 other.
 * https://docs.aws.amazon.com/cli/latest/reference/
 */
export async function runAws(args: readonly string[], io: Io): Promise<number> {
  try {
    return await run(args, io);
  } catch (error) {
    if (error instanceof AwsCommandError) {
      await write(io.stderr, error.toString());
      return error.exit;
    }
    await write(io.stderr, `\naws: [ERROR]: ${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT.other;
  }
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { globals, rest } = takeGlobals(args);
  if (globals.version) {
    await write(io.stdout, `aws-cli/2 seclab/${version} Node/${process.versions.node}\n`);
    return 0;
  }
  const [command, ...further] = rest;
  if (command === undefined) throw new UsageError('the following arguments are required: command');
  if (command === 'help') return help(io, async ({ rootHelp }) => rootHelp());
  if (command === 'configure') return (await import('./configure.ts')).configure(further, await readSettings(globals, io));
  if (command === 's3') return (await import('./s3/index.ts')).runS3(further, globals, io);
  return runService(command, further, globals, io);
}

async function runService(command: string, [word, ...args]: readonly string[], globals: Globals, io: Io): Promise<number> {
  const service = SERVICE_COMMANDS.get(command);
  if (service === undefined) throw unknownChoice('command', command, COMMANDS);
  if (word === undefined) throw new UsageError('the following arguments are required: operation');
  const { loadModel } = await import('./client.ts');
  const model = await loadModel(service);
  if (word === 'help') return help(io, async ({ serviceHelp }) => serviceHelp(command, model));
  const byName = new Map([...model.operations.values()].map((operation) => [cliName(operation.name), operation]));
  const operation = byName.get(word);
  if (operation === undefined) throw unknownChoice('operation', word, [...byName.keys()]);
  if (args.length === 1 && args[0] === 'help') return help(io, async ({ operationHelp }) => operationHelp(command, model, operation));
  const { runOperation } = await import('./run-operation.ts');
  await runOperation(command, model, operation, args, await readSettings(globals, io));
  return 0;
}

async function help(io: Io, text: (pages: typeof import('./help.ts')) => Promise<string>): Promise<number> {
  await write(io.stdout, await text(await import('./help.ts')));
  return 0;
}
