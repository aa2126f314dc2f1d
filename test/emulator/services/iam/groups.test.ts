import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  DetachGroupPolicyCommand,
  GetGroupCommand,
  ListGroupsForUserCommand,
  ListUsersCommand,
  PutGroupPolicyCommand,
  RemoveUserFromGroupCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allow, errorOf, policy, type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

it('gives its members what its policies allow, for as long as they are members', async () => {
  const { iam } = sandbox;
  const member = await sandbox.userWho('member');
  const list = () => errorOf(member.send(new ListUsersCommand({})));
  await iam.send(new CreateGroupCommand({ GroupName: 'readers' }));
  await iam.send(new PutGroupPolicyCommand({ GroupName: 'readers', PolicyName: 'list', PolicyDocument: policy(allow('iam:ListUsers')) }));
  expect(await list()).toBe(
    'AccessDenied 403 User: arn:aws:iam::111122223333:user/member is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::111122223333:user/ because no identity-based policy allows the iam:ListUsers action',
  );
  await iam.send(new AddUserToGroupCommand({ GroupName: 'readers', UserName: 'member' }));
  expect(await list()).toBe('no error');
  await iam.send(new DeleteGroupPolicyCommand({ GroupName: 'readers', PolicyName: 'list' }));
  expect(await list()).toMatch(/^AccessDenied/);
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'readers', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }));
  expect(await list()).toBe('no error');
  await iam.send(new RemoveUserFromGroupCommand({ GroupName: 'readers', UserName: 'member' }));
  expect(await list()).toMatch(/^AccessDenied/);
});

it('keeps its members under a new name', async () => {
  const { iam } = sandbox;
  await iam.send(new CreateGroupCommand({ GroupName: 'old' }));
  await iam.send(new CreateUserCommand({ UserName: 'one' }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'old', UserName: 'one' }));
  await iam.send(new UpdateGroupCommand({ GroupName: 'old', NewGroupName: 'new', NewPath: '/teams/' }));
  expect((await iam.send(new GetGroupCommand({ GroupName: 'new' }))).Users?.map(({ UserName }) => UserName)).toEqual(['one']);
  const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName: 'one' }));
  expect(Groups?.map(({ Arn }) => Arn)).toEqual(['arn:aws:iam::111122223333:group/teams/new']);
});

it('is not deleted while it has members or policies', async () => {
  const { iam } = sandbox;
  const GroupName = 'full';
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new CreateGroupCommand({ GroupName }));
  await iam.send(new CreateUserCommand({ UserName: 'two' }));
  await iam.send(new AddUserToGroupCommand({ GroupName, UserName: 'two' }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
  await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) }));
  const remove = () => errorOf(iam.send(new DeleteGroupCommand({ GroupName })));
  expect(await remove()).toBe('DeleteConflict 409 Cannot delete entity, must remove users from group first.');
  await iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName: 'two' }));
  expect(await remove()).toBe('DeleteConflict 409 Cannot delete entity, must detach all policies first.');
  await iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }));
  expect(await remove()).toBe('DeleteConflict 409 Cannot delete entity, must delete policies first.');
  await iam.send(new DeleteGroupPolicyCommand({ GroupName, PolicyName: 'p' }));
  expect(await remove()).toBe('no error');
});

it('lets a user into ten groups and no more', async () => {
  const { iam } = sandbox;
  await iam.send(new CreateUserCommand({ UserName: 'joiner' }));
  for (let i = 0; i < 11; i++) await iam.send(new CreateGroupCommand({ GroupName: `g${i}` }));
  for (let i = 0; i < 10; i++) await iam.send(new AddUserToGroupCommand({ GroupName: `g${i}`, UserName: 'joiner' }));
  expect(await errorOf(iam.send(new AddUserToGroupCommand({ GroupName: 'g3', UserName: 'joiner' })))).toBe('no error');
  expect(await errorOf(iam.send(new AddUserToGroupCommand({ GroupName: 'g10', UserName: 'joiner' })))).toBe(
    'LimitExceeded 409 Cannot exceed quota for GroupsPerUser: 10',
  );
});
