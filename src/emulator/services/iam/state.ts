import type { AccountStore, Collection } from '../../store/types.ts';
import type {
  AccessKeyRecord,
  AccessReport,
  AccountSettings,
  CredentialReport,
  DeletionTask,
  GroupRecord,
  InstanceProfileRecord,
  MfaDeviceRecord,
  PolicyRecord,
  RoleRecord,
  UserRecord,
} from './records.ts';

export type { BoundPolicy, RoleRecord } from './records.ts';

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
  /** Of service-linked roles, by the task's id. */
  readonly deletionTasks: Collection<DeletionTask>;
  /** By the id of the job. */
  readonly accessReports: Collection<AccessReport>;
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
    deletionTasks: own.collection('iam/deletion-tasks'),
    accessReports: own.collection('iam/access-reports'),
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
