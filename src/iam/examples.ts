import { parseOperator } from './operators.ts';
import type { Condition, RequestContext } from './types.ts';
import { parseDate, parseNumber } from './values.ts';
import { parseVariables } from './variables.ts';

/** What fills the open places of a pattern. */
export interface Filling {
  /** Stands for each `*`; best a word drawn for the occasion. */
  readonly word: string;
  readonly account: string;
  readonly region: string;
  /** Values of policy variables. */
  readonly context: RequestContext;
}

/** A text that matches the pattern: `*` filled with the word, `?` with a letter, variables from the context. Undefined for one without value. */
export function exampleOf(pattern: string, filling: Filling): string | undefined {
  const filled: string[] = [];
  for (const piece of parseVariables(pattern) ?? [{ type: 'text' as const, text: pattern }]) {
    if (piece.type === 'variable') {
      const value = lookUp(filling.context, piece.key) ?? piece.fallback;
      if (value === undefined) return undefined;
      filled.push(value);
    } else filled.push(piece.type === 'text' ? piece.text : `\0${piece.text}`);
  }
  return fill(filled.join(''), filling);
}

/** Values that may satisfy the condition, the likeliest first. */
export function candidatesFor({ operator, values }: Condition, filling: Filling): readonly string[] {
  const known = parseOperator(operator);
  if (known === undefined) return [];
  const other = [filling.word, `${filling.word}.invalid`];
  const near = values.flatMap((value) => {
    switch (known.comparison) {
      case 'like':
      case 'arn':
        return exampleOf(value, filling) ?? [];
      case 'equals':
      case 'equalsIgnoreCase':
        return literalOf(value, filling) ?? [];
      case 'ip':
        return value.split('/')[0] ?? [];
      case 'bool':
        return [value, value.toLowerCase() === 'true' ? 'false' : 'true'];
      case 'number':
      case 'numberBelow':
      case 'numberAtMost':
      case 'numberAbove':
      case 'numberAtLeast':
        return around(Number(parseNumber(value) ?? 0), 1);
      case 'date':
      case 'dateBefore':
      case 'dateAtLatest':
      case 'dateAfter':
      case 'dateAtEarliest':
        return around(parseDate(value) ?? 0, 1000).map((time) => new Date(Number(time)).toISOString());
      case 'binary':
        return value;
      case 'null':
        return [];
    }
  });
  if (known.comparison === 'ip') return [...near, '198.51.100.77', '2001:db8:77::1'];
  if (known.comparison === 'arn') return [...near, `arn:aws:iam::${filling.account}:role/${filling.word}`];
  return [...near, ...other];
}

function literalOf(text: string, filling: Filling): string | undefined {
  return exampleOf(text.replaceAll('*', '${*}').replaceAll('?', '${?}'), filling);
}

function around(value: number, step: number): string[] {
  return [value, value - step, value + step].map(String);
}

/** In an ARN `*` alone in the place of the Region or the account stands for one. `\0` marks a character that is no wildcard. */
function fill(text: string, { word, account, region }: Filling): string {
  const parts = text.split(':');
  if (parts[0] === 'arn' && parts.length >= 6) {
    if (parts[1] === '*') parts[1] = 'aws';
    if (parts[3] === '*') parts[3] = region;
    if (parts[4] === '*') parts[4] = account;
  }
  let made = '';
  const joined = parts.join(':');
  for (let at = 0; at < joined.length; at++) {
    const character = joined.charAt(at);
    if (character === '\0') made += joined.charAt(++at);
    else if (character === '*') made += word;
    else made += character === '?' ? 'x' : character;
  }
  return made;
}

function lookUp(context: RequestContext, key: string): string | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key)?.[1];
  return found === undefined || typeof found === 'object' ? undefined : String(found);
}
