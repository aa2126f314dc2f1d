import type { ContextSpec } from './context.ts';
import type { SubjectSpec } from './spec.ts';
import type { RoleThing, Thing } from './things.ts';

/** `s3:GetObject` */
export type Action = `${string}:${string}`;

/** A thing, an ARN, `*`, or the short form of the action's service (see docs/labs.md): `lab-photos/uploads/a.jpg`. */
export type Resource = Thing | string;

/** One who can do something. */
export interface Subject {
  readonly subject: SubjectSpec;
  /** A request to be judged; of several actions or resources each with each. Without a resource: `*`. */
  does(action: Action | readonly Action[], resource?: Resource | readonly Resource[], context?: ContextSpec): Probe;
  /** The actions of these services, to be swept: `*` for every service that the action catalogue has. */
  among(...services: OneOrMore): { may(expected: Expected): Sweep };
  /** Those among them that change something: the access levels Write, Tagging and Permissions management. */
  amongChanges(...services: OneOrMore): { may(expected: Expected): Sweep };
  /** The session that this subject gets by assuming the role: a request is allowed only if both hops are. */
  through(role: RoleThing, context?: ContextSpec): Subject;
}

/** Requests that must all be allowed, or all be refused. */
export interface Probe {
  readonly kind: 'probe';
  readonly subject: SubjectSpec;
  readonly actions: readonly Action[];
  readonly resources: readonly Resource[];
  readonly context: ContextSpec;
  readonly why?: string;
  /** Why it matters, in a sentence for the learner. */
  because(why: string): Probe;
}

/**
 * Action to the resources that it must be allowed on: short forms and ARNs with `*` for any text. `with` is what the requests
 * bring along where an allowance may rightly be conditional; `atLeast` are those among `on` that must be allowed where not all need be.
 */
export type Expected = Readonly<Record<Action, ExpectedResource | readonly ExpectedResource[]>>;

export type ExpectedResource =
  | Resource
  | { readonly on: Resource; readonly with?: ContextSpec; readonly atLeast?: Resource | readonly Resource[] };

type OneOrMore = readonly [string, ...string[]];

/** All that a subject can do among some services: must be what is expected, no less and no more. */
export interface Sweep {
  readonly kind: 'sweep';
  readonly subject: SubjectSpec;
  readonly services: readonly string[];
  /** Only actions that change something. */
  readonly onlyChanges: boolean;
  readonly expected: Expected;
  readonly why?: string;
  /** Why more than that is too much, in a sentence for the learner. */
  because(why: string): Sweep;
}

export function subjectOf(subject: SubjectSpec): Subject {
  return {
    subject,
    does: (action, resource = '*', context = {}) => probe({ subject, actions: listOf(action), resources: listOf(resource), context }),
    among: (...services) => ({ may: (expected) => sweep({ subject, services, onlyChanges: false, expected }) }),
    amongChanges: (...services) => ({ may: (expected) => sweep({ subject, services, onlyChanges: true, expected }) }),
    through: ({ thing }, context = {}) =>
      subjectOf({ is: 'through', first: subject, role: { account: thing.account, name: thing.name }, context }),
  };
}

function listOf<T extends string | object>(value: T | readonly T[]): readonly T[] {
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function probe(parts: Omit<Probe, 'kind' | 'because'>): Probe {
  return { kind: 'probe', ...parts, because: (why) => probe({ ...parts, why }) };
}

function sweep(parts: Omit<Sweep, 'kind' | 'because'>): Sweep {
  return { kind: 'sweep', ...parts, because: (why) => sweep({ ...parts, why }) };
}
