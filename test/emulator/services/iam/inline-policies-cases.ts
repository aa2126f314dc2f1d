// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';
import type { Trial } from '../../../support/operations.ts';
import { ana, decoded, denied, DOCUMENT, fails, iam, type IamCases, readers, thumbnailer } from './root-calls.ts';

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

/** Inline policies of users, groups and roles. */
export const inlinePolicies = {
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
} satisfies IamCases;
