import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListRolesCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allow, errorOf, type Keys, newKeys, policy, type Sandbox, startSandbox, trust } from './sandbox.ts';

let sandbox: Sandbox;
let keys: Keys;
beforeAll(async () => {
  sandbox = await startSandbox();
  await sandbox.userWho('wearer', allow('sts:AssumeRole'));
  keys = await newKeys(sandbox.iam, 'wearer');
});
afterAll(() => sandbox.close());

const sts = (credentials: Keys) =>
  new STSClient({ endpoint: sandbox.endpoint, region: 'us-east-1', credentials: { ...credentials }, maxAttempts: 1 });

const makeRole = (RoleName: string) =>
  sandbox.iam.send(
    new CreateRoleCommand({ RoleName, Path: '/app/', AssumeRolePolicyDocument: trust({ AWS: 'arn:aws:iam::111122223333:root' }) }),
  );

async function wear(RoleName: string, Policy?: string) {
  const RoleArn = `arn:aws:iam::111122223333:role/app/${RoleName}`;
  const { Credentials } = await sts(keys).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', ...(Policy !== undefined && { Policy }) }),
  );
  return sandbox.as(keysOf(Credentials));
}

function keysOf(
  credentials: { AccessKeyId?: string | undefined; SecretAccessKey?: string | undefined; SessionToken?: string | undefined } | undefined,
): Keys {
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken: sessionToken = '' } = credentials ?? {};
  return { accessKeyId, secretAccessKey, sessionToken };
}

it('gives a session what its role may at the moment of the call', async () => {
  const { iam } = sandbox;
  await makeRole('worn');
  const session = await wear('worn');
  const list = () => errorOf(session.send(new ListUsersCommand({})));
  expect(await list()).toBe(
    'AccessDenied 403 User: arn:aws:sts::111122223333:assumed-role/worn/test is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::111122223333:user/ because no identity-based policy allows the iam:ListUsers action',
  );
  await iam.send(new PutRolePolicyCommand({ RoleName: 'worn', PolicyName: 'list', PolicyDocument: policy(allow('iam:ListUsers')) }));
  expect(await list()).toBe('no error');
  await iam.send(new DeleteRolePolicyCommand({ RoleName: 'worn', PolicyName: 'list' }));
  expect(await list()).toMatch(/^AccessDenied/);
});

it('narrows a session by its session policy', async () => {
  const { iam } = sandbox;
  await makeRole('narrowed');
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'narrowed', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }));
  const session = await wear('narrowed', policy(allow('iam:ListUsers')));
  expect(await errorOf(session.send(new ListUsersCommand({})))).toBe('no error');
  expect(await errorOf(session.send(new ListRolesCommand({})))).toMatch(/because no session policy allows the iam:ListRoles action/);
});

it("does not give a new role's rights to the sessions of an earlier role of its name", async () => {
  const { iam } = sandbox;
  const all = { RoleName: 'phoenix', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
  await makeRole('phoenix');
  await iam.send(new AttachRolePolicyCommand(all));
  const before = await wear('phoenix');
  expect(await errorOf(before.send(new ListUsersCommand({})))).toBe('no error');
  await iam.send(new DetachRolePolicyCommand(all));
  await iam.send(new DeleteRoleCommand({ RoleName: 'phoenix' }));
  await makeRole('phoenix');
  await iam.send(new AttachRolePolicyCommand(all));
  expect(await errorOf(before.send(new ListUsersCommand({})))).toMatch(/^(AccessDenied|InvalidClientTokenId) 403 /);
  const after = await wear('phoenix');
  expect(await errorOf(after.send(new ListUsersCommand({})))).toBe('no error');
});

it("has the role's tags as tags of the principal", async () => {
  const { iam } = sandbox;
  await makeRole('tagged');
  const rights = policy({ ...allow('iam:ListUsers'), Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'tagged', PolicyName: 'p', PolicyDocument: rights }));
  const session = await wear('tagged');
  expect(await errorOf(session.send(new ListUsersCommand({})))).toMatch(/^AccessDenied/);
  await iam.send(new TagRoleCommand({ RoleName: 'tagged', Tags: [{ Key: 'team', Value: 'red' }] }));
  expect(await errorOf(session.send(new ListUsersCommand({})))).toBe('no error');
});

it('remembers when a role was last used', async () => {
  const { iam } = sandbox;
  await makeRole('used');
  const read = async () => (await iam.send(new GetRoleCommand({ RoleName: 'used' }))).Role?.RoleLastUsed;
  expect(await read()).toEqual({});
  await errorOf((await wear('used')).send(new ListUsersCommand({})));
  expect(await read()).toEqual({ LastUsedDate: expect.any(Date), Region: 'us-east-1' });
});

it('lets credentials of GetSessionToken into IAM only with MFA', async () => {
  const { Credentials } = await sts(sandbox.root).send(new GetSessionTokenCommand({}));
  expect(await errorOf(sandbox.as(keysOf(Credentials)).send(new ListUsersCommand({})))).toMatch(/^InvalidClientTokenId 403 /);
});
