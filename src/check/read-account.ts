import type { GetAccountAuthorizationDetailsResponse, GroupDetail, ManagedPolicyDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam';
import { AwsClients } from '../aws/clients.ts';
import type { AttachedPolicy, PolicyKind } from '../iam/types.ts';
import { attachedPolicy } from './documents.ts';
import { readBuckets } from './read-buckets.ts';
import type { CheckAccess } from './types.ts';
import type { AccountView, GroupView, ManagedPolicyView, RoleView, UserView } from './world-types.ts';

/** Reads one account through the AWS API, with the root user's keys; the calls carry the check's mark. */
export async function readAccount(access: CheckAccess, name: string): Promise<AccountView> {
  const account = access.accounts[name];
  if (account === undefined) throw new TypeError(`There is no account \`${name}\`.`);
  const { endpoint, region, checkerMark } = access;
  const aws = new AwsClients({ endpoint, region, credentials: account.keys, headers: { 'x-seclab-checker': checkerMark } });
  const [details, buckets] = await Promise.all([authorizationDetails(aws), readBuckets(aws)]);
  const managed = new Map(details.managed.flatMap((policy) => managedPolicy(policy)));

  const attached = (arns: readonly { PolicyArn?: string | undefined }[] | undefined, to: string, kind: PolicyKind = 'identity') =>
    (arns ?? []).flatMap(({ PolicyArn: arn = '' }) => {
      const found = managed.get(arn);
      if (found === undefined)
        throw new Error(`GetAccountAuthorizationDetails does not show the policy ${arn}, which is attached to ${to}.`);
      return [attachedPolicy({ name: found.name, arn, attachedTo: to, source: found.source, kind })];
    });
  const inline = (list: UserDetail['UserPolicyList'], to: string) =>
    (list ?? []).map(({ PolicyName: name = '', PolicyDocument: source = '' }) =>
      attachedPolicy({ name, attachedTo: to, source, kind: 'identity' }),
    );

  const group = ({ GroupName: name = '', Arn: arn = '', GroupPolicyList, AttachedManagedPolicies }: GroupDetail): GroupView => ({
    kind: 'group',
    name,
    arn,
    policies: [...inline(GroupPolicyList, `group ${name}`), ...attached(AttachedManagedPolicies, `group ${name}`)],
  });
  const groups = byName(details.groups.map(group));

  const user = (detail: UserDetail): UserView => {
    const { UserName: name = '', Arn: arn = '', UserId: id = '', GroupList = [] } = detail;
    const own = [...inline(detail.UserPolicyList, `user ${name}`), ...attached(detail.AttachedManagedPolicies, `user ${name}`)];
    const boundary = boundaryOf(detail.PermissionsBoundary, `user ${name}`, attached);
    const ofGroups = GroupList.flatMap((group) => groups.get(group)?.policies ?? []);
    return { kind: 'user', name, arn, id, tags: tagsOf(detail.Tags), policies: [...own, ...ofGroups], groups: GroupList, ...boundary };
  };

  const role = (detail: RoleDetail): RoleView => {
    const { RoleName: name = '', Arn: arn = '', RoleId: id = '', AssumeRolePolicyDocument: source = '' } = detail;
    const policies = [...inline(detail.RolePolicyList, `role ${name}`), ...attached(detail.AttachedManagedPolicies, `role ${name}`)];
    const boundary = boundaryOf(detail.PermissionsBoundary, `role ${name}`, attached);
    const trust = attachedPolicy({ name: 'trust policy', attachedTo: `role ${name}`, source, kind: 'trust' });
    return { kind: 'role', name, arn, id, tags: tagsOf(detail.Tags), policies, trust, ...boundary };
  };

  return {
    name,
    id: account.id,
    users: byName(details.users.map(user)),
    groups,
    roles: byName(details.roles.map(role)),
    policies: byName([...managed.values()].flatMap((policy) => (policy.arn.includes('::aws:') ? [] : [viewOf(policy)]))),
    buckets,
    aws,
  };
}

interface Details {
  readonly users: readonly UserDetail[];
  readonly groups: readonly GroupDetail[];
  readonly roles: readonly RoleDetail[];
  readonly managed: readonly ManagedPolicyDetail[];
}

async function authorizationDetails(aws: AwsClients): Promise<Details> {
  const pages: GetAccountAuthorizationDetailsResponse[] = [];
  let marker: string | undefined;
  do {
    const page = await aws.call('iam', 'GetAccountAuthorizationDetails', marker === undefined ? {} : { Marker: marker });
    pages.push(page);
    marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (marker !== undefined);
  return {
    users: pages.flatMap(({ UserDetailList = [] }) => UserDetailList),
    groups: pages.flatMap(({ GroupDetailList = [] }) => GroupDetailList),
    roles: pages.flatMap(({ RoleDetailList = [] }) => RoleDetailList),
    managed: pages.flatMap(({ Policies = [] }) => Policies),
  };
}

interface Managed {
  readonly name: string;
  readonly arn: string;
  readonly defaultVersion: string;
  readonly source: string;
}

function managedPolicy(detail: ManagedPolicyDetail): [string, Managed][] {
  const { Arn: arn = '', PolicyName: name = '', DefaultVersionId: defaultVersion = '', PolicyVersionList = [] } = detail;
  const current = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion === true);
  return current?.Document === undefined ? [] : [[arn, { name, arn, defaultVersion, source: current.Document }]];
}

function viewOf({ name, arn, defaultVersion, source }: Managed): ManagedPolicyView {
  const { document } = attachedPolicy({ name, arn, attachedTo: '', source, kind: 'identity' });
  return { kind: 'policy', name, arn, defaultVersion, document };
}

function boundaryOf(
  boundary: UserDetail['PermissionsBoundary'],
  to: string,
  attached: (arns: { PolicyArn?: string | undefined }[], to: string, kind: PolicyKind) => AttachedPolicy[],
): { boundary?: AttachedPolicy } {
  if (boundary?.PermissionsBoundaryArn === undefined) return {};
  const [policy] = attached([{ PolicyArn: boundary.PermissionsBoundaryArn }], to, 'boundary');
  return policy === undefined ? {} : { boundary: policy };
}

function tagsOf(tags: UserDetail['Tags']): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

function byName<View extends { readonly name: string }>(views: readonly View[]): ReadonlyMap<string, View> {
  return new Map(views.map((view) => [view.name, view]));
}
