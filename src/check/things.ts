import { type Subject, subjectOf } from './subject.ts';
import type { NamedThing, ObjectThing, SessionSpec, ThingSpec } from './spec.ts';

/** Something that a step asks for, or that a request is for. */
export interface Thing<Spec extends ThingSpec = ThingSpec> {
  readonly thing: Spec;
}

export type UserThing = Thing<NamedThing> & Subject;
export type GroupThing = Thing<NamedThing>;
export type PolicyThing = Thing<NamedThing>;

/** As a subject, a role is judged as one of its sessions. */
export interface RoleThing extends Thing<NamedThing>, Subject {
  /** A session that is narrowed by a session policy, or tagged. */
  session(narrowed: SessionSpec): Subject;
}

export interface BucketThing extends Thing<NamedThing> {
  object(key: string): Thing<ObjectThing>;
}

/** The things of one account of `lab.yaml`. */
export interface AccountThings {
  readonly root: Subject;
  user(name: string): UserThing;
  group(name: string): GroupThing;
  role(name: string): RoleThing;
  /** A customer managed policy. */
  policy(name: string): PolicyThing;
  bucket(name: string): BucketThing;
  /** An AWS service that acts for this account. */
  service(principal: string): Subject;
}

/** The things of the account that `lab.yaml` calls `name`. */
export function account(name: string): AccountThings {
  const thing = (kind: NamedThing['kind'], of: string): Thing<NamedThing> => ({ thing: { kind, account: name, name: of } });
  return {
    root: subjectOf({ is: 'root', account: name }),
    user: (of) => ({ ...thing('user', of), ...subjectOf({ is: 'user', account: name, name: of }) }),
    group: (of) => thing('group', of),
    role: (of) => ({
      ...thing('role', of),
      ...subjectOf({ is: 'role', account: name, name: of }),
      session: (narrowed) => subjectOf({ is: 'role', account: name, name: of, session: narrowed }),
    }),
    policy: (of) => thing('policy', of),
    bucket: (of) => ({
      ...thing('bucket', of),
      object: (key) => ({ thing: { kind: 'object', account: name, bucket: of, key } }),
    }),
    service: (principal) => subjectOf({ is: 'service', service: principal, account: name }),
  };
}

const main = account('main');

export const { user, group, role, policy, bucket, service, root } = main;

/** A caller without credentials. */
export const anonymous: Subject = subjectOf({ is: 'anonymous' });

/**
 * Everybody else: each user and role of the accounts, whoever the policy of the resource names, AWS services, strangers, callers without
 * credentials; each as if its own account allowed it everything. A root user among `but` stands for its whole account.
 */
export function everyoneBut(...but: readonly [Subject, ...Subject[]]): Pick<Subject, 'does'> {
  return subjectOf({ is: 'everyoneBut', but: but.map(({ subject }) => subject) });
}

export function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && 'thing' in value;
}
