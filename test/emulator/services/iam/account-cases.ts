// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';
import { ana, DOCUMENT, denied, fails, failsWithoutMfa, iam, type IamCases, thumbnailer } from './root-calls.ts';

const alias = { AccountAlias: 'acme-lab' };

export const account = {
  GetAccountAuthorizationDetails: {
    success: async (t) => {
      await ana(t);
      await thumbnailer(t);
      await iam(t, 'PutRolePolicy', { RoleName: 'thumbnailer', PolicyName: 'p', PolicyDocument: DOCUMENT });
      const details = await iam(t, 'GetAccountAuthorizationDetails', {});
      expect(details.UserDetailList?.map(({ UserName }) => UserName)).toEqual(['ana']);
      expect(details.RoleDetailList?.map(({ RolePolicyList }) => RolePolicyList?.map(({ PolicyName }) => PolicyName))).toEqual([['p']]);
    },
    error: fails('ValidationError', 'GetAccountAuthorizationDetails', { MaxItems: 1001 }),
    denial: denied({}),
  },
  GetAccountSummary: {
    success: async (t) => {
      await ana(t);
      expect((await iam(t, 'GetAccountSummary', {})).SummaryMap).toMatchObject({
        Users: 1,
        Roles: 0,
        AccountAccessKeysPresent: 1,
        AccessKeysPerUserQuota: 2,
      });
    },
    error: failsWithoutMfa('GetAccountSummary', {}),
    denial: denied({}),
  },
  CreateAccountAlias: {
    success: async (t) => {
      const AccountAlias = `lab-${t.account.id}`;
      await iam(t, 'CreateAccountAlias', { AccountAlias: `old-${t.account.id}` });
      await iam(t, 'CreateAccountAlias', { AccountAlias });
      expect((await iam(t, 'ListAccountAliases', {})).AccountAliases).toEqual([AccountAlias]);
    },
    error: fails('EntityAlreadyExists', 'CreateAccountAlias', alias, async (t) => {
      const other = await t.sandbox.account();
      await other.root.call('iam', 'CreateAccountAlias', alias);
    }),
    denial: denied(alias),
  },
  ListAccountAliases: {
    success: async (t) => {
      expect((await iam(t, 'ListAccountAliases', {})).AccountAliases).toEqual([]);
      await iam(t, 'CreateAccountAlias', { AccountAlias: `list-${t.account.id}` });
      expect((await iam(t, 'ListAccountAliases', {})).AccountAliases).toEqual([`list-${t.account.id}`]);
    },
    error: fails('ValidationError', 'ListAccountAliases', { Marker: 'x' }),
    denial: denied({}),
  },
  DeleteAccountAlias: {
    success: async (t) => {
      const AccountAlias = `gone-${t.account.id}`;
      await iam(t, 'CreateAccountAlias', { AccountAlias });
      await iam(t, 'DeleteAccountAlias', { AccountAlias });
      expect((await iam(t, 'ListAccountAliases', {})).AccountAliases).toEqual([]);
    },
    error: fails('NoSuchEntity', 'DeleteAccountAlias', { AccountAlias: 'not-there' }),
    denial: denied(alias),
  },
  UpdateAccountPasswordPolicy: {
    success: async (t) => {
      await iam(t, 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: 14, RequireSymbols: true, MaxPasswordAge: 90 });
      expect((await iam(t, 'GetAccountPasswordPolicy', {})).PasswordPolicy).toEqual({
        MinimumPasswordLength: 14,
        RequireSymbols: true,
        RequireNumbers: false,
        RequireUppercaseCharacters: false,
        RequireLowercaseCharacters: false,
        AllowUsersToChangePassword: false,
        ExpirePasswords: true,
        MaxPasswordAge: 90,
        HardExpiry: false,
      });
    },
    error: fails('ValidationError', 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: 5 }),
    denial: denied({ MinimumPasswordLength: 8 }),
  },
  GetAccountPasswordPolicy: {
    success: async (t) => {
      await iam(t, 'UpdateAccountPasswordPolicy', {});
      expect((await iam(t, 'GetAccountPasswordPolicy', {})).PasswordPolicy).toMatchObject({
        MinimumPasswordLength: 6,
        ExpirePasswords: false,
      });
    },
    error: fails('NoSuchEntity', 'GetAccountPasswordPolicy', {}),
    denial: denied({}),
  },
  DeleteAccountPasswordPolicy: {
    success: async (t) => {
      await iam(t, 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: 20 });
      await iam(t, 'DeleteAccountPasswordPolicy', {});
      await ana(t);
      await iam(t, 'CreateLoginProfile', { UserName: 'ana', Password: 'Short-1-enough' });
      expect((await iam(t, 'GetLoginProfile', { UserName: 'ana' })).LoginProfile?.UserName).toBe('ana');
    },
    error: fails('NoSuchEntity', 'DeleteAccountPasswordPolicy', {}),
    denial: denied({}),
  },
  GenerateCredentialReport: {
    success: async (t) => {
      expect((await iam(t, 'GenerateCredentialReport', {})).State).toBe('STARTED');
      expect((await iam(t, 'GenerateCredentialReport', {})).State).toBe('COMPLETE');
      expect((await iam(t, 'GetCredentialReport', {})).ReportFormat).toBe('text/csv');
    },
    error: failsWithoutMfa('GenerateCredentialReport', {}),
    denial: denied({}),
  },
  GetCredentialReport: {
    success: async (t) => {
      await ana(t);
      await iam(t, 'CreateAccessKey', { UserName: 'ana' });
      await iam(t, 'GenerateCredentialReport', {});
      const { Content } = await iam(t, 'GetCredentialReport', {});
      const [header = '', root = '', user = ''] = Buffer.from(Content ?? [])
        .toString()
        .split('\n');
      const columns = header.split(',');
      const value = (row: string, column: string) => row.split(',')[columns.indexOf(column)];
      expect([root, user].map((row) => row.split(',').length)).toEqual([columns.length, columns.length]);
      expect([value(root, 'user'), value(root, 'access_key_1_active')]).toEqual(['<root_account>', 'true']);
      expect([value(user, 'user'), value(user, 'mfa_active'), value(user, 'access_key_1_active')]).toEqual(['ana', 'false', 'true']);
    },
    error: fails('ReportNotPresent', 'GetCredentialReport', {}),
    denial: denied({}),
  },
} satisfies IamCases;
