// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';
import { ana, denied, fails, iam, type IamCases, readers } from './root-calls.ts';

export const users = {
  CreateUser: {
    success: async (t) => {
      const { User } = await iam(t, 'CreateUser', { UserName: 'ana', Path: '/team/', Tags: [{ Key: 'k', Value: 'v' }] });
      const read = await iam(t, 'GetUser', { UserName: 'ana' });
      expect(read.User).toEqual(User);
      expect(read.User).toMatchObject({
        Arn: `arn:aws:iam::${t.account.id}:user/team/ana`,
        Path: '/team/',
        Tags: [{ Key: 'k', Value: 'v' }],
      });
    },
    error: fails('EntityAlreadyExists', 'CreateUser', { UserName: 'ana' }, ana),
    denial: denied({ UserName: 'ana' }),
  },
  GetUser: {
    success: async (t) => {
      await ana(t);
      expect((await iam(t, 'GetUser', { UserName: 'ana' })).User?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    },
    error: fails('NoSuchEntity', 'GetUser', { UserName: 'ana' }),
    denial: denied({ UserName: 'ana' }),
  },
  ListUsers: {
    success: async (t) => {
      await ana(t);
      await iam(t, 'CreateUser', { UserName: 'bo', Path: '/team/' });
      expect((await iam(t, 'ListUsers', { PathPrefix: '/team' })).Users?.map(({ UserName }) => UserName)).toEqual(['bo']);
    },
    error: fails('ValidationError', 'ListUsers', { MaxItems: 1001 }),
    denial: denied({}),
  },
  UpdateUser: {
    success: async (t) => {
      await ana(t);
      await iam(t, 'UpdateUser', { UserName: 'ana', NewUserName: 'anna', NewPath: '/new/' });
      expect((await iam(t, 'GetUser', { UserName: 'anna' })).User?.Arn).toBe(`arn:aws:iam::${t.account.id}:user/new/anna`);
    },
    error: fails('NoSuchEntity', 'UpdateUser', { UserName: 'ana', NewUserName: 'anna' }),
    denial: denied({ UserName: 'ana' }),
  },
  DeleteUser: {
    success: async (t) => {
      await ana(t);
      await iam(t, 'DeleteUser', { UserName: 'ana' });
      expect((await iam(t, 'ListUsers', {})).Users).toEqual([]);
    },
    error: fails('DeleteConflict', 'DeleteUser', { UserName: 'ana' }, async (t) => {
      await ana(t);
      await iam(t, 'CreateAccessKey', { UserName: 'ana' });
    }),
    denial: denied({ UserName: 'ana' }),
  },
  CreateGroup: {
    success: async (t) => {
      await iam(t, 'CreateGroup', { GroupName: 'readers', Path: '/team/' });
      const { Group } = await iam(t, 'GetGroup', { GroupName: 'readers' });
      expect(Group).toMatchObject({
        Arn: `arn:aws:iam::${t.account.id}:group/team/readers`,
        GroupId: expect.stringMatching(/^AGPA[A-Z2-7]{17}$/),
      });
    },
    error: fails('EntityAlreadyExists', 'CreateGroup', { GroupName: 'READERS' }, readers),
    denial: denied({ GroupName: 'readers' }),
  },
  GetGroup: {
    success: async (t) => {
      await ana(t);
      await readers(t);
      await iam(t, 'AddUserToGroup', { GroupName: 'readers', UserName: 'ana' });
      expect((await iam(t, 'GetGroup', { GroupName: 'readers' })).Users?.map(({ UserName }) => UserName)).toEqual(['ana']);
    },
    error: fails('NoSuchEntity', 'GetGroup', { GroupName: 'readers' }),
    denial: denied({ GroupName: 'readers' }),
  },
  ListGroups: {
    success: async (t) => {
      await readers(t);
      expect((await iam(t, 'ListGroups', {})).Groups?.map(({ GroupName }) => GroupName)).toEqual(['readers']);
    },
    error: fails('ValidationError', 'ListGroups', { Marker: 'x' }),
    denial: denied({}),
  },
  ListGroupsForUser: {
    success: async (t) => {
      await ana(t);
      await readers(t);
      await iam(t, 'CreateGroup', { GroupName: 'others' });
      await iam(t, 'AddUserToGroup', { GroupName: 'readers', UserName: 'ana' });
      expect((await iam(t, 'ListGroupsForUser', { UserName: 'ana' })).Groups?.map(({ GroupName }) => GroupName)).toEqual(['readers']);
    },
    error: fails('NoSuchEntity', 'ListGroupsForUser', { UserName: 'ana' }),
    denial: denied({ UserName: 'ana' }),
  },
  UpdateGroup: {
    success: async (t) => {
      await readers(t);
      await iam(t, 'UpdateGroup', { GroupName: 'readers', NewGroupName: 'writers', NewPath: '/new/' });
      expect((await iam(t, 'GetGroup', { GroupName: 'writers' })).Group?.Arn).toBe(`arn:aws:iam::${t.account.id}:group/new/writers`);
    },
    error: fails('EntityAlreadyExists', 'UpdateGroup', { GroupName: 'readers', NewGroupName: 'writers' }, async (t) => {
      await readers(t);
      await iam(t, 'CreateGroup', { GroupName: 'writers' });
    }),
    denial: denied({ GroupName: 'readers' }),
  },
  DeleteGroup: {
    success: async (t) => {
      await readers(t);
      await iam(t, 'DeleteGroup', { GroupName: 'readers' });
      expect((await iam(t, 'ListGroups', {})).Groups).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DeleteGroup', { GroupName: 'readers' }),
    denial: denied({ GroupName: 'readers' }),
  },
  AddUserToGroup: {
    success: async (t) => {
      await ana(t);
      await readers(t);
      await iam(t, 'AddUserToGroup', { GroupName: 'readers', UserName: 'ana' });
      expect((await iam(t, 'GetGroup', { GroupName: 'readers' })).Users).toHaveLength(1);
    },
    error: fails('NoSuchEntity', 'AddUserToGroup', { GroupName: 'readers', UserName: 'ana' }, readers),
    denial: denied({ GroupName: 'readers', UserName: 'ana' }),
  },
  RemoveUserFromGroup: {
    success: async (t) => {
      await ana(t);
      await readers(t);
      await iam(t, 'AddUserToGroup', { GroupName: 'readers', UserName: 'ana' });
      await iam(t, 'RemoveUserFromGroup', { GroupName: 'readers', UserName: 'ana' });
      expect((await iam(t, 'GetGroup', { GroupName: 'readers' })).Users).toEqual([]);
    },
    error: fails('NoSuchEntity', 'RemoveUserFromGroup', { GroupName: 'readers', UserName: 'ana' }, readers),
    denial: denied({ GroupName: 'readers', UserName: 'ana' }),
  },
} satisfies IamCases;
