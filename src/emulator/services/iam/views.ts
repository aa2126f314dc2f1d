import type {
  AttachedPermissionsBoundary,
  AttachedPolicy,
  Group,
  PermissionsBoundaryAttachmentType,
  Policy,
  Role,
  User,
} from '@aws-sdk/client-iam';
import type { Store } from '../../store/types.ts';
import { iamArn } from './arns.ts';
import { boundText } from './bound-principals.ts';
import { encodeDocument } from './documents.ts';
import { findManagedPolicy } from './managed-policies.ts';
import type { GroupRecord, PolicyRecord, RoleRecord, Tag, UserRecord } from './records.ts';
import type { IamState } from './state.ts';

// IAM answers `Policy` ("can only have a value of Policy"); the SDK's enumeration declares another word.
const BOUNDARY_TYPE = String('Policy') as PermissionsBoundaryAttachmentType;

/** A user as the lists show it; `userView` adds tags and boundary. */
export function userSummary(state: IamState, user: UserRecord): User {
  const view = {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: iamArn(state.account, 'user', user.path, user.name),
    CreateDate: new Date(user.createDate),
  };
  return user.passwordLastUsed === undefined ? view : { ...view, PasswordLastUsed: new Date(user.passwordLastUsed) };
}

export function userView(state: IamState, user: UserRecord): User {
  return { ...userSummary(state, user), ...boundaryView(user.boundary), ...tagsView(user.tags) };
}

/** The root user, which has the account's number for name and id. */
export function rootView(state: IamState): User {
  const { account, settings } = state;
  const Arn = `arn:aws:iam::${account}:root`;
  return { Path: '/', UserName: account, UserId: account, Arn, CreateDate: new Date(settings.get()?.created ?? 0) };
}

export function groupView(state: IamState, group: GroupRecord): Group {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.id,
    Arn: iamArn(state.account, 'group', group.path, group.name),
    CreateDate: new Date(group.createDate),
  };
}

/** A role as the lists show it; `roleView` adds tags and boundary. */
export function roleSummary(state: IamState, role: RoleRecord, store: Store): Role {
  const view = {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: iamArn(state.account, 'role', role.path, role.name),
    CreateDate: new Date(role.createDate),
    AssumeRolePolicyDocument: encodeDocument(boundText(role.trust, store)),
    MaxSessionDuration: role.maxSessionDuration,
  };
  return role.description === undefined ? view : { ...view, Description: role.description };
}

export function roleView(state: IamState, role: RoleRecord, store: Store): Role {
  return { ...roleSummary(state, role, store), ...boundaryView(role.boundary), ...tagsView(role.tags) };
}

/** How often a managed policy is attached and how often it is a boundary. */
export interface PolicyUse {
  readonly attached: number;
  readonly boundary: number;
}

/** A managed policy as the lists show it; `GetPolicy` adds description and tags. */
export function policySummary(account: string, policy: PolicyRecord, use: PolicyUse): Policy {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: iamArn(account, 'policy', policy.path, policy.name),
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: use.attached,
    PermissionsBoundaryUsageCount: use.boundary,
    IsAttachable: true,
    CreateDate: new Date(policy.createDate),
    UpdateDate: new Date(policy.updateDate),
  };
}

/** Attached managed policies in order of their names. */
export function attachedView(state: IamState, arns: readonly string[]): AttachedPolicy[] {
  return arns
    .map((arn) => ({ PolicyName: findManagedPolicy(state, arn)?.name ?? '', PolicyArn: arn }))
    .toSorted((a, b) => (a.PolicyName < b.PolicyName ? -1 : 1));
}

export function boundaryView(arn: string | undefined): { PermissionsBoundary?: AttachedPermissionsBoundary } {
  return arn === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryType: BOUNDARY_TYPE, PermissionsBoundaryArn: arn } };
}

/** AWS leaves the member out where there is no tag. */
export function tagsView(tags: readonly Tag[]): { Tags?: Tag[] } {
  return tags.length === 0 ? {} : { Tags: [...tags] };
}
