import {
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  GetRoleCommand,
  GetUserCommand,
  ListUsersCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allow, errorOf, lambdaTrust, policy, type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
let boundary: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  const { Policy } = await sandbox.iam.send(
    new CreatePolicyCommand({ PolicyName: 'limits', PolicyDocument: policy(allow('iam:GetUser')) }),
  );
  boundary = Policy?.Arn ?? '';
});
afterAll(() => sandbox.close());

it('narrows what a user may, until it is taken away', async () => {
  const { iam } = sandbox;
  const user = await sandbox.userWho('bounded', allow('iam:*'));
  const list = () => errorOf(user.send(new ListUsersCommand({})));
  expect(await list()).toBe('no error');
  await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'bounded', PermissionsBoundary: boundary }));
  expect(await list()).toMatch(/because no permissions boundary allows the iam:ListUsers action/);
  const { User } = await user.send(new GetUserCommand({}));
  expect(User?.PermissionsBoundary).toEqual({ PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary });
  await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'bounded' }));
  expect(await list()).toBe('no error');
  expect(await errorOf(iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'bounded' })))).toMatch(/^NoSuchEntity 404 /);
});

it('can be made the condition for making and changing principals', async () => {
  const only = { StringEquals: { 'iam:PermissionsBoundary': boundary } };
  const admin = await sandbox.userWho('delegate', {
    ...allow(['iam:CreateUser', 'iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary']),
    Condition: only,
  });
  expect(await errorOf(admin.send(new CreateUserCommand({ UserName: 'free' })))).toMatch(/^AccessDenied 403 /);
  expect(await errorOf(admin.send(new CreateUserCommand({ UserName: 'kept', PermissionsBoundary: boundary })))).toBe('no error');

  const role = (RoleName: string) => ({ RoleName, AssumeRolePolicyDocument: lambdaTrust });
  await sandbox.iam.send(new CreateRoleCommand(role('unbounded')));
  await admin.send(new CreateRoleCommand({ ...role('bounded'), PermissionsBoundary: boundary }));
  const put = (RoleName: string) =>
    admin.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) }));
  expect(await errorOf(put('unbounded'))).toMatch(/^AccessDenied 403 /);
  expect(await errorOf(put('bounded'))).toBe('no error');
  const other = 'arn:aws:iam::aws:policy/AdministratorAccess';
  expect(await errorOf(admin.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'bounded', PermissionsBoundary: other })))).toMatch(
    /^AccessDenied 403 /,
  );
  const { Role } = await sandbox.iam.send(new GetRoleCommand({ RoleName: 'bounded' }));
  expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundary);
});
