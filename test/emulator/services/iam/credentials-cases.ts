// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';
import { totpCode, totpStep } from '../../../../src/emulator/services/iam/totp.ts';
import type { Trial } from '../../../support/operations.ts';
import { ana, denied, fails, iam, type IamCases } from './root-calls.ts';

const user = { UserName: 'ana' };
const PASSWORD = 'Correct-Horse-1';
const KEY = 'AKIAABCDEFGHIJKLMNOP';
const DEVICE = 'arn:aws:iam::111122223333:mfa/phone';
const CODES = { AuthenticationCode1: '123456', AuthenticationCode2: '234567' };

const anaWithPassword = async (t: Trial) => {
  await ana(t);
  await iam(t, 'CreateLoginProfile', { ...user, Password: PASSWORD });
};

async function anaWithKey(t: Trial): Promise<string> {
  await ana(t);
  return (await iam(t, 'CreateAccessKey', user)).AccessKey?.AccessKeyId ?? '';
}

async function phone(t: Trial) {
  const { VirtualMFADevice } = await iam(t, 'CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' });
  const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString();
  return { SerialNumber: VirtualMFADevice?.SerialNumber ?? '', seed };
}

function twoCodes(seed: string) {
  const step = totpStep(Date.now());
  return { AuthenticationCode1: totpCode(seed, step - 1), AuthenticationCode2: totpCode(seed, step) };
}

async function anaWithPhone(t: Trial): Promise<string> {
  await ana(t);
  const { SerialNumber, seed } = await phone(t);
  await iam(t, 'EnableMFADevice', { ...user, SerialNumber, ...twoCodes(seed) });
  return SerialNumber;
}

export const credentials = {
  CreateAccessKey: {
    success: async (t) => {
      await ana(t);
      const { AccessKey } = await iam(t, 'CreateAccessKey', user);
      const keys = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
      expect((await t.sandbox.clients(keys).call('sts', 'GetCallerIdentity', {})).Arn).toBe(`arn:aws:iam::${t.account.id}:user/ana`);
    },
    error: fails('LimitExceeded', 'CreateAccessKey', user, async (t) => {
      await anaWithKey(t);
      await iam(t, 'CreateAccessKey', user);
    }),
    denial: denied(user),
  },
  ListAccessKeys: {
    success: async (t) => {
      const AccessKeyId = await anaWithKey(t);
      const { AccessKeyMetadata } = await iam(t, 'ListAccessKeys', user);
      expect(AccessKeyMetadata).toEqual([{ ...user, AccessKeyId, Status: 'Active', CreateDate: expect.any(Date) }]);
    },
    error: fails('NoSuchEntity', 'ListAccessKeys', user),
    denial: denied(user),
  },
  UpdateAccessKey: {
    success: async (t) => {
      const AccessKeyId = await anaWithKey(t);
      await iam(t, 'UpdateAccessKey', { ...user, AccessKeyId, Status: 'Inactive' });
      expect((await iam(t, 'ListAccessKeys', user)).AccessKeyMetadata?.[0]?.Status).toBe('Inactive');
    },
    error: fails('NoSuchEntity', 'UpdateAccessKey', { ...user, AccessKeyId: KEY, Status: 'Inactive' }, ana),
    denial: denied({ ...user, AccessKeyId: KEY, Status: 'Inactive' as const }),
  },
  DeleteAccessKey: {
    success: async (t) => {
      await iam(t, 'DeleteAccessKey', { ...user, AccessKeyId: await anaWithKey(t) });
      expect((await iam(t, 'ListAccessKeys', user)).AccessKeyMetadata).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DeleteAccessKey', { ...user, AccessKeyId: KEY }, ana),
    denial: denied({ ...user, AccessKeyId: KEY }),
  },
  GetAccessKeyLastUsed: {
    success: async (t) => {
      const { keys, clients } = await t.account.user('eve');
      const AccessKeyId = keys.accessKeyId;
      expect((await iam(t, 'GetAccessKeyLastUsed', { AccessKeyId })).AccessKeyLastUsed).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
      await clients.call('sts', 'GetCallerIdentity', {});
      expect(await iam(t, 'GetAccessKeyLastUsed', { AccessKeyId })).toMatchObject({
        UserName: 'eve',
        AccessKeyLastUsed: { ServiceName: 'sts', Region: 'us-east-1', LastUsedDate: expect.any(Date) },
      });
    },
    error: fails('NoSuchEntity', 'GetAccessKeyLastUsed', { AccessKeyId: KEY }),
    denial: denied({ AccessKeyId: KEY }),
  },
  CreateLoginProfile: {
    success: async (t) => {
      await ana(t);
      await iam(t, 'CreateLoginProfile', { ...user, Password: PASSWORD, PasswordResetRequired: true });
      expect((await iam(t, 'GetLoginProfile', user)).LoginProfile).toMatchObject({ ...user, PasswordResetRequired: true });
    },
    error: fails('PasswordPolicyViolation', 'CreateLoginProfile', { ...user, Password: 'short' }, ana),
    denial: denied({ ...user, Password: PASSWORD }),
  },
  GetLoginProfile: {
    success: async (t) => {
      await anaWithPassword(t);
      expect((await iam(t, 'GetLoginProfile', user)).LoginProfile).toMatchObject({ ...user, PasswordResetRequired: false });
    },
    error: fails('NoSuchEntity', 'GetLoginProfile', user, ana),
    denial: denied(user),
  },
  UpdateLoginProfile: {
    success: async (t) => {
      await anaWithPassword(t);
      await iam(t, 'UpdateLoginProfile', { ...user, PasswordResetRequired: true });
      expect((await iam(t, 'GetLoginProfile', user)).LoginProfile?.PasswordResetRequired).toBe(true);
    },
    error: fails('NoSuchEntity', 'UpdateLoginProfile', { ...user, Password: PASSWORD }, ana),
    denial: denied({ ...user, Password: PASSWORD }),
  },
  DeleteLoginProfile: {
    success: async (t) => {
      await anaWithPassword(t);
      await iam(t, 'DeleteLoginProfile', user);
      await iam(t, 'DeleteUser', user);
      expect((await iam(t, 'ListUsers', {})).Users).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DeleteLoginProfile', user, ana),
    denial: denied(user),
  },
  ChangePassword: {
    success: async (t) => {
      const own = { Statement: { Effect: 'Allow', Action: 'iam:ChangePassword', Resource: '*' } };
      const { clients } = await t.account.user('ana', own);
      await iam(t, 'CreateLoginProfile', { ...user, Password: PASSWORD, PasswordResetRequired: true });
      await clients.call('iam', 'ChangePassword', { OldPassword: PASSWORD, NewPassword: 'Battery-Staple-2' });
      expect((await iam(t, 'GetLoginProfile', user)).LoginProfile?.PasswordResetRequired).toBe(false);
      await clients.call('iam', 'ChangePassword', { OldPassword: 'Battery-Staple-2', NewPassword: PASSWORD });
    },
    error: fails('InvalidUserType', 'ChangePassword', { OldPassword: PASSWORD, NewPassword: PASSWORD }),
    denial: denied({ OldPassword: PASSWORD, NewPassword: PASSWORD }),
  },
  CreateVirtualMFADevice: {
    success: async (t) => {
      const { SerialNumber, seed } = await phone(t);
      expect(SerialNumber).toBe(`arn:aws:iam::${t.account.id}:mfa/phone`);
      expect(seed).toMatch(/^[A-Z2-7]{64}$/);
      expect((await iam(t, 'ListVirtualMFADevices', {})).VirtualMFADevices).toEqual([{ SerialNumber }]);
    },
    error: fails('EntityAlreadyExists', 'CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }, phone),
    denial: denied({ VirtualMFADeviceName: 'phone' }),
  },
  DeleteVirtualMFADevice: {
    success: async (t) => {
      await iam(t, 'DeleteVirtualMFADevice', { SerialNumber: (await phone(t)).SerialNumber });
      expect((await iam(t, 'ListVirtualMFADevices', {})).VirtualMFADevices).toEqual([]);
    },
    error: { code: 'DeleteConflict', provoke: async (t) => iam(t, 'DeleteVirtualMFADevice', { SerialNumber: await anaWithPhone(t) }) },
    denial: denied({ SerialNumber: DEVICE }),
  },
  EnableMFADevice: {
    success: async (t) => {
      const SerialNumber = await anaWithPhone(t);
      expect((await iam(t, 'ListMFADevices', user)).MFADevices).toEqual([{ ...user, SerialNumber, EnableDate: expect.any(Date) }]);
    },
    error: {
      code: 'InvalidAuthenticationCode',
      provoke: async (t) => {
        await ana(t);
        const { SerialNumber, seed } = await phone(t);
        const { AuthenticationCode1, AuthenticationCode2 } = twoCodes(seed);
        const swapped = { AuthenticationCode1: AuthenticationCode2, AuthenticationCode2: AuthenticationCode1 };
        return iam(t, 'EnableMFADevice', { ...user, SerialNumber, ...swapped });
      },
    },
    denial: denied({ ...user, SerialNumber: DEVICE, ...CODES }),
  },
  ResyncMFADevice: {
    success: async (t) => {
      await ana(t);
      const { SerialNumber, seed } = await phone(t);
      await iam(t, 'EnableMFADevice', { ...user, SerialNumber, ...twoCodes(seed) });
      const ahead = totpStep(Date.now()) + 5;
      const codes = { AuthenticationCode1: totpCode(seed, ahead), AuthenticationCode2: totpCode(seed, ahead + 1) };
      await iam(t, 'ResyncMFADevice', { ...user, SerialNumber, ...codes });
      expect((await iam(t, 'GetMFADevice', { ...user, SerialNumber })).SerialNumber).toBe(SerialNumber);
    },
    error: fails('NoSuchEntity', 'ResyncMFADevice', { ...user, SerialNumber: DEVICE, ...CODES }, ana),
    denial: denied({ ...user, SerialNumber: DEVICE, ...CODES }),
  },
  DeactivateMFADevice: {
    success: async (t) => {
      await iam(t, 'DeactivateMFADevice', { ...user, SerialNumber: await anaWithPhone(t) });
      expect((await iam(t, 'ListMFADevices', user)).MFADevices).toEqual([]);
      expect((await iam(t, 'ListVirtualMFADevices', { AssignmentStatus: 'Unassigned' })).VirtualMFADevices).toHaveLength(1);
    },
    error: fails('NoSuchEntity', 'DeactivateMFADevice', { ...user, SerialNumber: DEVICE }, ana),
    denial: denied({ ...user, SerialNumber: DEVICE }),
  },
  ListMFADevices: {
    success: async (t) => {
      const SerialNumber = await anaWithPhone(t);
      expect((await iam(t, 'ListMFADevices', user)).MFADevices?.map((device) => device.SerialNumber)).toEqual([SerialNumber]);
      expect((await iam(t, 'ListMFADevices', {})).MFADevices).toEqual([]);
    },
    error: fails('NoSuchEntity', 'ListMFADevices', user),
    denial: denied(user),
  },
  GetMFADevice: {
    success: async (t) => {
      const SerialNumber = await anaWithPhone(t);
      expect(await iam(t, 'GetMFADevice', { SerialNumber })).toMatchObject({ ...user, SerialNumber, EnableDate: expect.any(Date) });
    },
    error: fails('NoSuchEntity', 'GetMFADevice', { SerialNumber: DEVICE }),
    denial: denied({ ...user, SerialNumber: DEVICE }),
  },
  ListVirtualMFADevices: {
    success: async (t) => {
      const SerialNumber = await anaWithPhone(t);
      const { VirtualMFADevices } = await iam(t, 'ListVirtualMFADevices', { AssignmentStatus: 'Assigned' });
      expect(VirtualMFADevices).toMatchObject([{ SerialNumber, User: user }]);
      expect((await iam(t, 'ListVirtualMFADevices', { AssignmentStatus: 'Unassigned' })).VirtualMFADevices).toEqual([]);
    },
    error: fails('ValidationError', 'ListVirtualMFADevices', { Marker: 'x' }),
    denial: denied({}),
  },
} satisfies IamCases;
