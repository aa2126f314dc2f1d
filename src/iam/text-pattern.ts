import type { PolicyDocument } from './types.ts';
import { parseVariables, type Piece } from './variables.ts';
import { compilePattern, type Pattern } from './wildcard.ts';

/** A text of a policy, ready to be compared; with variables it depends on the request. Undefined where a variable has no value. */
export type TextPattern =
  | { readonly fixed: Pattern }
  | {
      readonly fixed?: undefined;
      /** Whatever the variables are, a value that matches begins so. */
      readonly head: string;
      readonly fill: (key: KeyLookup) => Pattern | undefined;
    };

export type KeyLookup = (name: string) => readonly string[] | undefined;

/** Takes `*` and `?` as wildcards where `wild` says so; variables only from version 2012-10-17 on. */
export function compileText(text: string, version: PolicyDocument['version'], wild: boolean): TextPattern {
  const written = (part: string) => (wild ? part : { literal: part });
  if (version === '2008-10-17' || !text.includes('${')) return { fixed: compilePattern([written(text)]) };
  const pieces = parseVariables(text) ?? [];
  if (pieces.every((piece) => piece.type !== 'variable')) {
    return { fixed: compilePattern(pieces.map((piece) => (piece.type === 'text' ? written(piece.text) : { literal: textOf(piece) }))) };
  }
  const [first] = pieces;
  return {
    head: first?.type === 'text' ? compilePattern([written(first.text)]).prefix : '',
    fill: (key) => {
      const parts: (string | { literal: string })[] = [];
      for (const piece of pieces) {
        const value = piece.type === 'variable' ? valueOf(piece, key) : textOf(piece);
        if (value === undefined) return undefined;
        parts.push(piece.type === 'text' ? written(value) : { literal: value });
      }
      return compilePattern(parts);
    },
  };
}

/** The pattern with its variables filled in; undefined where one has no value, or where the value cannot match anyway. */
export function fillText(text: TextPattern, value: string, key: KeyLookup): Pattern | undefined {
  if (text.fixed !== undefined) return text.fixed;
  return value.startsWith(text.head) ? text.fill(key) : undefined;
}

function textOf(piece: Piece): string {
  return piece.type === 'variable' ? '' : piece.text;
}

/** A key with several values cannot fill a variable. */
function valueOf(piece: { key: string; fallback?: string }, key: KeyLookup): string | undefined {
  const values = key(piece.key);
  if (values === undefined) return piece.fallback;
  return values.length === 1 ? values[0] : undefined;
}
