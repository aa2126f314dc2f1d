import { randomUUID } from 'node:crypto';
import type { OperationSchema } from '../../aws/schema.ts';
import type { Argument } from './argument-table.ts';
import { readArgumentValue } from './argument-value.ts';
import { AwsCommandError, EXIT, ParameterError } from './errors.ts';
import type { Io } from './io.ts';
import { readParameter } from './parameter-file.ts';
import type { Given } from './parse-arguments.ts';
import { members } from './shapes.ts';

/** An operation's parameters: those of `--cli-input-json` or `--cli-input-yaml`, with those of the command line over them. */
export async function readParameters(
  operation: OperationSchema,
  table: ReadonlyMap<string, Argument>,
  given: Given,
  io: Io,
): Promise<Record<string, unknown>> {
  const parameters: Record<string, unknown> = { ...(await inputDocument(given, io)) };
  for (const [name, texts] of given) {
    const member = table.get(name)?.member;
    if (member === undefined) continue;
    parameters[member.name] = member.schema.isBooleanSchema()
      ? member.off !== true
      : await readArgumentValue(member.schema, texts, `--${name}`, io);
  }
  await hoistZipFile(operation, given, parameters, io);
  for (const [name, schema] of members(operation.input)) {
    if (schema.isIdempotencyToken()) parameters[name] ??= randomUUID();
  }
  return parameters;
}

/** A number of a paging argument. Throws where it is none. */
export function wholeNumber(given: Given, name: string): number | undefined {
  const text = given.get(name)?.[0];
  if (text === undefined) return undefined;
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new AwsCommandError(EXIT.badUsage, `argument --${name}: invalid int value: '${text}'`);
  return Number(text);
}

async function inputDocument(given: Given, io: Io): Promise<Record<string, unknown>> {
  const json = given.get('cli-input-json')?.[0];
  const yaml = given.get('cli-input-yaml')?.[0];
  if (json !== undefined && yaml !== undefined) {
    throw new AwsCommandError(EXIT.badUsage, 'Only one --cli-input- parameter may be specified.');
  }
  if (json !== undefined) return document('cli-input-json', json, 'JSON', (text) => JSON.parse(text), io);
  if (yaml === undefined) return {};
  const { parse } = await import('yaml');
  return document('cli-input-yaml', yaml, 'YAML', parse, io);
}

async function document(name: string, value: string, language: string, parse: (text: string) => unknown, io: Io) {
  const text = await readParameter(value, name, io);
  let read: unknown;
  try {
    read = typeof text === 'string' ? parse(text) : undefined;
  } catch (cause) {
    throw Object.assign(new ParameterError(name, `Invalid ${language} received.`), { cause });
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw new ParameterError(name, `Invalid type: expecting map, received ${Array.isArray(read) ? 'list' : typeof read}`);
  }
  return { ...read };
}

const ZIP_ADVICE = '--zip-file must be a zip file with the fileb:// prefix.\nExample usage:  --zip-file fileb://path/to/file.zip';
const ZIP_SIGNATURE = 'PK';

/** `--zip-file` of Lambda fills the `ZipFile` inside `Code` or `Content`, or is the member itself. */
async function hoistZipFile({ name }: OperationSchema, given: Given, parameters: Record<string, unknown>, io: Io): Promise<void> {
  const text = given.get('zip-file')?.[0];
  if (text === undefined) return;
  const bytes = await readParameter(text, '--zip-file', io);
  if (typeof bytes === 'string' || Buffer.from(bytes.subarray(0, 2)).toString() !== ZIP_SIGNATURE) {
    throw new AwsCommandError(EXIT.badUsage, ZIP_ADVICE);
  }
  const holder = { CreateFunction: 'Code', PublishLayerVersion: 'Content' }[name];
  if (holder !== undefined) parameters[holder] = { ...Object(parameters[holder]), ZipFile: bytes };
}
