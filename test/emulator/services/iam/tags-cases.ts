// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';
import type { Trial } from '../../../support/operations.ts';
import { data, denied, fails, iam, type IamCases, NO_POLICY, thumbnailer } from './root-calls.ts';

const TAGS = [{ Key: 'team', Value: 'red' }];
const AFTER = [{ Key: 'Team', Value: 'blue' }];
const NO_DEVICE = 'arn:aws:iam::111122223333:mfa/none';
const machine = (t: Trial) => iam(t, 'CreateInstanceProfile', { InstanceProfileName: 'machine', Tags: TAGS });
const device = async (t: Trial) =>
  (await iam(t, 'CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone', Tags: TAGS })).VirtualMFADevice?.SerialNumber ?? '';

/** A tag takes the place of one whose key differs only in case. */
export const tags = {
  TagUser: {
    success: async (t) => {
      await iam(t, 'CreateUser', { UserName: 'ana', Tags: TAGS });
      await iam(t, 'TagUser', { UserName: 'ana', Tags: AFTER });
      expect((await iam(t, 'GetUser', { UserName: 'ana' })).User?.Tags).toEqual(AFTER);
    },
    error: fails('NoSuchEntity', 'TagUser', { UserName: 'ana', Tags: TAGS }),
    denial: denied({ UserName: 'ana', Tags: TAGS }),
  },
  UntagUser: {
    success: async (t) => {
      await iam(t, 'CreateUser', { UserName: 'ana', Tags: TAGS });
      await iam(t, 'UntagUser', { UserName: 'ana', TagKeys: ['TEAM'] });
      expect((await iam(t, 'ListUserTags', { UserName: 'ana' })).Tags).toEqual([]);
    },
    error: fails('NoSuchEntity', 'UntagUser', { UserName: 'ana', TagKeys: ['team'] }),
    denial: denied({ UserName: 'ana', TagKeys: ['team'] }),
  },
  ListUserTags: {
    success: async (t) => {
      await iam(t, 'CreateUser', { UserName: 'ana', Tags: [...TAGS, { Key: 'a', Value: '' }] });
      const first = await iam(t, 'ListUserTags', { UserName: 'ana', MaxItems: 1 });
      expect(first).toMatchObject({ Tags: [{ Key: 'a', Value: '' }], IsTruncated: true });
      expect((await iam(t, 'ListUserTags', { UserName: 'ana', Marker: first.Marker })).Tags).toEqual(TAGS);
    },
    error: fails('NoSuchEntity', 'ListUserTags', { UserName: 'ana' }),
    denial: denied({ UserName: 'ana' }),
  },
  TagRole: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'TagRole', { RoleName: 'thumbnailer', Tags: TAGS });
      expect((await iam(t, 'GetRole', { RoleName: 'thumbnailer' })).Role?.Tags).toEqual(TAGS);
    },
    error: fails('LimitExceeded', 'TagRole', { RoleName: 'thumbnailer', Tags: TAGS }, async (t) => {
      await thumbnailer(t);
      await iam(t, 'TagRole', { RoleName: 'thumbnailer', Tags: Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: 'v' })) });
    }),
    denial: denied({ RoleName: 'thumbnailer', Tags: TAGS }),
  },
  UntagRole: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'TagRole', { RoleName: 'thumbnailer', Tags: TAGS });
      await iam(t, 'UntagRole', { RoleName: 'thumbnailer', TagKeys: ['team', 'other'] });
      expect((await iam(t, 'ListRoleTags', { RoleName: 'thumbnailer' })).Tags).toEqual([]);
    },
    error: fails('NoSuchEntity', 'UntagRole', { RoleName: 'thumbnailer', TagKeys: ['team'] }),
    denial: denied({ RoleName: 'thumbnailer', TagKeys: ['team'] }),
  },
  ListRoleTags: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'TagRole', { RoleName: 'thumbnailer', Tags: TAGS });
      expect((await iam(t, 'ListRoleTags', { RoleName: 'thumbnailer' })).Tags).toEqual(TAGS);
    },
    error: fails('NoSuchEntity', 'ListRoleTags', { RoleName: 'thumbnailer' }),
    denial: denied({ RoleName: 'thumbnailer' }),
  },
  TagPolicy: {
    success: async (t) => {
      const PolicyArn = await data(t);
      await iam(t, 'TagPolicy', { PolicyArn, Tags: TAGS });
      expect((await iam(t, 'GetPolicy', { PolicyArn })).Policy?.Tags).toEqual(TAGS);
    },
    error: fails('NoSuchEntity', 'TagPolicy', { PolicyArn: NO_POLICY, Tags: TAGS }),
    denial: denied({ PolicyArn: NO_POLICY, Tags: TAGS }),
  },
  UntagPolicy: {
    success: async (t) => {
      const PolicyArn = await data(t);
      await iam(t, 'TagPolicy', { PolicyArn, Tags: TAGS });
      await iam(t, 'UntagPolicy', { PolicyArn, TagKeys: ['team'] });
      expect((await iam(t, 'ListPolicyTags', { PolicyArn })).Tags).toEqual([]);
    },
    error: fails('NoSuchEntity', 'UntagPolicy', { PolicyArn: NO_POLICY, TagKeys: ['team'] }),
    denial: denied({ PolicyArn: NO_POLICY, TagKeys: ['team'] }),
  },
  ListPolicyTags: {
    success: async (t) => {
      const PolicyArn = await data(t);
      await iam(t, 'TagPolicy', { PolicyArn, Tags: TAGS });
      expect((await iam(t, 'ListPolicyTags', { PolicyArn })).Tags).toEqual(TAGS);
    },
    error: fails('NoSuchEntity', 'ListPolicyTags', { PolicyArn: NO_POLICY }),
    denial: denied({ PolicyArn: NO_POLICY }),
  },
  TagInstanceProfile: {
    success: async (t) => {
      await machine(t);
      await iam(t, 'TagInstanceProfile', { InstanceProfileName: 'machine', Tags: AFTER });
      expect((await iam(t, 'GetInstanceProfile', { InstanceProfileName: 'machine' })).InstanceProfile?.Tags).toEqual(AFTER);
    },
    error: fails('InvalidInput', 'TagInstanceProfile', { InstanceProfileName: 'machine', Tags: [...TAGS, ...AFTER] }, machine),
    denial: denied({ InstanceProfileName: 'machine', Tags: TAGS }),
  },
  UntagInstanceProfile: {
    success: async (t) => {
      await machine(t);
      await iam(t, 'UntagInstanceProfile', { InstanceProfileName: 'machine', TagKeys: ['team'] });
      expect((await iam(t, 'ListInstanceProfileTags', { InstanceProfileName: 'machine' })).Tags).toEqual([]);
    },
    error: fails('NoSuchEntity', 'UntagInstanceProfile', { InstanceProfileName: 'machine', TagKeys: ['team'] }),
    denial: denied({ InstanceProfileName: 'machine', TagKeys: ['team'] }),
  },
  ListInstanceProfileTags: {
    success: async (t) => {
      await machine(t);
      expect((await iam(t, 'ListInstanceProfileTags', { InstanceProfileName: 'machine' })).Tags).toEqual(TAGS);
    },
    error: fails('NoSuchEntity', 'ListInstanceProfileTags', { InstanceProfileName: 'machine' }),
    denial: denied({ InstanceProfileName: 'machine' }),
  },
  TagMFADevice: {
    success: async (t) => {
      const SerialNumber = await device(t);
      await iam(t, 'TagMFADevice', { SerialNumber, Tags: AFTER });
      expect((await iam(t, 'ListMFADeviceTags', { SerialNumber })).Tags).toEqual(AFTER);
    },
    error: fails('NoSuchEntity', 'TagMFADevice', { SerialNumber: NO_DEVICE, Tags: TAGS }),
    denial: denied({ SerialNumber: NO_DEVICE, Tags: TAGS }),
  },
  UntagMFADevice: {
    success: async (t) => {
      const SerialNumber = await device(t);
      await iam(t, 'UntagMFADevice', { SerialNumber, TagKeys: ['team'] });
      expect((await iam(t, 'ListMFADeviceTags', { SerialNumber })).Tags).toEqual([]);
    },
    error: fails('NoSuchEntity', 'UntagMFADevice', { SerialNumber: NO_DEVICE, TagKeys: ['team'] }),
    denial: denied({ SerialNumber: NO_DEVICE, TagKeys: ['team'] }),
  },
  ListMFADeviceTags: {
    success: async (t) => {
      expect((await iam(t, 'ListMFADeviceTags', { SerialNumber: await device(t) })).Tags).toEqual(TAGS);
    },
    error: fails('NoSuchEntity', 'ListMFADeviceTags', { SerialNumber: NO_DEVICE }),
    denial: denied({ SerialNumber: NO_DEVICE }),
  },
} satisfies IamCases;
