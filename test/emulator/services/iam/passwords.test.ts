import {
  ChangePasswordCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allow, errorOf, type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const violation = (sentence: string) => `PasswordPolicyViolation 400 ${sentence}`;

it("must be as AWS's own policy asks where the account has none", async () => {
  await sandbox.iam.send(new CreateUserCommand({ UserName: 'plain' }));
  const set = (Password: string) => errorOf(sandbox.iam.send(new CreateLoginProfileCommand({ UserName: 'plain', Password })));
  expect(await set('Ab1!xyz')).toBe(violation('Password should have a minimum length of 8'));
  expect(await set('abcdefg1')).toMatch(/^PasswordPolicyViolation/);
  expect(await set('Abcdefg1')).toBe('no error');
});

it("must be as the account's policy asks, and may not come again", async () => {
  const { iam } = sandbox;
  const own = await sandbox.userWho('ana', allow('iam:ChangePassword'));
  await iam.send(new CreateLoginProfileCommand({ UserName: 'ana', Password: 'First-Password-1' }));
  await iam.send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 12,
      RequireNumbers: true,
      RequireSymbols: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      PasswordReusePrevention: 2,
    }),
  );
  const set = (Password: string) => errorOf(iam.send(new UpdateLoginProfileCommand({ UserName: 'ana', Password })));
  expect(await set('Short-1')).toBe(violation('Password should have a minimum length of 12'));
  expect(await set('all-lower-case-1')).toBe(violation('Password should have at least one uppercase letter'));
  expect(await set('ALL-UPPER-CASE-1')).toBe(violation('Password should have at least one lowercase letter'));
  expect(await set('No-Number-In-Here')).toBe(violation('Password should have at least one number'));
  expect(await set('NoSymbolInHere12')).toBe(violation('Password should have at least one symbol'));

  const change = (OldPassword: string, NewPassword: string) => errorOf(own.send(new ChangePasswordCommand({ OldPassword, NewPassword })));
  expect(await change('Wrong-Password-1', 'Second-Password-2')).toBe('AccessDenied 403 The old password was incorrect.');
  expect(await change('First-Password-1', 'Second-Password-2')).toBe('no error');
  expect(await change('Second-Password-2', 'First-Password-1')).toMatch(/^PasswordPolicyViolation/);
  expect(await change('Second-Password-2', 'Third-Password-3')).toBe('no error');
  expect(await change('Third-Password-3', 'First-Password-1')).toBe('no error');
});
