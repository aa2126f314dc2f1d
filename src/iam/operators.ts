/** What a condition operator compares. */
export type Comparison =
  | 'equals'
  | 'equalsIgnoreCase'
  | 'like'
  | 'number'
  | 'numberBelow'
  | 'numberAtMost'
  | 'numberAbove'
  | 'numberAtLeast'
  | 'date'
  | 'dateBefore'
  | 'dateAtLatest'
  | 'dateAfter'
  | 'dateAtEarliest'
  | 'bool'
  | 'binary'
  | 'ip'
  | 'arn'
  | 'null';

export interface Operator {
  readonly comparison: Comparison;
  /** `StringNotEquals`, ...: holds where no value matches, and where the key is absent. */
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly quantifier: 'one' | 'all' | 'any';
}

/**
 * Reads the name of a condition operator, e.g. `ForAnyValue:StringLikeIfExists`; undefined where AWS has no such operator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseOperator(name: string): Operator | undefined {
  const [, quantifier, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name) ?? [];
  const known = OPERATORS.get(base);
  if (known === undefined) return undefined;
  if (known[0] === 'null' && (quantifier !== undefined || ifExists !== undefined)) return undefined;
  return {
    comparison: known[0],
    negated: known[1],
    ifExists: ifExists !== undefined,
    quantifier: quantifier === undefined ? 'one' : quantifier === 'ForAllValues' ? 'all' : 'any',
  };
}

/** Policy variables are filled in only here. */
export function takesVariables(comparison: Comparison): boolean {
  return comparison === 'equals' || comparison === 'equalsIgnoreCase' || comparison === 'like' || comparison === 'arn';
}

const OPERATORS = new Map<string, readonly [Comparison, boolean]>([
  ['StringEquals', ['equals', false]],
  ['StringNotEquals', ['equals', true]],
  ['StringEqualsIgnoreCase', ['equalsIgnoreCase', false]],
  ['StringNotEqualsIgnoreCase', ['equalsIgnoreCase', true]],
  ['StringLike', ['like', false]],
  ['StringNotLike', ['like', true]],
  ['NumericEquals', ['number', false]],
  ['NumericNotEquals', ['number', true]],
  ['NumericLessThan', ['numberBelow', false]],
  ['NumericLessThanEquals', ['numberAtMost', false]],
  ['NumericGreaterThan', ['numberAbove', false]],
  ['NumericGreaterThanEquals', ['numberAtLeast', false]],
  ['DateEquals', ['date', false]],
  ['DateNotEquals', ['date', true]],
  ['DateLessThan', ['dateBefore', false]],
  ['DateLessThanEquals', ['dateAtLatest', false]],
  ['DateGreaterThan', ['dateAfter', false]],
  ['DateGreaterThanEquals', ['dateAtEarliest', false]],
  ['Bool', ['bool', false]],
  ['BinaryEquals', ['binary', false]],
  ['IpAddress', ['ip', false]],
  ['NotIpAddress', ['ip', true]],
  // ArnEquals and ArnLike behave identically: both take wildcards.
  ['ArnEquals', ['arn', false]],
  ['ArnLike', ['arn', false]],
  ['ArnNotEquals', ['arn', true]],
  ['ArnNotLike', ['arn', true]],
  ['Null', ['null', false]],
]);
