import { expect, it } from 'vitest';
import { totpCode, totpStep } from '../../../../src/emulator/services/iam/totp.ts';
import { refusal, startSandbox } from '../../../support/sandbox.ts';

it('lets a session made with a code of the device into IAM, and takes no code twice', async () => {
  const sandbox = await startSandbox();
  const account = await sandbox.account();
  const own = {
    Statement: { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
  };
  const { clients } = await account.user('ana', own);
  const { VirtualMFADevice } = await account.root.call('iam', 'CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' });
  const SerialNumber = VirtualMFADevice?.SerialNumber ?? '';
  const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString();
  const step = totpStep(Date.now());
  const codes = { AuthenticationCode1: totpCode(seed, step - 1), AuthenticationCode2: totpCode(seed, step) };
  await account.root.call('iam', 'EnableMFADevice', { UserName: 'ana', SerialNumber, ...codes });
  const signIn = (TokenCode: string) => clients.call('sts', 'GetSessionToken', { SerialNumber, TokenCode });

  expect((await refusal(clients.call('iam', 'ListUsers', {}))).code).toBe('AccessDenied');
  expect((await refusal(signIn(codes.AuthenticationCode2))).code).toBe('AccessDenied');
  const { Credentials } = await signIn(totpCode(seed, step + 1));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken: sessionToken = '' } = Credentials ?? {};
  const session = sandbox.clients({ accessKeyId, secretAccessKey, sessionToken });
  expect((await session.call('iam', 'ListUsers', {})).Users?.map(({ UserName }) => UserName)).toEqual(['ana']);
  expect((await refusal(signIn(totpCode(seed, step + 1)))).code).toBe('AccessDenied');
  await sandbox.close();
});
