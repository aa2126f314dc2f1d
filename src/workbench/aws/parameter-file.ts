import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expandHome } from './config-files.ts';
import { ParameterError } from './errors.ts';
import type { Io } from './io.ts';

/**
 * What stands for a value of the command line: `file://` a text file's content, `fileb://` a file's bytes, else the value
 * itself. Text may be UTF-8 or UTF-16, with or without a byte order mark, since Windows' shells write all of them.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
export async function readParameter(value: string, argument: string, io: Io): Promise<string | Uint8Array> {
  if (value.startsWith('fileb://')) return readNamed(value, value.slice('fileb://'.length), argument, io);
  if (!value.startsWith('file://')) return value;
  const path = value.slice('file://'.length);
  const text = decodeText(await readNamed(value, path, argument, io));
  if (text === undefined) {
    const advice =
      'text contents could not be decoded.  If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.';
    throw new ParameterError(argument, `Unable to load paramfile (${path}), ${advice}`);
  }
  return text;
}

/** Text of a file in UTF-8 or UTF-16; undefined for bytes that are neither. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function readNamed(value: string, path: string, argument: string, io: Io): Promise<Uint8Array> {
  const file = resolve(io.cwd, expandVariables(expandHome(path, io.env), io.env));
  try {
    return await readFile(file);
  } catch (error) {
    throw new ParameterError(argument, `Unable to load paramfile ${value}: ${fileProblem(error, path)}`);
  }
}

/** A file error in the AWS CLI's words, which are Python's. */
export function fileProblem(error: unknown, path: string): string {
  const { code, errno } = Object(error);
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'No such file or directory',
    EACCES: 'Permission denied',
    EISDIR: 'Is a directory',
    ENOTDIR: 'Not a directory',
  };
  const text = words[String(code)];
  return text === undefined ? String(Object(error).message) : `[Errno ${Math.abs(Number(errno))}] ${text}: '${path}'`;
}

function expandVariables(path: string, env: Io['env']): string {
  return path.replace(
    /\$(?:(\w+)|\{(\w+)\})/g,
    (whole, plain: string | undefined, braced: string | undefined) => env[plain ?? braced ?? ''] ?? whole,
  );
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined)) return 'utf-16be';
  return 'utf-8';
}
