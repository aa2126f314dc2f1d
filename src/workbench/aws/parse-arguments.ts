import type { Argument } from './argument-table.ts';
import { UsageError } from './errors.ts';

/** What an argument was given: texts, or nothing for a flag. */
export type Given = ReadonlyMap<string, readonly string[]>;

/**
 * Reads an operation's part of the command line: `--name value`, `--name=value`, `--name a b c` for lists, flags, and names
 * cut short where they still mean one argument. Throws `UsageError` for what it does not know or finds missing; with
 * `--cli-input-json` or `--generate-cli-skeleton` nothing is missing.
 */
export function parseArguments(args: readonly string[], table: ReadonlyMap<string, Argument>): Given {
  const given = new Map<string, readonly string[]>();
  const unknown: string[] = [];
  const positional = [...table.values()].filter(({ takes }) => takes === 'positional');
  let i = 0;
  const takeValues = (most: number) => {
    const values: string[] = [];
    while (values.length < most && i < args.length && !looksLikeOption(args[i] ?? '', table)) values.push(args[i++] ?? '');
    return values;
  };
  while (i < args.length) {
    const arg = args[i++] ?? '';
    if (!looksLikeOption(arg, table)) {
      const argument = positional.shift();
      if (argument) given.set(argument.name, [arg]);
      else unknown.push(arg);
      continue;
    }
    const [option, attached] = splitOption(arg);
    const argument = findArgument(option, table);
    if (argument === undefined) {
      unknown.push(arg);
      continue;
    }
    given.set(argument.name, valuesFor(argument, attached, takeValues));
  }
  refuseMissing(table, given);
  if (unknown.length > 0) throw new UsageError(`Unknown options: ${unknown.join(', ')}`);
  return given;
}

function valuesFor(argument: Argument, attached: string | undefined, take: (most: number) => string[]): string[] {
  const problem = (text: string) => new UsageError(`argument --${argument.name}: ${text}`);
  if (argument.takes === 'nothing') {
    if (attached !== undefined) throw problem(`ignored explicit argument '${attached}'`);
    return [];
  }
  const most = argument.takes === 'many' ? Number.POSITIVE_INFINITY : 1;
  const values = attached === undefined ? take(most) : [attached];
  if (argument.takes === 'one' && values.length === 0) throw problem('expected one argument');
  const bad = argument.choices && values.find((value) => !argument.choices?.includes(value));
  if (bad !== undefined) throw problem(`Found invalid choice '${bad}'\n`);
  return values;
}

/** A text with a space in it, a lone dash and a negative number are values, as for Python's argument parser. */
function looksLikeOption(arg: string, table: ReadonlyMap<string, Argument>): boolean {
  if (!arg.startsWith('-') || arg.length === 1 || /^-\d+(\.\d*)?$/.test(arg)) return false;
  if (findArgument(splitOption(arg)[0], table) !== undefined) return true;
  return !arg.includes(' ');
}

function splitOption(arg: string): [string, string | undefined] {
  const equals = arg.indexOf('=');
  return equals < 0 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)];
}

function findArgument(option: string, table: ReadonlyMap<string, Argument>): Argument | undefined {
  if (!option.startsWith('--') || option.length === 2) return undefined;
  const name = option.slice(2);
  const exact = table.get(name);
  if (exact) return exact.takes === 'positional' ? undefined : exact;
  const begun = [...table.values()].filter((argument) => argument.takes !== 'positional' && argument.name.startsWith(name));
  if (begun.length > 1) {
    throw new UsageError(`ambiguous option: ${option} could match ${begun.map((argument) => `--${argument.name}`).join(', ')}`);
  }
  return begun[0];
}

function refuseMissing(table: ReadonlyMap<string, Argument>, given: Given): void {
  if (['cli-input-json', 'cli-input-yaml', 'generate-cli-skeleton'].some((name) => given.has(name))) return;
  const missing = [...table.values()].filter(({ name, required }) => required && !given.has(name));
  if (missing.length === 0) return;
  const names = missing.map(({ name, takes }) => (takes === 'positional' ? name.trim() : `--${name}`));
  throw new UsageError(`the following arguments are required: ${names.join(', ')}`);
}
