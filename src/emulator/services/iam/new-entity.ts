import type { CallContext } from '../contract.ts';

type IdPrefix = 'AIDA' | 'AROA' | 'AGPA' | 'ANPA' | 'AIPA';

/** A unique id as IAM gives it: never used again, also not for a namesake. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export const uniqueId = (prefix: IdPrefix, call: CallContext) => prefix + call.random.base32(17);

/** IAM keeps its dates to the second. */
export function dateOf(call: CallContext): string {
  return new Date(Math.floor(call.now.getTime() / 1000) * 1000).toISOString();
}
