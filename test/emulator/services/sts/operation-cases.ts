// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';

import type { OperationCases, Trial } from '../../../support/operations.ts';

const ROLE = 'reader';

export const stsCases = {
  GetCallerIdentity: {
    success: async ({ root, account }) => {
      const ana = await account.user('ana');
      expect(await ana.clients.call('sts', 'GetCallerIdentity', {})).toMatchObject({
        Account: account.id,
        Arn: ana.arn,
        UserId: expect.stringMatching(/^AIDA/),
      });
      expect(await root.call('sts', 'GetCallerIdentity', {})).toMatchObject({ UserId: account.id, Arn: `arn:aws:iam::${account.id}:root` });
    },
    error: {
      code: 'InvalidClientTokenId',
      provoke: async ({ root, account }) => {
        const ana = await account.user('ana');
        await root.call('iam', 'DeleteAccessKey', { UserName: 'ana', AccessKeyId: ana.keys.accessKeyId });
        return ana.clients.call('sts', 'GetCallerIdentity', {});
      },
    },
    denial: 'never',
  },

  AssumeRole: {
    success: async ({ account }) => {
      const { arn } = await account.role(ROLE);
      const session = await account.session(arn, 's1');
      const who = await session.clients.call('sts', 'GetCallerIdentity', {});
      expect(who).toMatchObject({
        Arn: `arn:aws:sts::${account.id}:assumed-role/reader/s1`,
        UserId: expect.stringMatching(/^AROA\w+:s1$/),
      });
    },
    error: { code: 'MalformedPolicyDocument', provoke: async (t) => assumeAsUser(t, { Policy: '{"Statement":[]' }) },
    denial: { input: async ({ account }) => ({ RoleArn: (await account.role(ROLE)).arn, RoleSessionName: 's1' }) },
  },

  GetSessionToken: {
    success: async ({ account, sandbox }) => {
      const ana = await account.user('ana');
      const { Credentials } = await ana.clients.call('sts', 'GetSessionToken', {});
      const who = await sandbox.clients(keysOf(Credentials)).call('sts', 'GetCallerIdentity', {});
      expect(who.Arn).toBe(ana.arn);
      expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now() + 11 * 3_600_000);
    },
    error: {
      code: 'ValidationError',
      provoke: async ({ account }) => (await account.user('ana')).clients.call('sts', 'GetSessionToken', { DurationSeconds: 60 }),
    },
    denial: {
      call: async ({ account }) => {
        const ana = await account.user('ana', { Statement: { Effect: 'Deny', Action: 'sts:GetSessionToken', Resource: '*' } });
        return ana.clients.call('sts', 'GetSessionToken', {});
      },
    },
  },

  GetFederationToken: {
    success: async ({ account, sandbox }) => {
      const all = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
      const ana = await account.user('ana', all);
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
      });
      const { Credentials, FederatedUser } = await ana.clients.call('sts', 'GetFederationToken', { Name: 'bob', Policy });
      const bob = sandbox.clients(keysOf(Credentials));
      expect(FederatedUser?.Arn).toBe(`arn:aws:sts::${account.id}:federated-user/bob`);
      expect((await bob.call('sts', 'GetCallerIdentity', {})).UserId).toBe(`${account.id}:bob`);
      expect((await bob.call('s3', 'ListBuckets', {})).Buckets ?? []).toEqual([]);
      await expect(bob.call('s3', 'CreateBucket', { Bucket: `b-${account.id}` })).rejects.toThrow(
        /no session policy allows the s3:CreateBucket/,
      );
    },
    error: { code: 'ValidationError', provoke: ({ root }) => root.call('sts', 'GetFederationToken', { Name: 'a b' }) },
    denial: { input: () => ({ Name: 'bob' }) },
  },

  GetAccessKeyInfo: {
    success: async ({ root, account }) => {
      const { keys } = await account.user('ana');
      expect((await root.call('sts', 'GetAccessKeyInfo', { AccessKeyId: keys.accessKeyId })).Account).toBe(account.id);
    },
    error: { code: 'ValidationError', provoke: ({ root }) => root.call('sts', 'GetAccessKeyInfo', { AccessKeyId: 'short' }) },
    denial: { input: () => ({ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }) },
  },
} satisfies OperationCases<'sts'>;

async function assumeAsUser({ account }: Trial, more: { Policy: string }): Promise<unknown> {
  const { arn } = await account.role(ROLE);
  const ana = await account.user('ana', { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' } });
  return ana.clients.call('sts', 'AssumeRole', { RoleArn: arn, RoleSessionName: 's1', ...more });
}

function keysOf(
  credentials: { AccessKeyId?: string | undefined; SecretAccessKey?: string | undefined; SessionToken?: string | undefined } | undefined,
) {
  return {
    accessKeyId: credentials?.AccessKeyId ?? '',
    secretAccessKey: credentials?.SecretAccessKey ?? '',
    sessionToken: credentials?.SessionToken ?? '',
  };
}
