import { expandAction, findAction, keyApplies, knownService } from '../catalogue.ts';
import { closest } from '../closest.ts';
import { findKey, keysOf } from '../condition-keys.ts';
import { type Comparison, parseOperator } from '../operators.ts';
import type { Condition, Statement } from '../types.ts';
import { type LintFinding, PAGES, type Rule } from './types.ts';

/** Condition keys that no request has, that these requests never have, or that are compared as what they are not. */
export const keyRule: Rule = ({ statements }) =>
  statements.flatMap(({ statement, path }) =>
    statement.conditions.flatMap((condition) => {
      const at = `${path}.Condition.${condition.operator}.${condition.key}`;
      const unknown = unknownKey(condition, at);
      return unknown.length > 0 ? unknown : [...neverThere(condition, statement, at), ...wrongType(condition, at)];
    }),
  );

function unknownKey({ key }: Condition, path: string): readonly LintFinding[] {
  const prefix = key.slice(0, Math.max(0, key.indexOf(':'))).toLowerCase();
  // Keys of identity providers bear their address: `token.actions.githubusercontent.com:sub`.
  if (prefix.includes('.') || findKey(key) !== undefined || !(prefix === '' || prefix === 'aws' || knownService(prefix))) return [];
  const near = closest(key, keysOf(prefix === '' ? 'aws' : prefix));
  const mend = near === undefined ? 'Choose one of the keys that AWS documents.' : `Did you mean ${near}?`;
  return [
    {
      rule: 'unknown-key',
      severity: 'error',
      path,
      what: `There is no condition key ${key}: no request ever has it.`,
      mend,
      page: PAGES.conditionKeys,
    },
  ];
}

function neverThere({ key, operator }: Condition, { action, effect }: Statement, path: string): readonly LintFinding[] {
  const prefix = key.slice(0, key.indexOf(':')).toLowerCase();
  if (action === undefined || prefix === 'aws' || prefix.includes('.') || GLOBAL.has(key.toLowerCase()) || !knownService(prefix)) return [];
  const known = action.flatMap((text) => expandAction(text)).filter((name) => findAction(name) !== undefined);
  if (known.length === 0) return [];
  const has = (name: string) => name.toLowerCase().startsWith(`${prefix}:`) && keyApplies(name.toLowerCase(), key.toLowerCase());
  const without = known.filter((name) => !has(name));
  if (without.length < known.length) {
    // Of a wildcard one does not expect that all of it is meant.
    const named = without.filter((name) => action.some((text) => text.toLowerCase() === name.toLowerCase()));
    if (named.length === 0) return [];
    return [
      {
        rule: 'key-never-applies',
        severity: 'warning',
        path,
        what: `A request for ${named.join(', ')} never has ${key}: ${consequence(operator, effect)} for it.`,
        mend: `Put ${named.join(', ')} into a statement of its own without this condition.`,
        page: PAGES.actions,
      },
    ];
  }
  return [
    {
      rule: 'key-never-applies',
      severity: 'error',
      path,
      what: `No request for the actions of this statement has ${key}: ${consequence(operator, effect)}.`,
      mend: 'Use a key that the Service Authorization Reference lists for these actions.',
      page: PAGES.actions,
    },
  ];
}

/** Keys of a service that other services' requests have. */
const GLOBAL = new Set([
  'ec2:roledelivery',
  'ec2:sourceinstancearn',
  'glue:roleassumedby',
  'glue:credentialissuingservice',
  'lambda:sourcefunctionarn',
  'ssm:sourceinstancearn',
  'identitystore:userid',
]);

function consequence(name: string, effect: Statement['effect']): string {
  const operator = parseOperator(name);
  const holds = operator?.ifExists === true || operator?.negated === true || operator?.quantifier === 'all';
  if (holds) return effect === 'Allow' ? 'the condition limits nothing' : 'the statement always denies';
  return effect === 'Allow' ? 'the statement never allows' : 'the statement never denies';
}

const FAMILIES: Readonly<Record<string, ReadonlySet<Comparison>>> = {
  String: new Set(['equals', 'equalsIgnoreCase', 'like', 'arn', 'binary', 'null']),
  ARN: new Set(['equals', 'equalsIgnoreCase', 'like', 'arn', 'null']),
  Bool: new Set(['bool', 'equals', 'equalsIgnoreCase', 'null']),
  Numeric: new Set(['number', 'numberBelow', 'numberAtMost', 'numberAbove', 'numberAtLeast', 'null']),
  Date: new Set([
    'date',
    'dateBefore',
    'dateAtLatest',
    'dateAfter',
    'dateAtEarliest',
    'number',
    'numberBelow',
    'numberAtMost',
    'numberAbove',
    'numberAtLeast',
    'null',
  ]),
  IPAddress: new Set(['ip', 'null']),
};
const OPERATOR_FOR: Readonly<Record<string, string>> = {
  String: 'StringEquals',
  ARN: 'ArnLike',
  Bool: 'Bool',
  Numeric: 'NumericEquals',
  Date: 'DateLessThan',
  IPAddress: 'IpAddress',
};

function wrongType({ key, operator }: Condition, path: string): readonly LintFinding[] {
  const type = findKey(key)?.type ?? '';
  const known = parseOperator(operator);
  const one = type.replace(/^ArrayOf/, '');
  if (known === undefined || FAMILIES[one] === undefined) return [];
  if (!FAMILIES[one].has(known.comparison)) {
    const what = `${key} holds values of the type ${one}, which ${operator} does not compare.`;
    return [
      {
        rule: 'operator-of-another-type',
        severity: 'error',
        path,
        what,
        mend: `Use ${OPERATOR_FOR[one] ?? 'another operator'}.`,
        page: PAGES.operators,
      },
    ];
  }
  if (type.startsWith('ArrayOf') && known.quantifier === 'one' && known.comparison !== 'null') {
    const what = `${key} can have several values, and ${operator} is for keys with one.`;
    return [
      {
        rule: 'several-values',
        severity: 'warning',
        path,
        what,
        mend: `Write ForAnyValue:${operator} or ForAllValues:${operator}.`,
        page: PAGES.multiValue,
      },
    ];
  }
  return [];
}
