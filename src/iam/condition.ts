import { arnMatches, arnText } from './arn-match.ts';
import { type Comparison, type Operator, parseOperator } from './operators.ts';
import { compileText, fillText, type KeyLookup } from './text-pattern.ts';
import type { Condition, PolicyDocument } from './types.ts';
import { type IpRange, ipContains, parseBinary, parseBool, parseDate, parseIp, parseNumber } from './values.ts';
import { matches, type Pattern } from './wildcard.ts';

export interface CompiledCondition {
  readonly source: Condition;
  readonly holds: (key: KeyLookup) => boolean;
}

/**
 * Makes one key of a Condition block ready.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
 */
export function compileCondition(source: Condition, version: PolicyDocument['version']): CompiledCondition {
  const operator = parseOperator(source.operator);
  if (operator === undefined) throw new RangeError(`Expected a condition operator of AWS, got ${source.operator}`);
  const name = source.key.toLowerCase();
  if (operator.comparison === 'null') {
    const wantsAbsent = source.values.map(parseBool);
    return { source, holds: (key) => wantsAbsent.includes((key(name)?.length ?? 0) === 0) };
  }
  const matchesOne = compileValues(operator.comparison, source.values, version);
  return { source, holds: (key) => holds(operator, key(name), matchesOne, key) };
}

type MatchOne = (value: string, key: KeyLookup) => boolean;

function holds(operator: Operator, values: readonly string[] | undefined, matchesOne: MatchOne, key: KeyLookup): boolean {
  const { quantifier, negated, ifExists } = operator;
  if (quantifier === 'one') {
    if (values === undefined || values.length === 0) return ifExists || negated;
    for (const value of values) if (matchesOne(value, key)) return !negated;
    return negated;
  }
  if (quantifier === 'any' && values === undefined) return ifExists;
  // An empty text counts as no value for the set operators.
  const set = values?.filter((value) => value !== '') ?? [];
  const passes = (value: string) => matchesOne(value, key) !== negated;
  return quantifier === 'all' ? set.every(passes) : set.some(passes);
}

function compileValues(comparison: Comparison, values: readonly string[], version: PolicyDocument['version']): MatchOne {
  switch (comparison) {
    case 'equals':
      return texts(values, version, false, (pattern, value) => matches(pattern, value));
    case 'equalsIgnoreCase':
      return ignoringCase(values, version);
    case 'like':
      return texts(values, version, true, (pattern, value) => matches(pattern, value));
    case 'arn':
      return texts(values, version, true, (pattern, value) => arnMatches(pattern, arnText(value)));
    case 'bool':
      return compared(values, parseBool, (wanted, got) => wanted === got);
    case 'binary':
      return compared(values, parseBinary, (wanted, got) => wanted === got);
    case 'ip':
      return compared<IpRange>(values, parseIp, ipContains);
    case 'number':
    case 'numberBelow':
    case 'numberAtMost':
    case 'numberAbove':
    case 'numberAtLeast':
      return compared<number | bigint>(values, parseNumber, ORDER[comparison]);
    case 'date':
    case 'dateBefore':
    case 'dateAtLatest':
    case 'dateAfter':
    case 'dateAtEarliest':
      return compared<number | bigint>(values, parseDate, ORDER[comparison]);
    case 'null':
      return () => false;
  }
}

type Order = (wanted: number | bigint, got: number | bigint) => boolean;
// oxlint-disable-next-line eqeqeq -- 1n == 1.0 is meant: a bigint and a number of the same value.
const same: Order = (wanted, got) => got == wanted;
const below: Order = (wanted, got) => got < wanted;
const atMost: Order = (wanted, got) => got <= wanted;
const above: Order = (wanted, got) => got > wanted;
const atLeast: Order = (wanted, got) => got >= wanted;

const ORDER = {
  number: same,
  numberBelow: below,
  numberAtMost: atMost,
  numberAbove: above,
  numberAtLeast: atLeast,
  date: same,
  dateBefore: below,
  dateAtLatest: atMost,
  dateAfter: above,
  dateAtEarliest: atLeast,
} as const satisfies Partial<Record<Comparison, Order>>;

function texts(
  values: readonly string[],
  version: PolicyDocument['version'],
  wild: boolean,
  compare: (pattern: Pattern, value: string) => boolean,
): MatchOne {
  const patterns = values.map((value) => compileText(value, version, wild));
  return (value, key) =>
    patterns.some((text) => {
      const pattern = fillText(text, value, key);
      return pattern !== undefined && compare(pattern, value);
    });
}

function compared<T>(values: readonly string[], parse: (text: string) => T | undefined, compare: (wanted: T, got: T) => boolean): MatchOne {
  const wanted = values.map(parse).filter((value) => value !== undefined);
  // Requests come in rows with the same address and the same minute.
  let last: { readonly text: string; readonly parsed: T | undefined } | undefined;
  return (value) => {
    if (last?.text !== value) last = { text: value, parsed: parse(value) };
    const got = last.parsed;
    return got !== undefined && wanted.some((one) => compare(one, got));
  };
}

/** Variables are filled in first, since their values count in any case too. */
function ignoringCase(values: readonly string[], version: PolicyDocument['version']): MatchOne {
  const patterns = values.map((value) => compileText(value, version, false));
  return (value, key) => patterns.some((text) => (text.fixed ?? text.fill(key))?.exact?.toLowerCase() === value.toLowerCase());
}
