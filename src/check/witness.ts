import { valueMeeting } from '../iam/index.ts';
import type { PolicyDocument, RequestContext, Statement } from '../iam/types.ts';

type Value = RequestContext[string];
/** Undefined: the key is left out of the request. */
export type WitnessContext = Readonly<Record<string, Value | undefined>>;

const LIMIT = 12;
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
  // One condition that fails is enough for a Deny not to apply.
  const asked = effect === 'Allow' ? free : free.slice(0, 1);
  return Object.fromEntries(
    asked.flatMap((condition) => {
      const value = valueMeeting(condition, effect === 'Allow', { word: made, account: NOBODY, region: 'us-east-1', context: {} });
      return value === undefined ? [] : [[condition.key, value ?? undefined]];
    }),
  );
}

/** An account that no run has. */
const NOBODY = '000000000000';
