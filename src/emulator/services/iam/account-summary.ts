import { policySizeLimit } from '../../../iam/index.ts';
import { operation } from './operation.ts';
import { QUOTAS } from './quotas.ts';
import { iamState } from './state.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const getAccountSummary = operation('GetAccountSummary', {
  authorize: () => ({ resource: '*' }),
  handle: (_input, call) => {
    const { users, groups, roles, policies, instanceProfiles, mfaDevices, accessKeys } = iamState(call.own);
    const devices = mfaDevices.all();
    const rootKeys = [...accessKeys.values()].filter(({ userName }) => userName === undefined);
    return {
      SummaryMap: {
        Users: users.size,
        UsersQuota: QUOTAS.usersPerAccount,
        Groups: groups.size,
        GroupsQuota: QUOTAS.groupsPerAccount,
        GroupsPerUserQuota: QUOTAS.groupsPerUser,
        Roles: roles.size,
        RolesQuota: QUOTAS.rolesPerAccount,
        Policies: policies.size,
        PoliciesQuota: QUOTAS.policiesPerAccount,
        PolicySizeQuota: policySizeLimit('identity', 'managed') ?? 0,
        PolicyVersionsInUse: policies.all().reduce((sum, { versions }) => sum + versions.length, 0),
        PolicyVersionsInUseQuota: 10_000,
        VersionsPerPolicyQuota: QUOTAS.versionsPerPolicy,
        InstanceProfiles: instanceProfiles.size,
        InstanceProfilesQuota: QUOTAS.instanceProfilesPerAccount,
        UserPolicySizeQuota: policySizeLimit('identity', 'user') ?? 0,
        GroupPolicySizeQuota: policySizeLimit('identity', 'group') ?? 0,
        RolePolicySizeQuota: policySizeLimit('identity', 'role') ?? 0,
        AssumeRolePolicySizeQuota: policySizeLimit('trust') ?? 0,
        AttachedPoliciesPerUserQuota: QUOTAS.attachedPolicies,
        AttachedPoliciesPerGroupQuota: QUOTAS.attachedPolicies,
        AttachedPoliciesPerRoleQuota: QUOTAS.attachedPolicies,
        AccessKeysPerUserQuota: QUOTAS.accessKeysPerUser,
        AccountAccessKeysPresent: rootKeys.length > 0 ? 1 : 0,
        AccountMFAEnabled: devices.some(({ owner }) => owner?.type === 'Root') ? 1 : 0,
        AccountPasswordPresent: 1,
        AccountSigningCertificatesPresent: 0,
        MFADevices: devices.length,
        MFADevicesInUse: devices.filter(({ owner }) => owner !== undefined).length,
        Providers: 0,
        ServerCertificates: 0,
        ServerCertificatesQuota: 20,
        SigningCertificatesPerUserQuota: 2,
        GlobalEndpointTokenVersion: 1,
      },
    };
  },
});
