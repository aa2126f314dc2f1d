import type { AwsClients } from '../aws/clients.ts';
import type { AttachedPolicy, PolicyDocument } from '../iam/types.ts';

/** The accounts of a run as they were read through the AWS API when the check began. */
export interface World {
  /** Throws for a name that is not in `lab.yaml`. */
  account(name: string): AccountView;
  readonly main: AccountView;
  /** The learner's file in the run's folder; undefined where there is none. Paths that leave the folder throw. */
  file(path: string): Promise<string | undefined>;
  /** A text with the names of this run put in. */
  text(written: string): string;
}

/** One account. Maps are by name; ARNs and names are those of the run. */
export interface AccountView {
  readonly name: string;
  readonly id: string;
  readonly users: ReadonlyMap<string, UserView>;
  readonly groups: ReadonlyMap<string, GroupView>;
  readonly roles: ReadonlyMap<string, RoleView>;
  /** Customer managed ones. */
  readonly policies: ReadonlyMap<string, ManagedPolicyView>;
  readonly buckets: ReadonlyMap<string, BucketView>;
  /** Clients of the root user, marked as the check's own: for what is not read here. */
  readonly aws: AwsClients;
}

export interface UserView {
  readonly kind: 'user';
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Inline, attached, and those of its groups. */
  readonly policies: readonly AttachedPolicy[];
  readonly boundary?: AttachedPolicy;
  readonly groups: readonly string[];
}

export interface GroupView {
  readonly kind: 'group';
  readonly name: string;
  readonly arn: string;
  readonly policies: readonly AttachedPolicy[];
}

export interface RoleView {
  readonly kind: 'role';
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly policies: readonly AttachedPolicy[];
  readonly boundary?: AttachedPolicy;
  readonly trust: AttachedPolicy;
}

export interface ManagedPolicyView {
  readonly kind: 'policy';
  readonly name: string;
  readonly arn: string;
  readonly defaultVersion: string;
  readonly document: PolicyDocument;
}

export interface BucketView {
  readonly kind: 'bucket';
  readonly name: string;
  readonly arn: string;
  readonly policy?: AttachedPolicy;
  /** All four settings of Block Public Access are on. */
  readonly blockPublicAccess: boolean;
  /** The first thousand keys. */
  readonly keys: readonly string[];
}
