import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type EntityType,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsResponse,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allow, policy, type Sandbox, startSandbox, trust } from './sandbox.ts';

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const READ = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const OWN = 'arn:aws:iam::111122223333:policy/own';
const DOCUMENT = policy(allow('s3:GetObject'));
const EC2 = trust({ Service: 'ec2.amazonaws.com' });

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const { iam } = sandbox;
  const Tags = [{ Key: 'team', Value: 'red' }];
  await iam.send(new CreatePolicyCommand({ PolicyName: 'own', PolicyDocument: DOCUMENT }));
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn: OWN, PolicyDocument: policy(allow('s3:PutObject')), SetAsDefault: true }));
  await iam.send(new CreateUserCommand({ UserName: 'ana', Tags, PermissionsBoundary: ADMIN }));
  await iam.send(new PutUserPolicyCommand({ UserName: 'ana', PolicyName: 'inline', PolicyDocument: DOCUMENT }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'ana', PolicyArn: OWN }));
  await iam.send(new CreateGroupCommand({ GroupName: 'readers' }));
  await iam.send(new PutGroupPolicyCommand({ GroupName: 'readers', PolicyName: 'inline', PolicyDocument: DOCUMENT }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'readers', PolicyArn: OWN }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'readers', UserName: 'ana' }));
  await iam.send(new CreateRoleCommand({ RoleName: 'machine', AssumeRolePolicyDocument: EC2, Tags, PermissionsBoundary: OWN }));
  await iam.send(new PutRolePolicyCommand({ RoleName: 'machine', PolicyName: 'inline', PolicyDocument: DOCUMENT }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'machine', PolicyArn: READ }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'profile' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'profile', RoleName: 'machine' }));
});
afterAll(() => sandbox.close());

const details = (input: ConstructorParameters<typeof GetAccountAuthorizationDetailsCommand>[0] = {}) =>
  sandbox.iam.send(new GetAccountAuthorizationDetailsCommand(input));
const decoded = (document: string | undefined) => JSON.parse(decodeURIComponent(document ?? ''));
const inline = [{ PolicyName: 'inline', PolicyDocument: expect.stringContaining('%22s3%3AGetObject%22') }];
const attached = (PolicyArn: string) => [{ PolicyArn, PolicyName: PolicyArn.split('/').at(-1) }];

it('tells all that users, groups and roles hold', async () => {
  const all = await details();
  expect(all.UserDetailList).toMatchObject([
    {
      UserName: 'ana',
      Arn: 'arn:aws:iam::111122223333:user/ana',
      UserPolicyList: inline,
      GroupList: ['readers'],
      AttachedManagedPolicies: attached(OWN),
      PermissionsBoundary: { PermissionsBoundaryArn: ADMIN },
      Tags: [{ Key: 'team', Value: 'red' }],
    },
  ]);
  expect(all.GroupDetailList).toMatchObject([{ GroupName: 'readers', GroupPolicyList: inline, AttachedManagedPolicies: attached(OWN) }]);
  expect(all.RoleDetailList).toMatchObject([
    {
      RoleName: 'machine',
      RolePolicyList: inline,
      AttachedManagedPolicies: attached(READ),
      PermissionsBoundary: { PermissionsBoundaryArn: OWN },
      Tags: [{ Key: 'team', Value: 'red' }],
      InstanceProfileList: [{ InstanceProfileName: 'profile', Roles: [{ RoleName: 'machine' }] }],
    },
  ]);
  expect(decoded(all.RoleDetailList?.[0]?.AssumeRolePolicyDocument)).toEqual(JSON.parse(EC2));
});

it("tells the account's policies with all versions, and those of AWS that are in use, boundaries too", async () => {
  const { Policies = [] } = await details();
  expect(
    Policies.map(({ Arn, AttachmentCount, PermissionsBoundaryUsageCount }) => [Arn, AttachmentCount, PermissionsBoundaryUsageCount]),
  ).toEqual([
    [OWN, 2, 1],
    [ADMIN, 0, 1],
    [READ, 1, 0],
  ]);
  expect(
    Policies[0]?.PolicyVersionList?.map(({ VersionId, IsDefaultVersion, Document }) => [
      VersionId,
      IsDefaultVersion,
      decoded(Document).Statement[0].Action,
    ]),
  ).toEqual([
    ['v2', true, 's3:PutObject'],
    ['v1', false, 's3:GetObject'],
  ]);
});

it.each<[EntityType, keyof GetAccountAuthorizationDetailsResponse, number]>([
  ['User', 'UserDetailList', 1],
  ['Group', 'GroupDetailList', 1],
  ['Role', 'RoleDetailList', 1],
  ['LocalManagedPolicy', 'Policies', 1],
  ['AWSManagedPolicy', 'Policies', 2],
])('gives only what is asked for: %s', async (kind, list, count) => {
  const { UserDetailList = [], GroupDetailList = [], RoleDetailList = [], Policies = [] } = await details({ Filter: [kind] });
  const lists = { UserDetailList, GroupDetailList, RoleDetailList, Policies };
  expect(Object.entries(lists).map(([name, items]) => [name, items.length])).toEqual(
    Object.keys(lists).map((name) => [name, name === list ? count : 0]),
  );
});

it('counts all kinds together in a page', async () => {
  const names: (string | undefined)[] = [];
  let Marker: string | undefined;
  let pages = 0;
  do {
    const page: GetAccountAuthorizationDetailsResponse = await details({ MaxItems: 2, ...(Marker !== undefined && { Marker }) });
    names.push(
      ...[...(page.UserDetailList ?? [])].map(({ UserName }) => UserName),
      ...(page.GroupDetailList ?? []).map(({ GroupName }) => GroupName),
    );
    names.push(
      ...(page.RoleDetailList ?? []).map(({ RoleName }) => RoleName),
      ...(page.Policies ?? []).map(({ PolicyName }) => PolicyName),
    );
    Marker = page.Marker;
    pages++;
  } while (Marker !== undefined);
  expect(pages).toBe(3);
  expect(names).toEqual(['ana', 'readers', 'machine', 'own', 'AdministratorAccess', 'AmazonS3ReadOnlyAccess']);
});
