// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';
import { ana, AWS_POLICY, data, denied, fails, iam, type IamCases, NO_POLICY, readers, thumbnailer } from './root-calls.ts';

const user = { UserName: 'ana' };
const group = { GroupName: 'readers' };
const role = { RoleName: 'thumbnailer' };
const names = (policies: readonly { PolicyName?: string | undefined }[] | undefined) => policies?.map(({ PolicyName }) => PolicyName);

/** Attached policies and boundaries of users, groups and roles. */
export const attachments = {
  AttachUserPolicy: {
    success: async (t) => {
      await ana(t);
      await iam(t, 'AttachUserPolicy', { ...user, PolicyArn: AWS_POLICY });
      expect((await iam(t, 'ListAttachedUserPolicies', user)).AttachedPolicies).toEqual([
        { PolicyName: 'AmazonS3ReadOnlyAccess', PolicyArn: AWS_POLICY },
      ]);
    },
    error: fails('NoSuchEntity', 'AttachUserPolicy', { ...user, PolicyArn: NO_POLICY }, ana),
    denial: denied({ ...user, PolicyArn: AWS_POLICY }),
  },
  AttachGroupPolicy: {
    success: async (t) => {
      await readers(t);
      await iam(t, 'AttachGroupPolicy', { ...group, PolicyArn: await data(t) });
      expect(names((await iam(t, 'ListAttachedGroupPolicies', group)).AttachedPolicies)).toEqual(['data']);
    },
    error: fails('NoSuchEntity', 'AttachGroupPolicy', { ...group, PolicyArn: NO_POLICY }, readers),
    denial: denied({ ...group, PolicyArn: AWS_POLICY }),
  },
  AttachRolePolicy: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'AttachRolePolicy', { ...role, PolicyArn: await data(t) });
      expect(names((await iam(t, 'ListAttachedRolePolicies', role)).AttachedPolicies)).toEqual(['data']);
    },
    error: fails('NoSuchEntity', 'AttachRolePolicy', { ...role, PolicyArn: NO_POLICY }, thumbnailer),
    denial: denied({ ...role, PolicyArn: AWS_POLICY }),
  },
  DetachUserPolicy: {
    success: async (t) => {
      await ana(t);
      await iam(t, 'AttachUserPolicy', { ...user, PolicyArn: AWS_POLICY });
      await iam(t, 'DetachUserPolicy', { ...user, PolicyArn: AWS_POLICY });
      expect((await iam(t, 'ListAttachedUserPolicies', user)).AttachedPolicies).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DetachUserPolicy', { ...user, PolicyArn: AWS_POLICY }, ana),
    denial: denied({ ...user, PolicyArn: AWS_POLICY }),
  },
  DetachGroupPolicy: {
    success: async (t) => {
      await readers(t);
      await iam(t, 'AttachGroupPolicy', { ...group, PolicyArn: AWS_POLICY });
      await iam(t, 'DetachGroupPolicy', { ...group, PolicyArn: AWS_POLICY });
      expect((await iam(t, 'ListAttachedGroupPolicies', group)).AttachedPolicies).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DetachGroupPolicy', { ...group, PolicyArn: AWS_POLICY }, readers),
    denial: denied({ ...group, PolicyArn: AWS_POLICY }),
  },
  DetachRolePolicy: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'AttachRolePolicy', { ...role, PolicyArn: AWS_POLICY });
      await iam(t, 'DetachRolePolicy', { ...role, PolicyArn: AWS_POLICY });
      expect((await iam(t, 'ListAttachedRolePolicies', role)).AttachedPolicies).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DetachRolePolicy', { ...role, PolicyArn: AWS_POLICY }, thumbnailer),
    denial: denied({ ...role, PolicyArn: AWS_POLICY }),
  },
  ListAttachedUserPolicies: {
    success: async (t) => {
      await ana(t);
      await iam(t, 'AttachUserPolicy', { ...user, PolicyArn: AWS_POLICY });
      expect(names((await iam(t, 'ListAttachedUserPolicies', { ...user, PathPrefix: '/' })).AttachedPolicies)).toEqual([
        'AmazonS3ReadOnlyAccess',
      ]);
      expect((await iam(t, 'ListAttachedUserPolicies', { ...user, PathPrefix: '/team/' })).AttachedPolicies).toEqual([]);
    },
    error: fails('NoSuchEntity', 'ListAttachedUserPolicies', user),
    denial: denied(user),
  },
  ListAttachedGroupPolicies: {
    success: async (t) => {
      await readers(t);
      await iam(t, 'AttachGroupPolicy', { ...group, PolicyArn: AWS_POLICY });
      expect(names((await iam(t, 'ListAttachedGroupPolicies', group)).AttachedPolicies)).toEqual(['AmazonS3ReadOnlyAccess']);
    },
    error: fails('NoSuchEntity', 'ListAttachedGroupPolicies', group),
    denial: denied(group),
  },
  ListAttachedRolePolicies: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'AttachRolePolicy', { ...role, PolicyArn: AWS_POLICY });
      expect(names((await iam(t, 'ListAttachedRolePolicies', role)).AttachedPolicies)).toEqual(['AmazonS3ReadOnlyAccess']);
    },
    error: fails('NoSuchEntity', 'ListAttachedRolePolicies', role),
    denial: denied(role),
  },
  PutUserPermissionsBoundary: {
    success: async (t) => {
      await ana(t);
      await iam(t, 'PutUserPermissionsBoundary', { ...user, PermissionsBoundary: AWS_POLICY });
      expect((await iam(t, 'GetUser', user)).User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(AWS_POLICY);
    },
    error: fails('NoSuchEntity', 'PutUserPermissionsBoundary', { ...user, PermissionsBoundary: NO_POLICY }, ana),
    denial: denied({ ...user, PermissionsBoundary: AWS_POLICY }),
  },
  PutRolePermissionsBoundary: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'PutRolePermissionsBoundary', { ...role, PermissionsBoundary: AWS_POLICY });
      expect((await iam(t, 'GetRole', role)).Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(AWS_POLICY);
    },
    error: fails('NoSuchEntity', 'PutRolePermissionsBoundary', { ...role, PermissionsBoundary: NO_POLICY }, thumbnailer),
    denial: denied({ ...role, PermissionsBoundary: AWS_POLICY }),
  },
  DeleteUserPermissionsBoundary: {
    success: async (t) => {
      await iam(t, 'CreateUser', { ...user, PermissionsBoundary: AWS_POLICY });
      await iam(t, 'DeleteUserPermissionsBoundary', user);
      expect((await iam(t, 'GetUser', user)).User?.PermissionsBoundary).toBeUndefined();
    },
    error: fails('NoSuchEntity', 'DeleteUserPermissionsBoundary', user, ana),
    denial: denied(user),
  },
  DeleteRolePermissionsBoundary: {
    success: async (t) => {
      await thumbnailer(t);
      await iam(t, 'PutRolePermissionsBoundary', { ...role, PermissionsBoundary: AWS_POLICY });
      await iam(t, 'DeleteRolePermissionsBoundary', role);
      expect((await iam(t, 'GetRole', role)).Role?.PermissionsBoundary).toBeUndefined();
    },
    error: fails('NoSuchEntity', 'DeleteRolePermissionsBoundary', role, thumbnailer),
    denial: denied(role),
  },
} satisfies IamCases;
