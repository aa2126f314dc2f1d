import { freshName } from './names.ts';
import { type Action, type Subject, subjectOf } from './subject.ts';
import type { Thing } from './things.ts';

/** One statement of a principal that is made for a check; `effect` is `Allow` and `on` is `*` unless told. */
export interface StatementSpec {
  readonly effect?: 'Allow' | 'Deny';
  readonly action: string | readonly string[];
  readonly on?: Thing | string | readonly (Thing | string)[];
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export type Statements = readonly StatementSpec[];

/** A customer managed policy of the account, or the name of an AWS managed one (`AdministratorAccess`). */
export type PolicyRef = Thing | string;

/** What a principal that is made for a check may do by its own policies. */
export interface Rights {
  /** Actions (wildcards too), or whole statements. */
  readonly allow?: Action | '*' | readonly (Action | StatementSpec)[];
  /** What `allow` is for: default everything. */
  readonly on?: Thing | string;
  /** Account name of `lab.yaml`; default `main`. */
  readonly account?: string;
}

/**
 * Principals and names that are made for one run of a check. They live in the engine's view, never in the account, and differ
 * from run to run, so that nobody can write them into a policy.
 */
export const fresh = {
  /** A new user, as if somebody of the account had made it. */
  user: (rights: Rights = {}): Subject =>
    subjectOf({ is: 'freshUser', account: rights.account ?? 'main', statements: statementsOf(rights) }),

  /** A new role with policies attached, judged as a session. */
  role: (made: Rights & { readonly attached?: readonly PolicyRef[]; readonly boundary?: PolicyRef } = {}): Subject =>
    subjectOf({
      is: 'freshRole',
      account: made.account ?? 'main',
      attached: made.attached ?? [],
      statements: statementsOf(made),
      ...(made.boundary === undefined ? {} : { boundary: made.boundary }),
    }),

  /** A user of an account that nobody named. Without rights of its own it may do everything, as far as its own account goes. */
  outsider: (rights: Omit<Rights, 'account'> = { allow: '*' }): Subject => subjectOf({ is: 'outsider', statements: statementsOf(rights) }),

  /** A name that differs from run to run: `photo` becomes `photo-5kd02x`. It can stand inside a longer text. */
  name: (stem: string): string => freshName(stem),
};

function statementsOf({ allow = [], on = '*' }: Rights): Statements {
  const list = typeof allow === 'string' ? [allow] : allow;
  return list.map((one) => (typeof one === 'string' ? { action: one, on } : one));
}
