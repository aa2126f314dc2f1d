import type { RecordedFact, StateFact } from './facts.ts';
import { runCheck } from './run-check.ts';
import type { Probe, Sweep } from './subject.ts';
import type { Thing } from './things.ts';
import type { Check } from './types.ts';

interface Facts {
  /** Things that must be there. */
  readonly exists?: readonly Thing[];
  readonly state?: StateFact | readonly StateFact[];
  readonly recorded?: RecordedFact | readonly RecordedFact[];
  /** Steps whose quiz must be answered rightly. */
  readonly answered?: string | readonly string[];
}

type OneOrMore<T> = readonly [T, ...T[]];

/**
 * What a step asks for. Permissions have two sides: what must be allowed goes with what must be refused, or with a sweep; what
 * must be refused goes with work that must be done. A set of permissions that any policy would pass is a fault of the lab.
 */
export type CheckSpec = Facts &
  (
    | { readonly allowed?: never; readonly refused?: never; readonly exactly?: never }
    | { readonly allowed: OneOrMore<Probe>; readonly refused: OneOrMore<Probe>; readonly exactly?: Sweep | OneOrMore<Sweep> }
    | { readonly exactly: Sweep | OneOrMore<Sweep>; readonly allowed?: readonly Probe[]; readonly refused?: readonly Probe[] }
    | { readonly refused: OneOrMore<Probe>; readonly exists: OneOrMore<Thing>; readonly allowed?: never; readonly exactly?: never }
    | {
        readonly refused: OneOrMore<Probe>;
        readonly state: StateFact | OneOrMore<StateFact>;
        readonly allowed?: never;
        readonly exactly?: never;
      }
    | {
        readonly refused: OneOrMore<Probe>;
        readonly recorded: RecordedFact | OneOrMore<RecordedFact>;
        readonly allowed?: never;
        readonly exactly?: never;
      }
  );

/** What a check looks at, as lists. */
export interface CheckParts {
  readonly exists: readonly Thing[];
  readonly allowed: readonly Probe[];
  readonly refused: readonly Probe[];
  readonly exactly: readonly Sweep[];
  readonly state: readonly StateFact[];
  readonly recorded: readonly RecordedFact[];
  readonly answered: readonly string[];
}

/**
 * Makes the check of a step. Throws TypeError for one that asks for nothing, or for permissions of one side only.
 */
export function check(spec: CheckSpec): Check {
  const parts: CheckParts = {
    exists: spec.exists ?? [],
    allowed: spec.allowed ?? [],
    refused: spec.refused ?? [],
    exactly: listOf<Sweep>(spec.exactly),
    state: listOf<StateFact>(spec.state),
    recorded: listOf<RecordedFact>(spec.recorded),
    answered: listOf<string>(spec.answered),
  };
  refuseOneSided(parts);
  return { kind: 'seclab.check', run: (access, signal) => runCheck(parts, access, signal) };
}

function refuseOneSided({ exists, allowed, refused, exactly, state, recorded, answered }: CheckParts): void {
  const facts = exists.length + state.length + recorded.length;
  if (facts + answered.length + allowed.length + refused.length + exactly.length === 0) {
    throw new TypeError(
      'A check must ask for something: give `exists`, `allowed` with `refused`, `exactly`, `state`, `recorded` or `answered`.',
    );
  }
  if (allowed.length > 0 && refused.length + exactly.length === 0) {
    throw new TypeError('A check with `allowed` needs `refused` or `exactly` as well: else a policy that allows everything passes.');
  }
  if (refused.length > 0 && facts + allowed.length + exactly.length === 0) {
    throw new TypeError(
      'A check with `refused` needs `allowed`, `exactly`, `exists`, `state` or `recorded` as well: else doing nothing passes.',
    );
  }
}

function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
