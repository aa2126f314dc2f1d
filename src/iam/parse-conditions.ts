import { isList, isNumber, isObject, join, type Json, quote } from './json.ts';
import { type Comparison, parseOperator, takesVariables } from './operators.ts';
import { LEGACY, PolicyError, SYNTAX } from './policy-error.ts';
import type { Condition, PolicyDocument } from './types.ts';
import { parseBinary, parseBool, parseDate, parseIp, parseNumber } from './values.ts';
import { parseVariables } from './variables.ts';

/**
 * Reads a Condition block. A value that its operator cannot compare is refused: it could never match, and under a negated operator
 * that would be an allowance.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function parseConditions(block: Json | undefined, path: string, version: PolicyDocument['version']): readonly Condition[] {
  if (block === undefined) return [];
  if (!isObject(block)) throw fault(path, 'an object of operators', block);
  const conditions: Condition[] = [];
  for (const [operator, keys] of block) {
    const at = join(path, operator);
    const known = parseOperator(operator);
    if (known === undefined) {
      const awsMessage = `Invalid Condition type : ${operator.slice(0, 100)}.`;
      throw new PolicyError({ path: at, expected: 'a condition operator of AWS', got: quote(operator), awsMessage });
    }
    if (!isObject(keys)) throw fault(at, 'an object of condition keys', keys);
    const seen = new Set<string>();
    for (const [key, value] of keys) {
      if (key === '' || seen.has(key.toLowerCase())) throw fault(join(at, key), 'a condition key that stands there once', key);
      seen.add(key.toLowerCase());
      const values = texts(value, join(at, key));
      for (const text of values) checkValue(known.comparison, text, join(at, key), version);
      conditions.push({ operator, key, values });
    }
  }
  return conditions;
}

function texts(value: Json, path: string): readonly string[] {
  const items = isList(value) ? value : [value];
  return items.map((item) => {
    if (typeof item === 'string') return item;
    if (typeof item === 'boolean') return String(item);
    if (isNumber(item)) return item.digits;
    throw fault(path, 'a text, a number, a boolean or a list of these', item);
  });
}

function checkValue(comparison: Comparison, text: string, path: string, version: PolicyDocument['version']): void {
  if (takesVariables(comparison)) {
    if (version === '2012-10-17' && parseVariables(text) === undefined) throw fault(path, 'policy variables written as `${key}`', text);
    return;
  }
  const wanted = WANTED[comparison];
  if (wanted !== undefined && wanted.parse(text) === undefined) {
    throw new PolicyError({ path, expected: wanted.name, got: quote(text), awsMessage: comparison.startsWith('date') ? LEGACY : SYNTAX });
  }
}

const NUMBER = { name: 'a number', parse: parseNumber };
const DATE = { name: 'an ISO 8601 date or epoch seconds', parse: parseDate };
const BOOL = { name: '"true" or "false"', parse: parseBool };
const WANTED: Partial<Record<Comparison, { name: string; parse: (text: string) => unknown }>> = {
  number: NUMBER,
  numberBelow: NUMBER,
  numberAtMost: NUMBER,
  numberAbove: NUMBER,
  numberAtLeast: NUMBER,
  date: DATE,
  dateBefore: DATE,
  dateAtLatest: DATE,
  dateAfter: DATE,
  dateAtEarliest: DATE,
  bool: BOOL,
  null: BOOL,
  binary: { name: 'base64', parse: parseBinary },
  ip: { name: 'an IP address or a CIDR range', parse: parseIp },
};

function fault(path: string, expected: string, got: Json | undefined): PolicyError {
  return new PolicyError({ path, expected, got: quote(got), awsMessage: SYNTAX });
}
