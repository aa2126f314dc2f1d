// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';
import { decoded, denied, fails, iam, type IamCases, thumbnailer, TRUST } from './root-calls.ts';

const OTHER_TRUST = TRUST.replace('lambda', 'ec2');
const machine = (t: Parameters<typeof thumbnailer>[0]) => iam(t, 'CreateInstanceProfile', { InstanceProfileName: 'machine' });
const LINKED = { AWSServiceName: 'organizations.amazonaws.com' };
const LINKED_NAME = 'AWSServiceRoleForOrganizations';

export const roles = {
  CreateRole: {
    success: async (t) => {
      await iam(t, 'CreateRole', {
        RoleName: 'thumbnailer',
        Path: '/app/',
        AssumeRolePolicyDocument: TRUST,
        MaxSessionDuration: 7200,
        Description: 'd',
      });
      const { Role } = await iam(t, 'GetRole', { RoleName: 'thumbnailer' });
      expect(Role).toMatchObject({
        Arn: `arn:aws:iam::${t.account.id}:role/app/thumbnailer`,
        RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
        MaxSessionDuration: 7200,
        Description: 'd',
      });
      expect(decoded(Role?.AssumeRolePolicyDocument)).toEqual(JSON.parse(TRUST));
    },
    error: fails('EntityAlreadyExists', 'CreateRole', { RoleName: 'Thumbnailer', AssumeRolePolicyDocument: TRUST }, thumbnailer),
    denial: denied({ RoleName: 'thumbnailer', AssumeRolePolicyDocument: TRUST }),
  },
  GetRole: {
    success: async (t) => {
      const { Role } = await thumbnailer(t);
      expect((await iam(t, 'GetRole', { RoleName: 'thumbnailer' })).Role).toMatchObject({ ...Role });
    },
    error: fails('NoSuchEntity', 'GetRole', { RoleName: 'thumbnailer' }),
    denial: denied({ RoleName: 'thumbnailer' }),
  },
  ListRoles: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'CreateRole', { RoleName: 'app', Path: '/app/', AssumeRolePolicyDocument: TRUST });
      expect((await iam(t, 'ListRoles', {})).Roles?.map(({ RoleName }) => RoleName)).toEqual(['app', 'thumbnailer']);
      expect((await iam(t, 'ListRoles', { PathPrefix: '/app/' })).Roles?.map(({ RoleName }) => RoleName)).toEqual(['app']);
    },
    error: fails('ValidationError', 'ListRoles', { Marker: 'x' }),
    denial: denied({}),
  },
  UpdateRole: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'UpdateRole', { RoleName: 'thumbnailer', Description: 'new', MaxSessionDuration: 3601 });
      expect((await iam(t, 'GetRole', { RoleName: 'thumbnailer' })).Role).toMatchObject({ Description: 'new', MaxSessionDuration: 3601 });
    },
    error: fails('ValidationError', 'UpdateRole', { RoleName: 'thumbnailer', MaxSessionDuration: 60 }, thumbnailer),
    denial: denied({ RoleName: 'thumbnailer' }),
  },
  UpdateRoleDescription: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'UpdateRoleDescription', { RoleName: 'thumbnailer', Description: 'new' });
      expect((await iam(t, 'GetRole', { RoleName: 'thumbnailer' })).Role?.Description).toBe('new');
    },
    error: fails('NoSuchEntity', 'UpdateRoleDescription', { RoleName: 'thumbnailer', Description: 'new' }),
    denial: denied({ RoleName: 'thumbnailer', Description: 'new' }),
  },
  UpdateAssumeRolePolicy: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'UpdateAssumeRolePolicy', { RoleName: 'thumbnailer', PolicyDocument: OTHER_TRUST });
      expect(decoded((await iam(t, 'GetRole', { RoleName: 'thumbnailer' })).Role?.AssumeRolePolicyDocument)).toEqual(
        JSON.parse(OTHER_TRUST),
      );
    },
    error: fails('MalformedPolicyDocument', 'UpdateAssumeRolePolicy', { RoleName: 'thumbnailer', PolicyDocument: '{}' }, thumbnailer),
    denial: denied({ RoleName: 'thumbnailer', PolicyDocument: TRUST }),
  },
  DeleteRole: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'DeleteRole', { RoleName: 'thumbnailer' });
      expect((await iam(t, 'ListRoles', {})).Roles).toEqual([]);
    },
    error: fails('DeleteConflict', 'DeleteRole', { RoleName: 'thumbnailer' }, async (t) => {
      await thumbnailer(t);
      await iam(t, 'AttachRolePolicy', { RoleName: 'thumbnailer', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
    }),
    denial: denied({ RoleName: 'thumbnailer' }),
  },
  CreateInstanceProfile: {
    success: async (t) => {
      await iam(t, 'CreateInstanceProfile', { InstanceProfileName: 'machine', Path: '/ec2/' });
      const { InstanceProfile } = await iam(t, 'GetInstanceProfile', { InstanceProfileName: 'machine' });
      expect(InstanceProfile).toMatchObject({
        Arn: `arn:aws:iam::${t.account.id}:instance-profile/ec2/machine`,
        InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
        Roles: [],
      });
    },
    error: fails('EntityAlreadyExists', 'CreateInstanceProfile', { InstanceProfileName: 'machine' }, machine),
    denial: denied({ InstanceProfileName: 'machine' }),
  },
  GetInstanceProfile: {
    success: async (t) => {
      const { InstanceProfile } = await machine(t);
      expect((await iam(t, 'GetInstanceProfile', { InstanceProfileName: 'machine' })).InstanceProfile).toEqual(InstanceProfile);
    },
    error: fails('NoSuchEntity', 'GetInstanceProfile', { InstanceProfileName: 'machine' }),
    denial: denied({ InstanceProfileName: 'machine' }),
  },
  ListInstanceProfiles: {
    success: async (t) => {
      await machine(t);
      const { InstanceProfiles } = await iam(t, 'ListInstanceProfiles', {});
      expect(InstanceProfiles?.map(({ InstanceProfileName }) => InstanceProfileName)).toEqual(['machine']);
    },
    error: fails('ValidationError', 'ListInstanceProfiles', { MaxItems: 0 }),
    denial: denied({}),
  },
  ListInstanceProfilesForRole: {
    success: async (t) => {
      await thumbnailer(t);
      await machine(t);
      await iam(t, 'CreateInstanceProfile', { InstanceProfileName: 'empty' });
      await iam(t, 'AddRoleToInstanceProfile', { InstanceProfileName: 'machine', RoleName: 'thumbnailer' });
      const { InstanceProfiles } = await iam(t, 'ListInstanceProfilesForRole', { RoleName: 'thumbnailer' });
      expect(InstanceProfiles?.map(({ InstanceProfileName }) => InstanceProfileName)).toEqual(['machine']);
    },
    error: fails('NoSuchEntity', 'ListInstanceProfilesForRole', { RoleName: 'thumbnailer' }),
    denial: denied({ RoleName: 'thumbnailer' }),
  },
  AddRoleToInstanceProfile: {
    success: async (t) => {
      await thumbnailer(t);
      await machine(t);
      await iam(t, 'AddRoleToInstanceProfile', { InstanceProfileName: 'machine', RoleName: 'thumbnailer' });
      const { InstanceProfile } = await iam(t, 'GetInstanceProfile', { InstanceProfileName: 'machine' });
      expect(InstanceProfile?.Roles?.map(({ RoleName }) => RoleName)).toEqual(['thumbnailer']);
    },
    error: fails('NoSuchEntity', 'AddRoleToInstanceProfile', { InstanceProfileName: 'machine', RoleName: 'thumbnailer' }, machine),
    denial: denied({ InstanceProfileName: 'machine', RoleName: 'thumbnailer' }),
  },
  RemoveRoleFromInstanceProfile: {
    success: async (t) => {
      await thumbnailer(t);
      await machine(t);
      await iam(t, 'AddRoleToInstanceProfile', { InstanceProfileName: 'machine', RoleName: 'thumbnailer' });
      await iam(t, 'RemoveRoleFromInstanceProfile', { InstanceProfileName: 'machine', RoleName: 'thumbnailer' });
      expect((await iam(t, 'GetInstanceProfile', { InstanceProfileName: 'machine' })).InstanceProfile?.Roles).toEqual([]);
    },
    error: fails('NoSuchEntity', 'RemoveRoleFromInstanceProfile', { InstanceProfileName: 'machine', RoleName: 'thumbnailer' }, machine),
    denial: denied({ InstanceProfileName: 'machine', RoleName: 'thumbnailer' }),
  },
  DeleteInstanceProfile: {
    success: async (t) => {
      await machine(t);
      await iam(t, 'DeleteInstanceProfile', { InstanceProfileName: 'machine' });
      expect((await iam(t, 'ListInstanceProfiles', {})).InstanceProfiles).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DeleteInstanceProfile', { InstanceProfileName: 'machine' }),
    denial: denied({ InstanceProfileName: 'machine' }),
  },
  CreateServiceLinkedRole: {
    success: async (t) => {
      await iam(t, 'CreateServiceLinkedRole', LINKED);
      expect((await iam(t, 'GetRole', { RoleName: LINKED_NAME })).Role?.Path).toBe('/aws-service-role/organizations.amazonaws.com/');
      const { AttachedPolicies } = await iam(t, 'ListAttachedRolePolicies', { RoleName: LINKED_NAME });
      expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['AWSOrganizationsServiceTrustPolicy']);
    },
    error: fails('InvalidInput', 'CreateServiceLinkedRole', LINKED, (t) => iam(t, 'CreateServiceLinkedRole', LINKED)),
    denial: denied(LINKED),
  },
  DeleteServiceLinkedRole: {
    success: async (t) => {
      await iam(t, 'CreateServiceLinkedRole', LINKED);
      await iam(t, 'DeleteServiceLinkedRole', { RoleName: LINKED_NAME });
      expect((await iam(t, 'ListRoles', {})).Roles).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DeleteServiceLinkedRole', { RoleName: LINKED_NAME }),
    denial: denied({ RoleName: LINKED_NAME }),
  },
  GetServiceLinkedRoleDeletionStatus: {
    success: async (t) => {
      await iam(t, 'CreateServiceLinkedRole', LINKED);
      const { DeletionTaskId } = await iam(t, 'DeleteServiceLinkedRole', { RoleName: LINKED_NAME });
      expect((await iam(t, 'GetServiceLinkedRoleDeletionStatus', { DeletionTaskId })).Status).toBe('SUCCEEDED');
    },
    error: fails('NoSuchEntity', 'GetServiceLinkedRoleDeletionStatus', { DeletionTaskId: 'task/aws-service-role/x.amazonaws.com/y/z' }),
    denial: denied({ DeletionTaskId: 'task/aws-service-role/x.amazonaws.com/y/z' }),
  },
} satisfies IamCases;
