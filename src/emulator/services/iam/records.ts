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
  readonly trust: BoundPolicy;
  readonly description?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
}

/** A resource-based policy and the users and roles that it names, as they were when it was written. */
export interface BoundPolicy {
  readonly document: string;
  readonly principals: readonly BoundPrincipal[];
}

/** A user or role that a policy names, bound to its unique id: a later namesake is not meant. */
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
  readonly created?: string;
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

export interface DeletionTask {
  readonly role: string;
  readonly status: 'SUCCEEDED';
}

/** What an access report found when it was asked for. */
export interface AccessReport {
  readonly arn: string;
  readonly granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL';
  readonly created: string;
  /** Prefixes of the services that the policies allow something of. */
  readonly services: readonly string[];
  /** The actions that they allow, of services whose actions are tracked. */
  readonly actions: readonly string[];
  readonly uses: readonly RecordedUse[];
}

export interface RecordedUse {
  readonly action: string;
  readonly time: string;
  readonly region: string;
  /** ARN of the user or role. */
  readonly entity: string;
}

export interface CredentialReport {
  readonly generated: string;
  readonly csv: string;
}
