import type { z } from 'zod';
import { type Parsed, parseYaml } from './yaml.ts';

export interface Page<Front> {
  readonly front: Front;
  readonly body: string;
  /** Line of the file on which the body begins, from 1. */
  readonly bodyLine: number;
}

/** Takes a Markdown page apart: YAML between two lines of `---` at its top, and the text below. */
export function parsePage<Schema extends z.ZodType>(source: string, schema: Schema, file: string): Parsed<Page<z.infer<Schema>>> {
  const text = source.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
  const head = /^---\n([\s\S]*?)\n?---(?:\n|$)/.exec(text);
  if (head === null) {
    return { faults: [{ file, line: 1, problem: 'The page has no front matter.', mend: 'begin it with `---`, its YAML, and `---`' }] };
  }
  const parsed = parseYaml(head[1] ?? '', schema, file, 2);
  if (parsed.faults !== undefined) return parsed;
  const body = text.slice(head[0].length);
  return { value: { front: parsed.value, body, bodyLine: head[0].split('\n').length } };
}
