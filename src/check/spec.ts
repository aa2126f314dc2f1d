import type { PolicyRef, Statements } from './fresh.ts';
import type { ContextSpec } from './context.ts';

/** A thing of an account, by its kind and the name that the lab writes; drawn names are put in when a check runs. */
export interface NamedThing {
  readonly kind: 'user' | 'group' | 'role' | 'policy' | 'bucket';
  /** Account name of `lab.yaml`. */
  readonly account: string;
  readonly name: string;
}

/** An object of a bucket, which need not be there to be judged. */
export interface ObjectThing {
  readonly kind: 'object';
  readonly account: string;
  readonly bucket: string;
  readonly key: string;
}

export type ThingSpec = NamedThing | ObjectThing;

/** Narrows a role to one of its sessions. */
export interface SessionSpec {
  /** Session policies: statements, as in `fresh.user`. */
  readonly policy?: Statements;
  /** Session tags. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly name?: string;
}

/** Who does something in a probe. */
export type SubjectSpec =
  | { readonly is: 'user'; readonly account: string; readonly name: string }
  | { readonly is: 'role'; readonly account: string; readonly name: string; readonly session?: SessionSpec }
  | { readonly is: 'root'; readonly account: string }
  | { readonly is: 'service'; readonly service: string; readonly account: string }
  | { readonly is: 'anonymous' }
  | { readonly is: 'freshUser'; readonly account: string; readonly statements: Statements }
  | {
      readonly is: 'freshRole';
      readonly account: string;
      readonly attached: readonly PolicyRef[];
      readonly statements: Statements;
      readonly boundary?: PolicyRef;
    }
  /** A user with these rights in an account that nobody named. */
  | { readonly is: 'outsider'; readonly statements: Statements }
  /** Whoever there is, and whoever the policies of the resource name, but these. A root user stands for its whole account. */
  | { readonly is: 'everyoneBut'; readonly but: readonly SubjectSpec[] }
  /** `first` assumes `role` with the context, and its session does the rest: both hops are judged. */
  | {
      readonly is: 'through';
      readonly first: SubjectSpec;
      readonly role: { readonly account: string; readonly name: string };
      readonly context: ContextSpec;
    };
