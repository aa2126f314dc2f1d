import type { Json } from '../render.ts';

/**
 * The AWS CLI's `--output text`: one line a row, values between tabs, in the alphabetical order of their names; a list or a
 * structure inside gets lines of its own that begin with its name.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html#text-output
 */
export function formatText(value: Json): string {
  return lines(value, undefined, undefined)
    .map((line) => `${line}\n`)
    .join('');
}

function lines(value: Json, label: string | undefined, columns: readonly string[] | undefined): string[] {
  if (Array.isArray(value)) return listLines(value, label);
  if (typeof value === 'object' && value !== null) return structureLines(value, label, columns);
  return [scalar(value)];
}

function listLines(list: readonly Json[], label: string | undefined): string[] {
  if (list.length === 0) return [];
  if (list.some(isRecord)) {
    const columns = [...new Set(list.filter(isRecord).flatMap(scalarNames))].toSorted(byCodePoint);
    return list.flatMap((item) => lines(item, label, columns));
  }
  const scalars = list.filter((item) => !isNested(item));
  const nested = list.filter(isNested);
  return [...(scalars.length > 0 ? scalarLines(scalars, label) : []), ...nested.flatMap((item) => lines(item, label, undefined))];
}

function scalarLines(list: readonly Json[], label: string | undefined): string[] {
  if (label === undefined) return [list.map(scalar).join('\t')];
  return list.map((item) => `${label.toUpperCase()}\t${scalar(item)}`);
}

function structureLines(value: { [name: string]: Json }, label: string | undefined, columns: readonly string[] | undefined): string[] {
  const names = Object.keys(value).toSorted(byCodePoint);
  const shown = columns ?? names.filter((name) => !isNested(value[name]));
  const cells = shown.map((name) => (value[name] === undefined ? '' : scalar(value[name])));
  const first = cells.length === 0 ? [] : [[...(label === undefined ? [] : [label.toUpperCase()]), ...cells].join('\t')];
  const inside = names.filter((name) => !shown.includes(name));
  return [...first, ...inside.flatMap((name) => lines(value[name] ?? null, name, undefined))];
}

function scalarNames(value: { [name: string]: Json }): string[] {
  return Object.keys(value).filter((name) => !isNested(value[name]));
}

function isRecord(value: Json | undefined): value is { [name: string]: Json } {
  return isNested(value) && !Array.isArray(value);
}

function isNested(value: Json | undefined): value is Json[] | { [name: string]: Json } {
  return typeof value === 'object' && value !== null;
}

/** Scalars in the words of Python, which the AWS CLI is written in. */
export function scalar(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
