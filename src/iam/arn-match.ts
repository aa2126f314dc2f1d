import { ANY, matches, matchesRange, type Meter, type Pattern } from './wildcard.ts';

/** A value taken apart for matching with ARN patterns. */
export interface ArnText {
  readonly text: string;
  /** Positions of all colons. */
  readonly colons: readonly number[];
}

export function arnText(text: string): ArnText {
  const colons: number[] = [];
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) colons.push(at);
  return { text, colons };
}

/**
 * Does a Resource pattern match? The parts between colons are matched each for itself; a `*` that ends such a part can reach beyond its colon.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourceMatches(pattern: Pattern, value: ArnText, meter?: Meter): boolean {
  if (pattern.exact !== undefined) return pattern.exact === value.text;
  if (!value.text.startsWith(pattern.prefix)) return false;
  if (pattern.colons.length < PARTS - 1) return matches(pattern, value.text, meter);
  if (partsMatch(pattern, value, meter)) return true;
  // With as many colons on both sides each stands for its like, and the parts have been compared already.
  return value.colons.length > pattern.colons.length && reachesOver(pattern, value.text, meter);
}

/** ArnEquals and ArnLike: each of the six parts is matched for itself. */
export function arnMatches(pattern: Pattern, value: ArnText): boolean {
  if (pattern.exact !== undefined) return pattern.exact === value.text;
  if (pattern.codes.length === 1 && pattern.codes[0] === ANY) return value.colons.length >= PARTS - 1;
  return partsMatch(pattern, value);
}

const PARTS = 6;
const COLON = 58;

function partsMatch(pattern: Pattern, value: ArnText, meter?: Meter): boolean {
  if (pattern.colons.length < PARTS - 1 || value.colons.length < PARTS - 1) return false;
  let p = 0;
  let v = 0;
  for (let part = 0; part < PARTS; part++) {
    const last = part === PARTS - 1;
    const patternEnd = last ? pattern.codes.length : (pattern.colons[part] ?? 0);
    const valueEnd = last ? value.text.length : (value.colons[part] ?? 0);
    if (!matchesRange(pattern.codes, p, patternEnd, value.text, v, valueEnd, meter)) return false;
    p = patternEnd + 1;
    v = valueEnd + 1;
  }
  return true;
}

/** Follows all ways through the pattern at once: within the first five parts only a `*` before a colon takes colons. */
function reachesOver(pattern: Pattern, value: string, meter?: Meter): boolean {
  const { codes, colons } = pattern;
  const resource = colons[PARTS - 2] ?? codes.length;
  const crosses = (at: number) => at > resource || codes[at + 1] === COLON;
  let open = closure(codes, new Uint8Array(codes.length + 1), 0);
  for (let v = 0; v < value.length; v++) {
    const next = new Uint8Array(codes.length + 1);
    const code = value.charCodeAt(v);
    for (let p = 0; p < codes.length; p++) {
      if (meter !== undefined) meter.steps++;
      if (open[p] === 0) continue;
      const wanted = codes[p];
      if (wanted === ANY) {
        if (code !== COLON || crosses(p)) closure(codes, next, p);
      } else if (wanted === code || (wanted !== undefined && wanted < 0 && code !== COLON)) closure(codes, next, p + 1);
    }
    open = next;
  }
  return open[codes.length] === 1;
}

function closure(codes: readonly number[], open: Uint8Array, at: number): Uint8Array {
  open[at] = 1;
  if (codes[at] === ANY) open[at + 1] = 1;
  return open;
}
