import type { Condition, PolicyDocument, RequestContext, Statement } from '../iam/types.ts';

type Value = RequestContext[string];
/** Undefined: the key is left out of the request. */
export type WitnessContext = Readonly<Record<string, Value | undefined>>;

const LIMIT = 12;
const DAY = 24 * 60 * 60 * 1000;
/** Who asks, and whose the resource is, cannot be chosen with the request; tags of the caller can be given to it. */
const FIXED = /^(aws:(principal(?!tag\/)|userid|username|resourceaccount|viaawsservice|sourceaccount)|s3:resourceaccount)/i;

/**
 * Request contexts that the conditions of these policies wait for: one in which each Allow with conditions applies, one in which
 * each Deny with conditions does not, and all Allows' together. So grants behind conditions are found. `made` stands where any
 * other value does.
 */
export function witnessContexts(documents: readonly PolicyDocument[], made: string): readonly WitnessContext[] {
  const conditional = documents.flatMap(({ statements }) => statements.filter(({ conditions }) => conditions.length > 0));
  const single = conditional.map((statement) => witnessOf(statement, made)).filter((witness) => Object.keys(witness).length > 0);
  const allows = conditional.filter(({ effect }) => effect === 'Allow').map((statement) => witnessOf(statement, made));
  const together: WitnessContext = Object.assign({}, ...allows);
  const contexts = [...single, together].filter((witness) => Object.keys(witness).length > 0);
  return [...new Map(contexts.map((witness) => [JSON.stringify(Object.entries(witness)), witness])).values()].slice(0, LIMIT);
}

/** The context of a request with the keys of a witness in it, or left out. */
export function withWitness(base: RequestContext, witness: WitnessContext): RequestContext {
  const names = new Map(Object.keys(base).map((key) => [key.toLowerCase(), key]));
  const context: Record<string, RequestContext[string]> = { ...base };
  for (const [key, value] of Object.entries(witness)) {
    const name = names.get(key.toLowerCase()) ?? key;
    if (value === undefined) delete context[name];
    else context[name] = value;
  }
  return context;
}

function witnessOf({ effect, conditions }: Statement, made: string): WitnessContext {
  const free = conditions.filter(({ key, values }) => !FIXED.test(key) && !values.some((value) => value.includes('${')));
  if (effect === 'Allow') return Object.fromEntries(free.map((condition) => [condition.key, satisfying(condition, made)]));
  // One condition that fails is enough for a Deny not to apply.
  const [first] = free;
  return first === undefined ? {} : { [first.key]: satisfying(negated(first), made) };
}

/** A value of the key with which the condition holds. */
function satisfying({ operator, values }: Condition, made: string): Value | undefined {
  const [, set, name = ''] = /^(ForAllValues:|ForAnyValue:)?(.*?)(?:IfExists)?$/i.exec(operator) ?? [];
  const value = valueFor(name.toLowerCase(), values[0] ?? '', made);
  return set === undefined || value === undefined ? value : [value];
}

function valueFor(operator: string, wanted: string, made: string): string | number | boolean | undefined {
  switch (operator) {
    case 'null':
      return wanted === 'true' ? undefined : made;
    case 'bool':
      return wanted;
    case 'ipaddress':
      return wanted.split('/')[0];
    case 'notipaddress':
      return '198.51.100.7';
    case 'arnnotequals':
    case 'arnnotlike':
      return `arn:aws:iam::000000000000:user/${made}`;
    case 'stringnotequals':
    case 'stringnotequalsignorecase':
    case 'stringnotlike':
      return made;
    case 'numericlessthan':
      return Number(wanted) - 1;
    case 'numericgreaterthan':
    case 'numericnotequals':
      return Number(wanted) + 1;
    case 'datelessthan':
      return shifted(wanted, -DAY);
    case 'dategreaterthan':
    case 'datenotequals':
      return shifted(wanted, DAY);
    default:
      return wanted.replaceAll('*', made).replaceAll('?', 'x');
  }
}

function shifted(date: string, by: number): string {
  const time = /^\d+$/.test(date) ? Number(date) * 1000 : Date.parse(date);
  return Number.isNaN(time) ? date : new Date(time + by).toISOString();
}

const OPPOSITE: Readonly<Record<string, string>> = {
  stringequals: 'StringNotEquals',
  stringnotequals: 'StringEquals',
  stringequalsignorecase: 'StringNotEquals',
  stringnotequalsignorecase: 'StringEquals',
  stringlike: 'StringNotLike',
  stringnotlike: 'StringLike',
  arnequals: 'ArnNotEquals',
  arnnotequals: 'ArnEquals',
  arnlike: 'ArnNotLike',
  arnnotlike: 'ArnLike',
  ipaddress: 'NotIpAddress',
  notipaddress: 'IpAddress',
  numericequals: 'NumericNotEquals',
  numericnotequals: 'NumericEquals',
  numericlessthan: 'NumericGreaterThanEquals',
  numericlessthanequals: 'NumericGreaterThan',
  numericgreaterthan: 'NumericLessThanEquals',
  numericgreaterthanequals: 'NumericLessThan',
  dateequals: 'DateNotEquals',
  datenotequals: 'DateEquals',
  datelessthan: 'DateGreaterThanEquals',
  datelessthanequals: 'DateGreaterThan',
  dategreaterthan: 'DateLessThanEquals',
  dategreaterthanequals: 'DateLessThan',
};

function negated({ operator, key, values }: Condition): Condition {
  const [, set = '', name = ''] = /^(ForAllValues:|ForAnyValue:)?(.*?)(?:IfExists)?$/i.exec(operator) ?? [];
  const [value = ''] = values;
  if (/^(null|bool)$/i.test(name)) return { operator, key, values: [value === 'true' ? 'false' : 'true'] };
  return { operator: set + (OPPOSITE[name.toLowerCase()] ?? name), key, values };
}
