/**
 * Wildcard matching without regular expressions: a policy may hold any text, and no text may make it slow.
 * The steps of a match are never more than the length of the pattern times that of the value.
 */

/** `*` and `?`, among character codes. */
export const ANY = -1;
export const ONE = -2;

/** A pattern as character codes with `ANY` and `ONE` among them. */
export interface Pattern {
  readonly codes: readonly number[];
  /** The text itself where there is no wildcard. */
  readonly exact?: string;
  /** The text before the first wildcard. */
  readonly prefix: string;
  /** Positions of the colons, for ARNs. */
  readonly colons: readonly number[];
}

/** Counts steps, for tests. */
export interface Meter {
  steps: number;
}

/** `*` and `?` are wildcards unless told; `literal` parts never are. */
export function compilePattern(parts: readonly (string | { readonly literal: string })[]): Pattern {
  const codes: number[] = [];
  for (const part of parts) {
    const text = typeof part === 'string' ? part : part.literal;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (typeof part === 'string' && code === STAR) {
        if (codes.at(-1) !== ANY) codes.push(ANY);
      } else codes.push(typeof part === 'string' && code === QUESTION ? ONE : code);
    }
  }
  const first = codes.findIndex((code) => code < 0);
  const prefix = text(first === -1 ? codes : codes.slice(0, first));
  const colons = codes.flatMap((code, at) => (code === COLON ? [at] : []));
  return first === -1 ? { codes, exact: prefix, prefix, colons } : { codes, prefix, colons };
}

/** Does the whole value match the whole pattern? `?` takes one character, be it one or two UTF-16 units. */
export function matches(pattern: Pattern, value: string, meter?: Meter): boolean {
  if (pattern.exact !== undefined) return pattern.exact === value;
  if (!value.startsWith(pattern.prefix)) return false;
  return matchesRange(pattern.codes, pattern.prefix.length, pattern.codes.length, value, pattern.prefix.length, value.length, meter);
}

/** Matches a part of a pattern with a part of a value. */
export function matchesRange(
  codes: readonly number[],
  patternStart: number,
  patternEnd: number,
  value: string,
  valueStart: number,
  valueEnd: number,
  meter?: Meter,
): boolean {
  let p = patternStart;
  let v = valueStart;
  let star = -1;
  let resume = -1;
  while (v < valueEnd) {
    if (meter !== undefined) meter.steps++;
    const code = p < patternEnd ? codes[p] : undefined;
    if (code === ANY) {
      star = p++;
      resume = v;
    } else if (code === ONE) {
      p++;
      v += width(value, v, valueEnd);
    } else if (code !== undefined && code === value.charCodeAt(v)) {
      p++;
      v++;
    } else if (star !== -1) {
      p = star + 1;
      resume += width(value, resume, valueEnd);
      v = resume;
    } else return false;
  }
  while (p < patternEnd && codes[p] === ANY) p++;
  return p === patternEnd;
}

const STAR = 42;
const QUESTION = 63;
const COLON = 58;

function width(value: string, at: number, end: number): 1 | 2 {
  return at + 1 < end && (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function text(codes: readonly number[]): string {
  let made = '';
  for (const code of codes) made += String.fromCharCode(code);
  return made;
}
