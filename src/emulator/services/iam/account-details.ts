import type { GroupDetail, ManagedPolicyDetail, PolicyDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam';
import type { CallContext } from '../contract.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { encodeDocument } from './documents.ts';
import { instanceProfileView } from './instance-profiles.ts';
import { roleLastUsed } from './last-used.ts';
import { policyArn } from './managed-policies.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import { type PolicyUses, policyUses } from './policy-uses.ts';
import { versionView } from './policy-versions.ts';
import type { GroupRecord, Identity, PolicyRecord, RoleRecord, UserRecord } from './records.ts';
import { iamState, type IamState } from './state.ts';
import { attachedView, groupView, policySummary, roleView, userView } from './views.ts';

/**
 * Users, groups, roles and managed policies of the account with all that they allow. Of AWS's own policies those that are in use.
 * `MaxItems` counts them all together. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const getAccountAuthorizationDetails = operation('GetAccountAuthorizationDetails', {
  authorize: () => ({ resource: '*' }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const uses = policyUses(state);
    const asked = (kind: string) =>
      input.Filter === undefined || input.Filter.length === 0 || input.Filter.some((wanted) => wanted === kind);
    const entries = [
      ...(asked('User') ? state.users.all().map((user) => ({ key: `1/${user.name.toLowerCase()}`, user })) : []),
      ...(asked('Group') ? state.groups.all().map((group) => ({ key: `2/${group.name.toLowerCase()}`, group })) : []),
      ...(asked('Role') ? state.roles.all().map((role) => ({ key: `3/${role.name.toLowerCase()}`, role })) : []),
      ...policies(state, uses, asked('LocalManagedPolicy'), asked('AWSManagedPolicy')),
    ];
    const { items, more } = page<Entry>(entries, input, ({ key }) => key);
    const profiles = profilesByRole(state, call);
    return {
      UserDetailList: items.flatMap(({ user }) => (user === undefined ? [] : [userDetail(state, user)])),
      GroupDetailList: items.flatMap(({ group }) => (group === undefined ? [] : [groupDetail(state, group)])),
      RoleDetailList: items.flatMap(({ role }) =>
        role === undefined ? [] : [roleDetail(state, role, profiles.get(role.name) ?? [], call)],
      ),
      Policies: items.flatMap(({ policy, account = '' }) => (policy === undefined ? [] : [policyDetail(account, policy, uses)])),
      ...more,
    };
  },
});

interface Entry {
  readonly key: string;
  readonly user?: UserRecord;
  readonly group?: GroupRecord;
  readonly role?: RoleRecord;
  readonly policy?: PolicyRecord;
  readonly account?: string;
}

function policies(state: IamState, uses: PolicyUses, local: boolean, aws: boolean): Entry[] {
  const inUse = (policy: PolicyRecord) => {
    const { attached, boundary } = uses.of(policyArn('aws', policy));
    return attached + boundary > 0;
  };
  return [
    ...(local ? state.policies.all().map((policy) => ({ key: `4/${policy.name.toLowerCase()}`, policy, account: state.account })) : []),
    ...(aws ? [...awsManagedPolicies().values()].filter(inUse).map((policy) => ({ key: `5/${policy.name}`, policy, account: 'aws' })) : []),
  ];
}

function userDetail(state: IamState, user: UserRecord): UserDetail {
  const { PasswordLastUsed: _, ...view } = userView(state, user);
  return {
    ...view,
    ...(user.inlinePolicies.length === 0 ? {} : { UserPolicyList: inlineDetail(user) }),
    GroupList: [...user.groups],
    AttachedManagedPolicies: attachedView(state, user.attachedPolicies),
    Tags: [...user.tags],
  };
}

function groupDetail(state: IamState, group: GroupRecord): GroupDetail {
  return {
    ...groupView(state, group),
    GroupPolicyList: inlineDetail(group),
    AttachedManagedPolicies: attachedView(state, group.attachedPolicies),
  };
}

function roleDetail(state: IamState, role: RoleRecord, profiles: RoleDetail['InstanceProfileList'], call: CallContext): RoleDetail {
  const { MaxSessionDuration: _, Description: __, ...view } = roleView(state, role, call.store);
  return {
    ...view,
    InstanceProfileList: profiles,
    RolePolicyList: inlineDetail(role),
    AttachedManagedPolicies: attachedView(state, role.attachedPolicies),
    Tags: [...role.tags],
    RoleLastUsed: roleLastUsed(call.own, role),
  };
}

function policyDetail(account: string, policy: PolicyRecord, uses: PolicyUses): ManagedPolicyDetail {
  const versions = policy.versions.map((version) => ({ Document: encodeDocument(version.document), ...versionView(policy, version) }));
  return { ...policySummary(account, policy, uses.of(policyArn(account, policy))), PolicyVersionList: versions };
}

function inlineDetail(entity: Identity): PolicyDetail[] {
  return entity.inlinePolicies.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: encodeDocument(document) }));
}

function profilesByRole(state: IamState, call: CallContext): Map<string, NonNullable<RoleDetail['InstanceProfileList']>> {
  const withRole = state.instanceProfiles.all().filter(({ role }) => role !== undefined);
  const grouped = Map.groupBy(withRole, ({ role = '' }) => role);
  return new Map(
    [...grouped].map(([role, profiles]) => [role, profiles.map((profile) => instanceProfileView(state, profile, call.store))]),
  );
}
