import * as sdk from '@aws-sdk/client-iam';
import type { AnyOperation, Service } from '../contract.ts';
import { createAccessKey, deleteAccessKey, getAccessKeyLastUsed, listAccessKeys, updateAccessKey } from './access-keys.ts';
import { createAccountAlias, deleteAccountAlias, listAccountAliases } from './account-alias.ts';
import { getAccountAuthorizationDetails } from './account-details.ts';
import { getAccountSummary } from './account-summary.ts';
import {
  attachGroupPolicy,
  attachRolePolicy,
  attachUserPolicy,
  detachGroupPolicy,
  detachRolePolicy,
  detachUserPolicy,
  listAttachedGroupPolicies,
  listAttachedRolePolicies,
  listAttachedUserPolicies,
} from './attachments.ts';
import {
  deleteRolePermissionsBoundary,
  deleteUserPermissionsBoundary,
  putRolePermissionsBoundary,
  putUserPermissionsBoundary,
} from './boundaries.ts';
import { getContextKeysForCustomPolicy, getContextKeysForPrincipalPolicy } from './context-keys.ts';
import { generateCredentialReport, getCredentialReport } from './credential-report.ts';
import { addUserToGroup, removeUserFromGroup } from './group-members.ts';
import { createGroup, deleteGroup, getGroup, listGroups, listGroupsForUser, updateGroup } from './groups.ts';
import {
  deleteGroupPolicy,
  deleteRolePolicy,
  deleteUserPolicy,
  getGroupPolicy,
  getRolePolicy,
  getUserPolicy,
  listGroupPolicies,
  listRolePolicies,
  listUserPolicies,
  putGroupPolicy,
  putRolePolicy,
  putUserPolicy,
} from './inline-policies.ts';
import {
  addRoleToInstanceProfile,
  createInstanceProfile,
  deleteInstanceProfile,
  getInstanceProfile,
  listInstanceProfiles,
  listInstanceProfilesForRole,
  removeRoleFromInstanceProfile,
} from './instance-profiles.ts';
import { changePassword, createLoginProfile, deleteLoginProfile, getLoginProfile, updateLoginProfile } from './login-profiles.ts';
import {
  createVirtualMFADevice,
  deactivateMFADevice,
  deleteVirtualMFADevice,
  enableMFADevice,
  getMFADevice,
  listMFADevices,
  listVirtualMFADevices,
  resyncMFADevice,
} from './mfa-devices.ts';
import { deleteAccountPasswordPolicy, getAccountPasswordPolicy, updateAccountPasswordPolicy } from './password-policy.ts';
import { listPoliciesGrantingServiceAccess } from './policies-granting-access.ts';
import { createPolicy, deletePolicy, getPolicy, listPolicies } from './policies.ts';
import { listEntitiesForPolicy } from './policy-entities.ts';
import {
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
} from './policy-versions.ts';
import { resourceFacts } from './resource-facts.ts';
import { createRole, deleteRole, getRole, listRoles, updateAssumeRolePolicy, updateRole, updateRoleDescription } from './roles.ts';
import {
  generateServiceLastAccessedDetails,
  getServiceLastAccessedDetails,
  getServiceLastAccessedDetailsWithEntities,
} from './service-last-accessed.ts';
import { createServiceLinkedRole, deleteServiceLinkedRole, getServiceLinkedRoleDeletionStatus } from './service-linked-roles.ts';
import { simulateCustomPolicy, simulatePrincipalPolicy } from './simulate.ts';
import {
  listInstanceProfileTags,
  listMFADeviceTags,
  listPolicyTags,
  listRoleTags,
  listUserTags,
  tagInstanceProfile,
  tagMFADevice,
  tagPolicy,
  tagRole,
  tagUser,
  untagInstanceProfile,
  untagMFADevice,
  untagPolicy,
  untagRole,
  untagUser,
} from './tagging.ts';
import { createUser, deleteUser, getUser, listUsers, updateUser } from './users.ts';

export { directory } from './directory.ts';

const table: readonly AnyOperation[] = [
  // access keys
  createAccessKey,
  listAccessKeys,
  updateAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  // account alias
  createAccountAlias,
  listAccountAliases,
  deleteAccountAlias,
  // account details
  getAccountAuthorizationDetails,
  // account summary
  getAccountSummary,
  // attachments
  attachUserPolicy,
  attachGroupPolicy,
  attachRolePolicy,
  detachUserPolicy,
  detachGroupPolicy,
  detachRolePolicy,
  listAttachedUserPolicies,
  listAttachedGroupPolicies,
  listAttachedRolePolicies,
  // boundaries
  putUserPermissionsBoundary,
  putRolePermissionsBoundary,
  deleteUserPermissionsBoundary,
  deleteRolePermissionsBoundary,
  // context keys
  getContextKeysForCustomPolicy,
  getContextKeysForPrincipalPolicy,
  // credential report
  generateCredentialReport,
  getCredentialReport,
  // group members
  addUserToGroup,
  removeUserFromGroup,
  // groups
  createGroup,
  getGroup,
  listGroups,
  listGroupsForUser,
  updateGroup,
  deleteGroup,
  // inline policies
  putUserPolicy,
  putGroupPolicy,
  putRolePolicy,
  getUserPolicy,
  getGroupPolicy,
  getRolePolicy,
  deleteUserPolicy,
  deleteGroupPolicy,
  deleteRolePolicy,
  listUserPolicies,
  listGroupPolicies,
  listRolePolicies,
  // instance profiles
  createInstanceProfile,
  getInstanceProfile,
  listInstanceProfiles,
  listInstanceProfilesForRole,
  addRoleToInstanceProfile,
  removeRoleFromInstanceProfile,
  deleteInstanceProfile,
  // login profiles
  createLoginProfile,
  getLoginProfile,
  updateLoginProfile,
  deleteLoginProfile,
  changePassword,
  // mfa devices
  createVirtualMFADevice,
  deleteVirtualMFADevice,
  enableMFADevice,
  resyncMFADevice,
  deactivateMFADevice,
  listMFADevices,
  getMFADevice,
  listVirtualMFADevices,
  // password policy
  updateAccountPasswordPolicy,
  getAccountPasswordPolicy,
  deleteAccountPasswordPolicy,
  // policies granting access
  listPoliciesGrantingServiceAccess,
  // policies
  createPolicy,
  getPolicy,
  listPolicies,
  deletePolicy,
  // policy entities
  listEntitiesForPolicy,
  // policy versions
  createPolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  deletePolicyVersion,
  setDefaultPolicyVersion,
  // roles
  createRole,
  getRole,
  listRoles,
  updateRole,
  updateRoleDescription,
  updateAssumeRolePolicy,
  deleteRole,
  // service last accessed
  generateServiceLastAccessedDetails,
  getServiceLastAccessedDetails,
  getServiceLastAccessedDetailsWithEntities,
  // service linked roles
  createServiceLinkedRole,
  deleteServiceLinkedRole,
  getServiceLinkedRoleDeletionStatus,
  // simulate
  simulatePrincipalPolicy,
  simulateCustomPolicy,
  // tagging
  tagUser,
  untagUser,
  listUserTags,
  tagRole,
  untagRole,
  listRoleTags,
  tagPolicy,
  untagPolicy,
  listPolicyTags,
  tagInstanceProfile,
  untagInstanceProfile,
  listInstanceProfileTags,
  tagMFADevice,
  untagMFADevice,
  listMFADeviceTags,
  // users
  createUser,
  getUser,
  listUsers,
  updateUser,
  deleteUser,
];

/** AWS Identity and Access Management. https://docs.aws.amazon.com/IAM/latest/APIReference/ */
export const iam: Service = {
  name: 'iam',
  sdk,
  operations: Object.fromEntries(table.map((operation) => [operation.name, operation])),
  resource: resourceFacts,
};
