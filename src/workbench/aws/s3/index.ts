import { existsSync } from 'node:fs';
import { unknownChoice } from '../commands.ts';
import { loadModel, type ServiceClient } from '../client.ts';
import { AWS_SERVICES } from '../../../aws/services.ts';
import { AwsCommandError, EXIT, failure, UsageError } from '../errors.ts';
import type { Globals } from '../globals.ts';
import { type Io, write } from '../io.ts';
import { fileProblem } from '../parameter-file.ts';
import { wholeNumber } from '../parameters.ts';
import { type Given, parseArguments } from '../parse-arguments.ts';
import { connect } from '../run-operation.ts';
import { readSettings, type Settings } from '../settings.ts';
import { type Filters, takeFilters } from './filters.ts';
import { objectParameters, S3_COMMANDS } from './options.ts';
import { parsePlace, parseS3Uri, type Place, shown } from './paths.ts';
import { planCopies, planDeletions, type PlanOptions } from './plan.ts';
import { planSync } from './sync.ts';
import { transfer, type Transfer, type TransferOptions } from './transfer.ts';

/** `aws s3 ls|cp|mv|rm|sync|mb|rb|presign`; gives the exit code. https://docs.aws.amazon.com/cli/latest/reference/s3/ */
export async function runS3([word, ...args]: readonly string[], globals: Globals, io: Io): Promise<number> {
  if (word === undefined) throw new UsageError('the following arguments are required: subcommand');
  const command = Object.hasOwn(S3_COMMANDS, word) ? S3_COMMANDS[word] : undefined;
  if (word === 'help' || args[0] === 'help') {
    const { s3Help } = await import('./help.ts');
    await write(io.stdout, s3Help(word === 'help' ? undefined : word));
    return 0;
  }
  if (command === undefined) throw unknownChoice('subcommand', word, Object.keys(S3_COMMANDS));
  const { filters, rest } = takeFilters(args);
  const given = parseArguments(rest, new Map(command.arguments.map((argument) => [argument.name, argument])));
  const settings = await readSettings(globals, io);
  return runCommand(word, await connect(await loadModel(AWS_SERVICES.s3), settings), given, filters, settings);
}

async function runCommand(word: string, client: ServiceClient, given: Given, filters: Filters, settings: Settings): Promise<number> {
  if (word === 'ls') return (await import('./ls.ts')).ls(client, given, settings);
  if (word === 'presign') return (await import('./presign.ts')).presign(client, given, settings);
  if (word === 'mb') return (await import('./buckets.ts')).makeBucket(client, given, settings);
  if (word === 'rb') {
    const empty = (uri: string) =>
      runTransfers(
        'rm',
        client,
        new Map([
          ['paths', [uri]],
          ['recursive', []],
        ]),
        [],
        settings,
      );
    return (await import('./buckets.ts')).removeBucket(client, given, settings, empty);
  }
  return runTransfers(word, client, given, filters, settings);
}

async function runTransfers(word: string, client: ServiceClient, given: Given, filters: Filters, settings: Settings): Promise<number> {
  const options: TransferOptions = {
    object: objectParameters(given),
    metadataDirective: given.get('metadata-directive')?.[0],
    guessType: !given.has('no-guess-mime-type'),
    requestPayer: given.has('request-payer') ? 'requester' : undefined,
  };
  const tasks = planned(word, client, given, filters, settings);
  let failed = false;
  try {
    for await (const task of tasks) failed = !(await report(task, client, options, given, settings)) || failed;
  } catch (error) {
    if (!(error instanceof AwsCommandError) || error.exit !== EXIT.serviceError) throw error;
    await write(settings.io.stderr, `fatal error: ${error.message}\n`);
    return 1;
  }
  return failed ? 1 : 0;
}

function planned(word: string, client: ServiceClient, given: Given, filters: Filters, settings: Settings): AsyncGenerator<Transfer> {
  const { io } = settings;
  const options: PlanOptions = {
    filters,
    recursive: given.has('recursive'),
    followLinks: !given.has('no-follow-symlinks'),
    pageSize: wholeNumber(given, 'page-size'),
    requestPayer: given.has('request-payer') ? 'requester' : undefined,
  };
  const usageError = () =>
    new AwsCommandError(EXIT.badUsage, `usage: aws s3 ${word} ${S3_COMMANDS[word]?.usage}\nError: Invalid argument type`);
  const first = given.get('paths')?.[0] ?? '';
  if (word === 'rm') {
    if (!first.startsWith('s3://')) throw usageError();
    return planDeletions(parseS3Uri(first), client, options);
  }
  const [from, to] = [parsePlace(first, io), parsePlace(given.get('paths ')?.[0] ?? '', io)];
  if (from.kind !== 's3' && to.kind !== 's3') throw usageError();
  const isStream = from.kind === 'stream' || to.kind === 'stream';
  if (isStream && (word !== 'cp' || options.recursive)) {
    throw new AwsCommandError(EXIT.badUsage, 'Streaming currently is only compatible with non-recursive cp commands');
  }
  if (word === 'mv' && isSamePlace(from, to)) {
    throw new AwsCommandError(EXIT.badUsage, `Cannot mv a file onto itself: '${first}' - '${given.get('paths ')?.[0]}'`);
  }
  if (from.kind === 'local' && !existsSync(from.path)) throw failure(`The user-provided path ${first} does not exist.`);
  const verb = to.kind !== 's3' ? 'download' : from.kind === 's3' ? 'copy' : 'upload';
  if (word !== 'sync' || from.kind === 'stream' || to.kind === 'stream')
    return planCopies(from, to, word === 'mv' ? 'move' : verb, client, options);
  const compare = { remove: given.has('delete'), sizeOnly: given.has('size-only'), exactTimestamps: given.has('exact-timestamps') };
  return planSync(from, to, verb, client, { ...options, ...compare });
}

function isSamePlace(a: Place, b: Place): boolean {
  return (
    a.kind === 's3' &&
    b.kind === 's3' &&
    a.bucket === b.bucket &&
    (a.key === b.key || (b.key.endsWith('/') && b.key + (a.key.split('/').at(-1) ?? '') === a.key))
  );
}

/** Does one transfer and says so; false if it failed. */
async function report(task: Transfer, client: ServiceClient, options: TransferOptions, given: Given, { io }: Settings): Promise<boolean> {
  const isStream = task.from.kind === 'stream' || task.to?.kind === 'stream';
  const what = task.to === undefined ? shown(task.from, io) : `${shown(task.from, io)} to ${shown(task.to, io)}`;
  const isQuiet = given.has('quiet');
  const done = isQuiet || given.has('only-show-errors') || isStream ? undefined : (text: string) => write(io.stdout, `${text}\n`);
  if (given.has('dryrun')) {
    await done?.(`(dryrun) ${task.verb}: ${what}`);
    return true;
  }
  try {
    await transfer(task, client, options, io);
    await done?.(`${task.verb}: ${what}`);
    return true;
  } catch (error) {
    const local = [task.from, task.to].find((place) => place?.kind === 'local');
    const reason = error instanceof AwsCommandError ? error.message : fileProblem(error, local?.kind === 'local' ? local.path : '');
    if (!isQuiet) await write(io.stderr, `${task.verb} failed: ${what} ${reason}\n`);
    return false;
  }
}
