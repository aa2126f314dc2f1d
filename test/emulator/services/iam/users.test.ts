import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, errorOf, newKeys, policy, type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

describe('names of users', () => {
  it('are unique without regard to case', async () => {
    const { iam } = sandbox;
    await iam.send(new CreateUserCommand({ UserName: 'Ana' }));
    expect(await errorOf(iam.send(new CreateUserCommand({ UserName: 'ana' })))).toBe(
      'EntityAlreadyExists 409 User with name ana already exists.',
    );
    expect((await iam.send(new GetUserCommand({ UserName: 'Ana' }))).User?.Arn).toBe('arn:aws:iam::111122223333:user/Ana');
  });

  it.each([
    [
      { UserName: 'a b' },
      'ValidationError 400 The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    ],
    [
      { UserName: 'x'.repeat(65) },
      `ValidationError 400 1 validation error detected: Value '${'x'.repeat(65)}' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
    [
      { UserName: 'eve', Path: 'team' },
      'ValidationError 400 The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    ],
    [
      {
        UserName: 'eve',
        Tags: [
          { Key: 'Team', Value: 'a' },
          { Key: 'team', Value: 'b' },
        ],
      },
      'InvalidInput 400 Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      { UserName: 'eve', PermissionsBoundary: 'arn:aws:iam::111122223333:policy/none' },
      'NoSuchEntity 404 Policy arn:aws:iam::111122223333:policy/none does not exist or is not attachable.',
    ],
  ])('and all else are checked: %j', async (input, error) => {
    expect(await errorOf(sandbox.iam.send(new CreateUserCommand(input)))).toBe(error);
  });
});

it('lists users page by page, each once, also when one is added in between', async () => {
  const { iam } = sandbox;
  for (const name of ['p1', 'p2', 'p4']) await iam.send(new CreateUserCommand({ UserName: name, Path: '/paged/' }));
  const first = await iam.send(new ListUsersCommand({ PathPrefix: '/paged/', MaxItems: 2 }));
  await iam.send(new CreateUserCommand({ UserName: 'p0', Path: '/paged/' }));
  await iam.send(new CreateUserCommand({ UserName: 'p3', Path: '/paged/' }));
  const second = await iam.send(new ListUsersCommand({ PathPrefix: '/paged/', MaxItems: 2, Marker: first.Marker }));
  expect(first.Users?.map(({ UserName }) => UserName)).toEqual(['p1', 'p2']);
  expect(first.IsTruncated).toBe(true);
  expect(second.Users?.map(({ UserName }) => UserName)).toEqual(['p3', 'p4']);
  expect(second.IsTruncated).toBe(false);
  expect(await errorOf(iam.send(new ListUsersCommand({ Marker: 'nonsense' })))).toMatch(/^ValidationError 400 /);
});

it('does not delete a user who still holds something, and says what', async () => {
  const { iam } = sandbox;
  const UserName = 'bound';
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new CreateGroupCommand({ GroupName: 'holders' }));
  await iam.send(new AddUserToGroupCommand({ UserName, GroupName: 'holders' }));
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) }));
  await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Correct-Horse-1' }));
  const { accessKeyId } = await newKeys(iam, UserName);
  const remove = () => errorOf(iam.send(new DeleteUserCommand({ UserName })));

  expect(await remove()).toBe('DeleteConflict 409 Cannot delete entity, must remove users from group first.');
  await iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName: 'holders' }));
  expect(await remove()).toBe('DeleteConflict 409 Cannot delete entity, must detach all policies first.');
  await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY }));
  expect(await remove()).toBe('DeleteConflict 409 Cannot delete entity, must delete policies first.');
  await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'p' }));
  expect(await remove()).toBe('DeleteConflict 409 Cannot delete entity, must delete access keys first.');
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: accessKeyId }));
  expect(await remove()).toBe('DeleteConflict 409 Cannot delete entity, must delete login profile first.');
  await iam.send(new DeleteLoginProfileCommand({ UserName }));
  expect(await remove()).toBe('no error');
  expect(await errorOf(iam.send(new GetUserCommand({ UserName })))).toBe('NoSuchEntity 404 The user with name bound cannot be found.');
});

it('gives a user made anew another unique id', async () => {
  const { iam } = sandbox;
  const make = async () => (await iam.send(new CreateUserCommand({ UserName: 'phoenix' }))).User?.UserId ?? '';
  const before = await make();
  await iam.send(new DeleteUserCommand({ UserName: 'phoenix' }));
  const after = await make();
  expect(before).toMatch(/^AIDA[A-Z2-7]{17}$/);
  expect(after).toMatch(/^AIDA[A-Z2-7]{17}$/);
  expect(after).not.toBe(before);
});

it('keeps keys, groups and policies of a user who is renamed', async () => {
  const { iam } = sandbox;
  const renamed = await sandbox.userWho('maiden', allow('iam:GetUser', 'arn:aws:iam::111122223333:user/${aws:username}'));
  await iam.send(new UpdateUserCommand({ UserName: 'maiden', NewUserName: 'married', NewPath: '/new/' }));
  expect((await iam.send(new ListAccessKeysCommand({ UserName: 'married' }))).AccessKeyMetadata).toHaveLength(1);
  expect(await errorOf(renamed.send(new GetUserCommand({})))).toBe(
    'AccessDenied 403 User: arn:aws:iam::111122223333:user/new/married is not authorized to perform: iam:GetUser on resource: user married because no identity-based policy allows the iam:GetUser action',
  );
});

it('tells a caller who names nobody about itself', async () => {
  const self = await sandbox.userWho('self', allow('iam:GetUser', 'arn:aws:iam::111122223333:user/${aws:username}'));
  expect((await self.send(new GetUserCommand({}))).User?.UserName).toBe('self');
  expect((await sandbox.iam.send(new GetUserCommand({}))).User?.Arn).toBe('arn:aws:iam::111122223333:root');
});
