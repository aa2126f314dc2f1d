import { stringify } from 'yaml';
import type { Json } from '../render.ts';
import { byCodePoint } from './text.ts';

/** The AWS CLI's `--output yaml`: names in alphabetical order, lists at the indentation of their name, a lone scalar as JSON. */
export function formatYaml(answer: Json): string {
  if (typeof answer !== 'object' || answer === null) return `${JSON.stringify(answer)}\n`;
  return stringify(sorted(answer), {
    indentSeq: false,
    singleQuote: true,
    customTags: ['timestamp'],
    blockQuote: false,
    lineWidth: 80,
    aliasDuplicateObjects: false,
  });
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).toSorted(byCodePoint);
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}
