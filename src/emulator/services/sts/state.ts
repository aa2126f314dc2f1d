import type { AccountStore, Collection } from '../../store/types.ts';

/** A pair of temporary credentials and what was fixed when they were issued. Lives in the account of its principal. */
export interface SessionRecord {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly token: string;
  /** ISO 8601, by the account's lab clock, as are all dates here. */
  readonly issued: string;
  readonly expires: string;
  readonly of: SessionOf;
  /** Absent where the session was not narrowed. */
  readonly policies?: SessionPolicies;
  readonly tags: readonly SessionTag[];
  readonly sourceIdentity?: string;
  /** When a code of an MFA device was given for this session. */
  readonly mfa?: string;
}

export type SessionOf =
  | { readonly type: 'role'; readonly roleName: string; readonly rolePath: string; readonly roleId: string; readonly sessionName: string }
  | { readonly type: 'user'; readonly userName: string; readonly userId: string }
  | { readonly type: 'root' }
  /** `userName` is that of the user who federated; absent for the root user. */
  | { readonly type: 'federated'; readonly name: string; readonly userName?: string; readonly userId?: string };

export interface SessionPolicies {
  readonly inline?: string;
  /** Managed policies. */
  readonly arns: readonly string[];
}

export interface SessionTag {
  readonly key: string;
  readonly value: string;
  /** Goes on to the sessions that this one starts. */
  readonly transitive: boolean;
}

/** The sessions of an account by access key id. */
export function sessionsOf(account: AccountStore): Collection<SessionRecord> {
  return account.collection('sts/sessions');
}
