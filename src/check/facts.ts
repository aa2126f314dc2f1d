import type { ApiEvent } from '../iam/event.ts';
import type { Action } from './subject.ts';
import type { World } from './world-types.ts';

/** What a fact of the accounts turned out to be. */
export interface FactFinding {
  readonly ok: boolean;
  /** What was found, in a sentence: "The bucket has no versioning." */
  readonly found: string;
  readonly why?: string;
  readonly evidence?: readonly string[];
}

/** A fact that is no permission: a setting, a file of the learner. */
export interface StateFact {
  readonly kind: 'state';
  /** What is looked for, in a sentence. */
  readonly what: string;
  readonly look: (world: World) => Promise<FactFinding> | FactFinding;
}

/** Looks at the accounts, or the learner's files, through `world`. What it throws makes the step `unable`. */
export function state(what: string, look: StateFact['look']): StateFact {
  return { kind: 'state', what, look };
}

/**
 * Holds where there is at least one item and each passes `holds`. "All of none" is not yet: what was looked for is not there.
 * `name` names an item in the finding.
 */
export function everyOne<Item>(
  items: readonly Item[],
  holds: (item: Item) => boolean,
  { name, noun }: { readonly name: (item: Item) => string; readonly noun: string },
): FactFinding {
  const failing = items.filter((item) => !holds(item)).map(name);
  if (items.length === 0) return { ok: false, found: `There is no ${noun} yet, so there is nothing that it could hold for.` };
  if (failing.length > 0)
    return { ok: false, found: `Of ${items.length} ${noun}(s), it does not hold for ${failing.join(', ')}.`, evidence: failing };
  return { ok: true, found: `Looked at ${items.length} ${noun}(s): it holds for each.`, evidence: items.map(name) };
}

/** Which of the learner's calls are meant. All that is given must fit. */
export interface CallPattern {
  /** Account name of `lab.yaml`; default `main`. */
  readonly account?: string;
  /** What was called: `sts:GetCallerIdentity` (the API operation, not the permission). */
  readonly call: Action;
  /** The kind of caller. */
  readonly by?: 'root' | 'user' | 'session' | 'service' | 'anonymous';
  /** The caller's user or role name. */
  readonly caller?: string;
  /** `done`: answered well. `denied`: refused by a policy. Default: any answer. */
  readonly outcome?: 'done' | 'denied';
  /** An ARN or short form that was asked for. */
  readonly resource?: string;
  readonly where?: (event: ApiEvent) => boolean;
}

/** A call that the learner made. Once it was seen it counts for ever: neither time nor a session's end takes it away. */
export interface RecordedFact {
  readonly kind: 'recorded';
  /** What is looked for, in a sentence. */
  readonly what: string;
  readonly pattern: CallPattern;
  readonly why?: string;
}

export function recorded(what: string, pattern: CallPattern & { readonly why?: string }): RecordedFact {
  const { why, ...rest } = pattern;
  return { kind: 'recorded', what, pattern: rest, ...(why === undefined ? {} : { why }) };
}
