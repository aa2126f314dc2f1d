import { createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { OperationSchema } from '../../aws/schema.ts';
import type { Answer } from './client.ts';
import { expandHome } from './config-files.ts';
import { AwsCommandError, EXIT, failure } from './errors.ts';
import type { Io } from './io.ts';
import { fileProblem } from './parameter-file.ts';
import type { Given } from './parse-arguments.ts';
import { members } from './shapes.ts';
import type { Json } from './render.ts';

type Shown = { [name: string]: Json };

/** Lists of S3 are asked for percent-encoded, since a key may hold characters that XML cannot. */
const ENCODED_LISTS: ReadonlySet<string> = new Set(['ListObjects', 'ListObjectsV2', 'ListObjectVersions', 'ListMultipartUploads']);
const ENCODED_MEMBERS: ReadonlySet<string> = new Set(
  'Key Prefix Delimiter Marker NextMarker StartAfter KeyMarker NextKeyMarker Contents CommonPrefixes Versions DeleteMarkers Uploads'.split(
    ' ',
  ),
);

/** Adds to an operation's parameters what the AWS CLI adds unasked. */
export function startInput(operation: OperationSchema, input: Record<string, unknown>): Record<string, unknown> {
  return ENCODED_LISTS.has(operation.name) ? { EncodingType: 'url', ...input } : input;
}

/** Throws before the call where the file that the answer is written to could not be made. */
export async function checkOutputFile(operation: OperationSchema, given: Given, io: Io): Promise<void> {
  const path = given.get('outfile')?.[0];
  if (path === undefined) return;
  const folder = dirname(pathOf(path, io));
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    const message =
      operation.name === 'CreateVirtualMFADevice' ? `Unable to write to file: ${path}` : `[Errno 2] No such file or directory: '${path}'`;
    throw new AwsCommandError(operation.name === 'CreateVirtualMFADevice' ? EXIT.badUsage : EXIT.other, message);
  }
}

/** Does with an answer what the AWS CLI does before it prints: files written, encoded names decoded, S3's peculiarities. */
export async function finishOutput(call: {
  readonly operation: OperationSchema;
  readonly given: Given;
  readonly answer: Answer;
  readonly shown: Shown;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly io: Io;
}): Promise<Shown> {
  const { operation, given, answer, shown, asked, io } = call;
  const outfile = given.get('outfile')?.[0];
  if (answer.payload && outfile !== undefined) await saveTo(outfile, io, (path) => pipeline(answer.payload ?? [], createWriteStream(path)));
  if (operation.name === 'CreateVirtualMFADevice') return saveBootstrap(shown, given, io);
  if (operation.name === 'GetBucketLocation') return { ...shown, LocationConstraint: shown['LocationConstraint'] || null };
  if (!ENCODED_LISTS.has(operation.name) || asked['EncodingType'] !== undefined) return shown;
  const { EncodingType, ...rest } = shown;
  return EncodingType === 'url' ? decodeMembers(rest, operation) : rest;
}

/** The seed of a virtual MFA device goes into the file and is not printed. */
async function saveBootstrap(shown: Shown, given: Given, io: Io): Promise<Shown> {
  const { VirtualMFADevice, ...rest } = shown;
  const { QRCodePNG, Base32StringSeed, ...device } = Object(VirtualMFADevice);
  const seed: unknown = given.get('bootstrap-method')?.[0] === 'QRCodePNG' ? QRCodePNG : Base32StringSeed;
  const outfile = given.get('outfile')?.[0];
  if (typeof seed === 'string' && outfile !== undefined) {
    await saveTo(outfile, io, (path) => writeFile(path, Buffer.from(seed, 'base64'), { mode: 0o600 }));
  }
  return { VirtualMFADevice: device, ...rest };
}

function decodeMembers(shown: Shown, operation: OperationSchema): Shown {
  const known = new Set(members(operation.output).map(([name]) => name));
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [name, known.has(name) && ENCODED_MEMBERS.has(name) ? decoded(value) : value]),
  );
}

function decoded(value: Json): Json {
  if (typeof value === 'string') return decodeURIComponent(value.replaceAll('+', ' '));
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'string' ? item : decoded(item)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === 'Key' || name === 'Prefix' ? decoded(item) : item]),
  );
}

async function saveTo(path: string, io: Io, save: (path: string) => Promise<void>): Promise<void> {
  try {
    await save(pathOf(path, io));
  } catch (error) {
    throw failure(fileProblem(error, path), error);
  }
}

function pathOf(path: string, io: Io): string {
  return resolve(io.cwd, expandHome(path, io.env));
}
