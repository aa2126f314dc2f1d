import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allow, errorOf, newKeys, type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const OWN = 'arn:aws:iam::111122223333:user/${aws:username}';
const UNKNOWN = 'InvalidClientTokenId 403 The security token included in the request is invalid.';

it('lets a user who names nobody turn over its own keys', async () => {
  const user = await sandbox.userWho(
    'roller',
    allow(['iam:CreateAccessKey', 'iam:ListAccessKeys', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey'], OWN),
  );
  const { AccessKey } = await user.send(new CreateAccessKeyCommand({}));
  expect(AccessKey).toMatchObject({ UserName: 'roller', Status: 'Active', SecretAccessKey: expect.stringMatching(/^.{40}$/) });
  expect(await errorOf(user.send(new CreateAccessKeyCommand({})))).toBe('LimitExceeded 409 Cannot exceed quota for AccessKeysPerUser: 2');
  const { AccessKeyMetadata = [] } = await user.send(new ListAccessKeysCommand({}));
  const old = AccessKeyMetadata.find(({ AccessKeyId }) => AccessKeyId !== AccessKey?.AccessKeyId)?.AccessKeyId;
  const renewed = sandbox.as({ accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' });
  await renewed.send(new UpdateAccessKeyCommand({ AccessKeyId: old, Status: 'Inactive' }));
  expect(await errorOf(user.send(new ListAccessKeysCommand({})))).toBe(UNKNOWN);
  await renewed.send(new DeleteAccessKeyCommand({ AccessKeyId: old }));
  expect((await renewed.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).toHaveLength(1);
  expect(await errorOf(renewed.send(new ListAccessKeysCommand({ UserName: 'somebody' })))).toMatch(/^AccessDenied 403 /);
});

it('takes a key that was made active again', async () => {
  const keys = await newKeysOf('sleeper');
  const user = sandbox.as(keys);
  const set = (Status: 'Active' | 'Inactive') =>
    sandbox.iam.send(new UpdateAccessKeyCommand({ UserName: 'sleeper', AccessKeyId: keys.accessKeyId, Status }));
  await set('Inactive');
  expect(await errorOf(user.send(new GetUserCommand({})))).toBe(UNKNOWN);
  await set('Active');
  expect(await errorOf(user.send(new GetUserCommand({})))).toMatch(/^AccessDenied 403 /);
});

it("keeps the root user's keys apart from those of users", async () => {
  const { iam } = sandbox;
  const listed = await iam.send(new ListAccessKeysCommand({}));
  expect(listed.AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId)).toEqual([sandbox.root.accessKeyId]);
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({}));
  const second = sandbox.as({ accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' });
  expect(await errorOf(second.send(new ListUsersCommand({})))).toBe('no error');
  await iam.send(new DeleteAccessKeyCommand({ AccessKeyId: AccessKey?.AccessKeyId }));
  expect(await errorOf(second.send(new ListUsersCommand({})))).toBe(UNKNOWN);
});

async function newKeysOf(name: string) {
  await sandbox.userWho(name);
  return newKeys(sandbox.iam, name);
}
