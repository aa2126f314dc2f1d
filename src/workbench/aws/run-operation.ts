import type { OperationSchema } from '../../aws/schema.ts';
import { argumentTable } from './argument-table.ts';
import { makeClient, type ServiceClient, type ServiceModel } from './client.ts';
import { findCredentials } from './credentials.ts';
import { AwsCommandError, EXIT } from './errors.ts';
import { readInput } from './input.ts';
import { outputFormat, printAnswer, printPages } from './output/index.ts';
import { checkOutputFile, finishOutput, startInput } from './operation-habits.ts';
import { type Pages, pagesOf } from './page-tokens.ts';
import { followPages, type PageOptions } from './paginate.ts';
import { readParameters, wholeNumber } from './parameters.ts';
import { type Given, parseArguments } from './parse-arguments.ts';
import { compileQuery } from './query.ts';
import { type Json, renderOutput } from './render.ts';
import { endpointOf, regionFor, type Settings } from './settings.ts';
import { skeletonOf } from './skeleton.ts';

/** `aws SERVICE OPERATION ...`: reads the arguments, makes the call or calls, prints the answer. `command` is `iam`, `s3api`, ... */
export async function runOperation(
  command: string,
  model: ServiceModel,
  operation: OperationSchema,
  args: readonly string[],
  settings: Settings,
): Promise<void> {
  const pages = pagesOf(operation, model.exports);
  const table = argumentTable(command, operation, pages);
  const given = parseArguments(args, table);
  outputFormat(settings);
  const query = settings.globals.query === undefined ? undefined : await compileQuery(settings.globals.query);
  const parameters = await readParameters(operation, table, given, settings.io);
  if (await printSkeleton(operation, given, settings)) return;
  const paging = pagingOf(pages, given, parameters, settings);
  const input = startInput(operation, readInput(operation.input, parameters, binaryFormat(settings)));
  await checkOutputFile(operation, given, settings.io);

  const client = await connect(model, settings);
  const callOnce = async (further: Readonly<Record<string, unknown>>) => {
    const answer = await client.call(operation.name, { ...input, ...further });
    const shown = renderOutput(operation, answer.output, model.service.protocol);
    return finishOutput({ operation, given, answer, shown, asked: parameters, io: settings.io });
  };
  if (pages === undefined || paging === undefined) return printAnswer(await callOnce({}), operation.name, settings, query);
  await printPages(await followPages(pages, paging, callOnce), pages, operation.name, settings, query);
}

/** A client of a service for whoever the settings say asks. */
export async function connect(model: ServiceModel, settings: Settings): Promise<ServiceClient> {
  const { service } = model;
  const endpoint = endpointOf(settings, service.sdkId);
  const region = regionFor(settings, service.signingName);
  const credentials = settings.globals.sign ? (await findCredentials(settings)).credentials : undefined;
  return makeClient(model, { endpoint, region, credentials, settings });
}

async function printSkeleton(operation: OperationSchema, given: Given, settings: Settings): Promise<boolean> {
  const which = given.get('generate-cli-skeleton');
  if (which === undefined) return false;
  const ofOutput = which[0] === 'output';
  const skeleton: Json = skeletonOf(ofOutput ? operation.output : operation.input, ofOutput);
  const { globals } = settings;
  await printAnswer(skeleton, operation.name, ofOutput ? settings : { ...settings, globals: { ...globals, output: 'json' } }, undefined);
  return true;
}

/** How to follow the pages; undefined where they are not: `--no-paginate`, or a page's own parameters were given. */
function pagingOf(
  pages: Pages | undefined,
  given: Given,
  parameters: Record<string, unknown>,
  { globals }: Settings,
): PageOptions | undefined {
  if (pages === undefined) return undefined;
  const own = [...pages.tokens.map(({ input }) => input), ...(pages.limit === undefined ? [] : [pages.limit])];
  const isManual = own.some((name) => parameters[name] !== undefined);
  const options = {
    startingToken: given.get('starting-token')?.[0],
    maxItems: wholeNumber(given, 'max-items'),
    pageSize: wholeNumber(given, 'page-size'),
  };
  if (globals.paginate && !isManual) return options;
  // IAM and Lambda have a MaxItems of their own, which the argument means when the pages are not followed.
  if (pages.limit === 'MaxItems' && options.maxItems !== undefined) parameters['MaxItems'] = options.maxItems;
  const used = [
    ...(options.startingToken === undefined ? [] : ['--starting-token']),
    ...(options.pageSize === undefined ? [] : ['--page-size']),
    ...(options.maxItems === undefined || pages.limit === 'MaxItems' ? [] : ['--max-items']),
  ];
  if (used.length > 0) {
    throw new AwsCommandError(EXIT.badUsage, `Cannot specify --no-paginate along with pagination arguments: ${used.join(', ')}`);
  }
  return undefined;
}

function binaryFormat({ globals, profile }: Settings): 'base64' | 'raw-in-base64-out' {
  return (globals.binaryFormat ?? profile.get('cli_binary_format')) === 'raw-in-base64-out' ? 'raw-in-base64-out' : 'base64';
}
