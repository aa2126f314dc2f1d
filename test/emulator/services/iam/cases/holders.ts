import { expect } from 'vitest';
import type { Trial } from '../../../../support/operations.ts';
import { ana, AWS_POLICY, data, decoded, denied, DOCUMENT, fails, iam, type IamCases, NO_POLICY, readers, thumbnailer } from './case.ts';

const PUT = { PolicyName: 'p', PolicyDocument: DOCUMENT };
const user = { UserName: 'ana' };
const group = { GroupName: 'readers' };
const role = { RoleName: 'thumbnailer' };
const anaWithPolicy = async (t: Trial) => {
  await ana(t);
  await iam(t, 'PutUserPolicy', { ...user, ...PUT });
};
const readersWithPolicy = async (t: Trial) => {
  await readers(t);
  await iam(t, 'PutGroupPolicy', { ...group, ...PUT });
};
const thumbnailerWithPolicy = async (t: Trial) => {
  await thumbnailer(t);
  await iam(t, 'PutRolePolicy', { ...role, ...PUT });
};
const names = (policies: readonly { PolicyName?: string | undefined }[] | undefined) => policies?.map(({ PolicyName }) => PolicyName);

/** Inline policies, attached ones and boundaries of users, groups and roles. */
export const holders = {
  PutUserPolicy: {
    success: async (t) => {
      await anaWithPolicy(t);
      expect(decoded((await iam(t, 'GetUserPolicy', { ...user, PolicyName: 'p' })).PolicyDocument)).toEqual(JSON.parse(DOCUMENT));
    },
    error: fails('MalformedPolicyDocument', 'PutUserPolicy', { ...user, PolicyName: 'p', PolicyDocument: '[]' }, ana),
    denial: denied({ ...user, ...PUT }),
  },
  PutGroupPolicy: {
    success: async (t) => {
      await readersWithPolicy(t);
      expect(decoded((await iam(t, 'GetGroupPolicy', { ...group, PolicyName: 'p' })).PolicyDocument)).toEqual(JSON.parse(DOCUMENT));
    },
    error: fails('NoSuchEntity', 'PutGroupPolicy', { ...group, ...PUT }),
    denial: denied({ ...group, ...PUT }),
  },
  PutRolePolicy: {
    success: async (t) => {
      await thumbnailerWithPolicy(t);
      expect(decoded((await iam(t, 'GetRolePolicy', { ...role, PolicyName: 'p' })).PolicyDocument)).toEqual(JSON.parse(DOCUMENT));
    },
    error: fails('MalformedPolicyDocument', 'PutRolePolicy', { ...role, PolicyName: 'p', PolicyDocument: 'x' }, thumbnailer),
    denial: denied({ ...role, ...PUT }),
  },
  GetUserPolicy: {
    success: async (t) => {
      await anaWithPolicy(t);
      expect(await iam(t, 'GetUserPolicy', { ...user, PolicyName: 'p' })).toMatchObject({
        ...user,
        PolicyName: 'p',
        PolicyDocument: encodeURIComponent(DOCUMENT).replaceAll('*', '%2A'),
      });
    },
    error: fails('NoSuchEntity', 'GetUserPolicy', { ...user, PolicyName: 'p' }, ana),
    denial: denied({ ...user, PolicyName: 'p' }),
  },
  GetGroupPolicy: {
    success: async (t) => {
      await readersWithPolicy(t);
      expect(await iam(t, 'GetGroupPolicy', { ...group, PolicyName: 'p' })).toMatchObject({ ...group, PolicyName: 'p' });
    },
    error: fails('NoSuchEntity', 'GetGroupPolicy', { ...group, PolicyName: 'p' }, readers),
    denial: denied({ ...group, PolicyName: 'p' }),
  },
  GetRolePolicy: {
    success: async (t) => {
      await thumbnailerWithPolicy(t);
      expect(await iam(t, 'GetRolePolicy', { ...role, PolicyName: 'p' })).toMatchObject({ ...role, PolicyName: 'p' });
    },
    error: fails('NoSuchEntity', 'GetRolePolicy', { ...role, PolicyName: 'p' }, thumbnailer),
    denial: denied({ ...role, PolicyName: 'p' }),
  },
  DeleteUserPolicy: {
    success: async (t) => {
      await anaWithPolicy(t);
      await iam(t, 'DeleteUserPolicy', { ...user, PolicyName: 'p' });
      expect((await iam(t, 'ListUserPolicies', user)).PolicyNames).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DeleteUserPolicy', { ...user, PolicyName: 'p' }, ana),
    denial: denied({ ...user, PolicyName: 'p' }),
  },
  DeleteGroupPolicy: {
    success: async (t) => {
      await readersWithPolicy(t);
      await iam(t, 'DeleteGroupPolicy', { ...group, PolicyName: 'p' });
      expect((await iam(t, 'ListGroupPolicies', group)).PolicyNames).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DeleteGroupPolicy', { ...group, PolicyName: 'p' }, readers),
    denial: denied({ ...group, PolicyName: 'p' }),
  },
  DeleteRolePolicy: {
    success: async (t) => {
      await thumbnailerWithPolicy(t);
      await iam(t, 'DeleteRolePolicy', { ...role, PolicyName: 'p' });
      expect((await iam(t, 'ListRolePolicies', role)).PolicyNames).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DeleteRolePolicy', { ...role, PolicyName: 'p' }, thumbnailer),
    denial: denied({ ...role, PolicyName: 'p' }),
  },
  ListUserPolicies: {
    success: async (t) => {
      await anaWithPolicy(t);
      await iam(t, 'PutUserPolicy', { ...user, ...PUT, PolicyName: 'a' });
      expect((await iam(t, 'ListUserPolicies', user)).PolicyNames).toEqual(['a', 'p']);
    },
    error: fails('NoSuchEntity', 'ListUserPolicies', user),
    denial: denied(user),
  },
  ListGroupPolicies: {
    success: async (t) => {
      await readersWithPolicy(t);
      expect((await iam(t, 'ListGroupPolicies', group)).PolicyNames).toEqual(['p']);
    },
    error: fails('NoSuchEntity', 'ListGroupPolicies', group),
    denial: denied(group),
  },
  ListRolePolicies: {
    success: async (t) => {
      await thumbnailerWithPolicy(t);
      expect((await iam(t, 'ListRolePolicies', role)).PolicyNames).toEqual(['p']);
    },
    error: fails('NoSuchEntity', 'ListRolePolicies', role),
    denial: denied(role),
  },
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
