import type { AccountStore, Collection } from '../../store/types.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface InlinePolicy {
  readonly name: string;
  /** As it was put. */
  readonly document: string;
}

/** What users, groups and roles have in common. */
export interface Identity {
  readonly name: string;
  /** `AIDA...`, `AGPA...`, `AROA...` */
  readonly id: string;
  readonly path: string;
  /** ISO 8601, to the second, as all dates here. */
  readonly createDate: string;
  readonly inlinePolicies: readonly InlinePolicy[];
  /** ARNs of managed policies. */
  readonly attachedPolicies: readonly string[];
}

export interface UserRecord extends Identity {
  readonly tags: readonly Tag[];
  /** ARN of a managed policy. */
  readonly boundary?: string;
  /** Names of groups. */
  readonly groups: readonly string[];
  readonly loginProfile?: LoginProfile;
  readonly passwordLastUsed?: string;
}

export interface LoginProfile {
  readonly createDate: string;
  readonly changed: string;
  readonly password: PasswordHash;
  readonly resetRequired: boolean;
  /** Earlier passwords, newest first, for the reuse rule of the password policy. */
  readonly earlier: readonly PasswordHash[];
}

/** scrypt, salt and key in base64. */
export interface PasswordHash {
  readonly salt: string;
  readonly key: string;
}

export type GroupRecord = Identity;

export interface RoleRecord extends Identity {
  readonly tags: readonly Tag[];
  readonly boundary?: string;
  readonly trust: TrustPolicy;
  readonly description?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
}

/** A trust policy and the principals that it names, as they were when it was written. */
export interface TrustPolicy {
  readonly document: string;
  readonly principals: readonly BoundPrincipal[];
}

/** A user or role that a trust policy names, bound to its unique id: a later namesake is not meant. */
export interface BoundPrincipal {
  readonly arn: string;
  readonly id: string;
}

export interface PolicyRecord {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly createDate: string;
  readonly updateDate: string;
  readonly description?: string;
  readonly tags: readonly Tag[];
  readonly versions: readonly PolicyVersionRecord[];
  readonly defaultVersion: string;
  /** Number of the next version: numbers are never used again. */
  readonly nextVersion: number;
}

export interface PolicyVersionRecord {
  /** `v1` */
  readonly id: string;
  readonly createDate: string;
  readonly document: string;
}

export interface AccessKeyRecord {
  readonly id: string;
  readonly secret: string;
  readonly status: 'Active' | 'Inactive';
  readonly createDate: string;
  /** Undefined for a key of the root user. */
  readonly userName?: string;
}

export interface InstanceProfileRecord {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly createDate: string;
  readonly tags: readonly Tag[];
  /** Name of its role. */
  readonly role?: string;
}

export interface MfaDeviceRecord {
  readonly name: string;
  readonly path: string;
  /** Base32. */
  readonly seed: string;
  readonly tags: readonly Tag[];
  readonly createDate: string;
  /** Absent for a device that is not enabled. */
  readonly owner?: MfaOwner;
  readonly enableDate?: string;
  /** Time step of the newest code that was taken: no code is taken twice. */
  readonly lastStep?: number;
}

export type MfaOwner = { readonly type: 'Root' } | { readonly type: 'User'; readonly name: string };

/** Settings of which an account has one. */
export interface AccountSettings {
  readonly alias?: string;
  readonly passwordPolicy?: PasswordPolicyRecord;
}

export interface PasswordPolicyRecord {
  readonly MinimumPasswordLength: number;
  readonly RequireSymbols: boolean;
  readonly RequireNumbers: boolean;
  readonly RequireUppercaseCharacters: boolean;
  readonly RequireLowercaseCharacters: boolean;
  readonly AllowUsersToChangePassword: boolean;
  readonly HardExpiry: boolean;
  /** Days. */
  readonly MaxPasswordAge?: number;
  readonly PasswordReusePrevention?: number;
}

export interface CredentialReport {
  readonly generated: string;
  readonly csv: string;
}

/** The IAM part of an account. */
export interface IamState {
  readonly account: string;
  readonly users: Names<UserRecord>;
  readonly groups: Names<GroupRecord>;
  readonly roles: Names<RoleRecord>;
  /** Customer managed; those of AWS are in `aws-managed-policies.ts`. */
  readonly policies: Names<PolicyRecord>;
  readonly instanceProfiles: Names<InstanceProfileRecord>;
  readonly mfaDevices: Names<MfaDeviceRecord>;
  /** By access key id. */
  readonly accessKeys: Collection<AccessKeyRecord>;
  readonly settings: Single<AccountSettings>;
  readonly credentialReport: Single<CredentialReport>;
}

const states = new WeakMap<AccountStore, IamState>();

/** The IAM collections of an account. */
export function iamState(own: AccountStore): IamState {
  const known = states.get(own);
  if (known !== undefined) return known;
  const state: IamState = {
    account: own.id,
    users: new Names(own.collection('iam/users')),
    groups: new Names(own.collection('iam/groups')),
    roles: new Names(own.collection('iam/roles')),
    policies: new Names(own.collection('iam/policies')),
    instanceProfiles: new Names(own.collection('iam/instance-profiles')),
    mfaDevices: new Names(own.collection('iam/mfa-devices')),
    accessKeys: own.collection('iam/access-keys'),
    settings: new Single(own.collection('iam/settings')),
    credentialReport: new Single(own.collection('iam/credential-report')),
  };
  states.set(own, state);
  return state;
}

/** Named records: names keep their case and are told apart without it. */
export class Names<T extends { readonly name: string }> {
  readonly #records: Collection<T>;

  constructor(records: Collection<T>) {
    this.#records = records;
  }

  get(name: string): T | undefined {
    return this.#records.get(name.toLowerCase());
  }

  has(name: string): boolean {
    return this.#records.has(name.toLowerCase());
  }

  save(record: T): void {
    this.#records.set(record.name.toLowerCase(), record);
  }

  /** Keeps the record under another name. */
  rename(from: string, record: T): void {
    this.remove(from);
    this.save(record);
  }

  remove(name: string): void {
    this.#records.delete(name.toLowerCase());
  }

  /** In order of names. */
  all(): T[] {
    return [...this.#records.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
  }

  get size(): number {
    return this.#records.size;
  }
}

/** One value of an account. */
export class Single<T extends object> {
  readonly #records: Collection<T>;

  constructor(records: Collection<T>) {
    this.#records = records;
  }

  get(): T | undefined {
    return this.#records.get('one');
  }

  set(value: T): void {
    this.#records.set('one', value);
  }

  delete(): void {
    this.#records.delete('one');
  }
}
