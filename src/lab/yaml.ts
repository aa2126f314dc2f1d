import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Fault } from './fault.ts';

/** A parsed text, or what is wrong with it. */
export type Parsed<T> = { readonly value: T; readonly faults?: never } | { readonly faults: readonly Fault[]; readonly value?: never };

/** Parses YAML by a schema. `firstLine` is the line of the file that the text begins on; faults name file and line. */
export function parseYaml<Schema extends z.ZodType>(source: string, schema: Schema, file: string, firstLine = 1): Parsed<z.infer<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line + firstLine - 1;
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((error) => ({
        file,
        line: lineAt(error.pos[0]),
        problem: `This is not YAML: ${error.message.split('\n')[0] ?? ''}`,
        mend: 'put texts that have a colon or begin with a backtick into quotes, and indent by two spaces',
      })),
    };
  }
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (parsed.success) return { value: parsed.data };

  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) return lineAt(Number(node.range[0]));
    }
    return firstLine;
  };
  return {
    faults: parsed.error.issues.map((issue) => ({
      file,
      line: lineOf(issue.path),
      problem: `\`${issue.path.join('.') || 'the file'}\`: ${issue.message}.`,
      mend: mendOf(issue),
    })),
  };
}

function mendOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `take out ${issue.keys.map((key) => `\`${key}\``).join(', ')}, or mend its spelling`;
  if (issue.code === 'invalid_type' && issue.input === undefined) return `add \`${String(issue.path.at(-1) ?? '')}\``;
  return 'see docs/labs.md, "lab.yaml" and "Steps"';
}
