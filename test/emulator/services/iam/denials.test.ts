import { expect, it } from 'vitest';
import type { AwsClients } from '../../../../src/aws/clients.ts';
import { refusal, startSandbox, type TestAccount } from '../../../support/sandbox.ts';
import { AWS_POLICY, DOCUMENT, TRUST } from './root-calls.ts';

type Call = (nobody: AwsClients, account: TestAccount) => Promise<unknown>;

/** How AWS names the resource when it refuses, operation by operation, as its recorded answers show. */
const NAMED: readonly [string, Call, string][] = [
  ['iam:GetUser', (nobody) => nobody.call('iam', 'GetUser', { UserName: 'ana' }), 'user ana'],
  ['iam:CreateAccessKey', (nobody) => nobody.call('iam', 'CreateAccessKey', { UserName: 'ana' }), 'user ana'],
  ['iam:GetRole', (nobody) => nobody.call('iam', 'GetRole', { RoleName: 'thumbnailer' }), 'role thumbnailer'],
  [
    'iam:AttachRolePolicy',
    (nobody) => nobody.call('iam', 'AttachRolePolicy', { RoleName: 'thumbnailer', PolicyArn: AWS_POLICY }),
    'role thumbnailer',
  ],
  [
    'iam:UpdateAssumeRolePolicy',
    (nobody) => nobody.call('iam', 'UpdateAssumeRolePolicy', { RoleName: 'thumbnailer', PolicyDocument: TRUST }),
    'role thumbnailer',
  ],
  ['iam:AddUserToGroup', (nobody) => nobody.call('iam', 'AddUserToGroup', { GroupName: 'admins', UserName: 'ana' }), 'group admins'],
  [
    'iam:GetInstanceProfile',
    (nobody) => nobody.call('iam', 'GetInstanceProfile', { InstanceProfileName: 'machine' }),
    'instance profile machine',
  ],
  ['iam:CreatePolicy', (nobody) => nobody.call('iam', 'CreatePolicy', { PolicyName: 'data', PolicyDocument: DOCUMENT }), 'policy data'],
  ['iam:GetPolicy', (nobody) => nobody.call('iam', 'GetPolicy', { PolicyArn: AWS_POLICY }), `policy ${AWS_POLICY}`],
  ['iam:ListPolicies', (nobody) => nobody.call('iam', 'ListPolicies', {}), 'policy path /'],
  ['iam:ListUsers', (nobody) => nobody.call('iam', 'ListUsers', {}), 'arn:aws:iam::ACCOUNT:user/'],
  ['iam:CreateUser', (nobody) => nobody.call('iam', 'CreateUser', { UserName: 'eve', Path: '/a/' }), 'arn:aws:iam::ACCOUNT:user/a/eve'],
  [
    'iam:TagRole',
    (nobody) => nobody.call('iam', 'TagRole', { RoleName: 'thumbnailer', Tags: [{ Key: 'k', Value: 'v' }] }),
    'arn:aws:iam::ACCOUNT:role/app/thumbnailer',
  ],
  [
    'iam:PutRolePermissionsBoundary',
    (nobody) => nobody.call('iam', 'PutRolePermissionsBoundary', { RoleName: 'thumbnailer', PermissionsBoundary: AWS_POLICY }),
    'arn:aws:iam::ACCOUNT:role/app/thumbnailer',
  ],
  [
    'iam:SimulatePrincipalPolicy',
    (nobody, { id }) =>
      nobody.call('iam', 'SimulatePrincipalPolicy', {
        PolicySourceArn: `arn:aws:iam::${id}:role/app/thumbnailer`,
        ActionNames: ['s3:GetObject'],
      }),
    'arn:aws:iam::ACCOUNT:role/app/thumbnailer',
  ],
];

it('names the resource as AWS does, while policies and events go by the ARN', async () => {
  const sandbox = await startSandbox();
  const account = await sandbox.account();
  await account.root.call('iam', 'CreateRole', { RoleName: 'thumbnailer', Path: '/app/', AssumeRolePolicyDocument: TRUST });
  const { arn, clients } = await account.user('nobody');
  for (const [action, call, named] of NAMED) {
    const { message } = await refusal(call(clients, account));
    expect(message).toBe(
      `User: ${arn} is not authorized to perform: ${action} on resource: ${named.replace('ACCOUNT', account.id)} because no identity-based policy allows the ${action} action`,
    );
  }
  const events = await account.events();
  const resource = events.findLast(({ operation }) => operation === 'GetRole')?.access[0]?.resource;
  expect(resource).toBe(`arn:aws:iam::${account.id}:role/app/thumbnailer`);
  await sandbox.close();
});
