import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { totpCode, totpStep } from '../../../../src/emulator/services/iam/totp.ts';
import { type Policy, refusal, type Sandbox, startSandbox, type TestAccount } from '../../../support/sandbox.ts';

const ANYTHING: Policy = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const LIST_BUCKETS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
});

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
describe('AssumeRole', () => {
  it("keeps the role's path out of the session's ARN, and knows the role only by its whole ARN", async () => {
    const account = await sandbox.account();
    const { root } = account;
    const { Role } = await root.call('iam', 'CreateRole', {
      RoleName: 'reader',
      Path: '/team/',
      AssumeRolePolicyDocument: trust({ AWS: account.id }),
    });
    const session = await account.session(Role?.Arn ?? '', 's1');
    expect((await session.clients.call('sts', 'GetCallerIdentity', {})).Arn).toBe(`arn:aws:sts::${account.id}:assumed-role/reader/s1`);
    const ana = await account.user('ana', ANYTHING);
    const withoutPath = `arn:aws:iam::${account.id}:role/reader`;
    expect(await refusal(assume(ana.clients, withoutPath))).toMatchObject({ code: 'AccessDenied', status: 403 });
  });

  it('refuses the root user, and does not tell whether a role exists', async () => {
    const account = await sandbox.account();
    const { arn } = await account.role('reader');
    expect(await refusal(assume(account.root, arn))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: 'Roles may not be assumed by root accounts.',
    });
    const ana = await account.user('ana', ANYTHING);
    for (const ghost of [`arn:aws:iam::${account.id}:role/ghost`, 'arn:aws:iam::999999999999:role/ghost']) {
      expect(await refusal(assume(ana.clients, ghost))).toMatchObject({
        code: 'AccessDenied',
        message: expect.stringContaining('is not authorized to perform: sts:AssumeRole'),
      });
    }
  });

  it('asks for the external id that the trust policy names', async () => {
    const [vendor, main] = [await sandbox.account(), await sandbox.account()];
    const { arn } = await main.role('vendor', {
      trust: trust({ AWS: vendor.id }, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'blue-42' } }),
    });
    const bot = await vendor.user('bot', ANYTHING);
    expect((await refusal(assume(bot.clients, arn))).code).toBe('AccessDenied');
    expect((await refusal(assume(bot.clients, arn, { ExternalId: 'red' }))).code).toBe('AccessDenied');
    const { AssumedRoleUser } = await assume(bot.clients, arn, { ExternalId: 'blue-42' });
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${main.id}:assumed-role/vendor/s1`);
    const seen = (await vendor.events()).at(-1);
    expect(seen).toMatchObject({ operation: 'AssumeRole', outcome: 'allowed' });
  });

  it('narrows a session to its inline and its managed policies', async () => {
    const account = await sandbox.account();
    const { arn } = await account.role('admin', { policies: [ANYTHING] });
    const ana = await account.user('ana', ANYTHING);
    const inline = await sessionOf(ana.clients, arn, { Policy: LIST_BUCKETS });
    await inline.call('s3', 'ListBuckets', {});
    expect(await refusal(inline.call('iam', 'ListUsers', {}))).toMatchObject({
      message: expect.stringContaining('no session policy allows the iam:ListUsers action'),
    });
    const managed = await sessionOf(ana.clients, arn, { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }] });
    await managed.call('iam', 'ListUsers', {});
    expect((await refusal(managed.call('s3', 'ListBuckets', {}))).code).toBe('AccessDenied');
    expect((await assume(ana.clients, arn, { Policy: LIST_BUCKETS })).PackedPolicySize).toBeGreaterThan(0);
    expect((await assume(ana.clients, arn)).PackedPolicySize).toBeUndefined();
  });

  it('asks for sts:TagSession where tags are passed, and lets policies go by them', async () => {
    const account = await sandbox.account();
    const ana = await account.user('ana', ANYTHING);
    const tagged: Policy = {
      Statement: {
        Effect: 'Allow',
        Action: 's3:ListAllMyBuckets',
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
      },
    };
    const plain = await account.role('plain', { policies: [tagged] });
    expect(await refusal(assume(ana.clients, plain.arn, tags('team', 'red')))).toMatchObject({
      message: expect.stringContaining('sts:TagSession'),
    });
    const open = await account.role('open', {
      trust: trust({ AWS: account.id }, ['sts:AssumeRole', 'sts:TagSession']),
      policies: [tagged],
    });
    await (await sessionOf(ana.clients, open.arn, tags('team', 'red'))).call('s3', 'ListBuckets', {});
    const blue = await sessionOf(ana.clients, open.arn, tags('team', 'blue'));
    expect((await refusal(blue.call('s3', 'ListBuckets', {}))).code).toBe('AccessDenied');
  });

  it('hands transitive tags and the source identity on along a chain', async () => {
    const account = await sandbox.account();
    const all = trust({ AWS: account.id }, ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']);
    const [first, second] = [
      await account.role('first', { trust: all, policies: [ANYTHING] }),
      await account.role('second', { trust: all, policies: [ANYTHING] }),
    ];
    const strict = await account.role('strict', { policies: [ANYTHING] });
    const ana = await account.user('ana', ANYTHING);
    const chain = await sessionOf(ana.clients, first.arn, {
      ...tags('team', 'red'),
      TransitiveTagKeys: ['team'],
      SourceIdentity: 'ana@example.com',
    });
    expect(await refusal(assume(chain, second.arn, tags('Team', 'blue')))).toMatchObject({ code: 'ValidationError' });
    expect((await refusal(assume(chain, second.arn, { SourceIdentity: 'eve@example.com' }))).code).toBe('AccessDenied');
    expect((await refusal(assume(chain, strict.arn))).message).toContain('sts:TagSession');
    const { Credentials, SourceIdentity } = await assume(chain, second.arn);
    expect(SourceIdentity).toBe('ana@example.com');
    await sandbox.clients(keysOf(Credentials)).call('s3', 'ListBuckets', {});
    const seen = (await account.events()).at(-1)?.access[0]?.context;
    expect(seen).toMatchObject({ 'aws:PrincipalTag/team': 'red', 'aws:SourceIdentity': 'ana@example.com' });
  });

  it("bounds a session by the role's maximum, and one in a chain by an hour", async () => {
    const account = await sandbox.account();
    const { root } = account;
    const { arn } = await account.role('reader', { policies: [ANYTHING] });
    const ana = await account.user('ana', ANYTHING);
    const twoHours = { DurationSeconds: 7200 };
    expect((await refusal(assume(ana.clients, arn, twoHours))).message).toBe(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
    await root.call('iam', 'UpdateRole', { RoleName: 'reader', MaxSessionDuration: 7200 });
    const session = await sessionOf(ana.clients, arn, twoHours);
    expect((await refusal(assume(session, arn, twoHours))).message).toBe(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
    expect((await refusal(assume(ana.clients, arn, { DurationSeconds: 60 }))).message).toBe(
      "1 validation error detected: Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    );
  });

  it('ends a session when the lab clock says so', async () => {
    const account = await sandbox.account();
    const { arn } = await account.role('reader');
    const session = await account.session(arn);
    await session.clients.call('sts', 'GetCallerIdentity', {});
    await account.moveClock(2 * 3_600_000);
    expect((await refusal(session.clients.call('sts', 'GetCallerIdentity', {}))).code).toBe('ExpiredToken');
  });

  it('counts an MFA code for the trust policy, once', async () => {
    const account = await sandbox.account();
    const { root } = account;
    const { arn } = await account.role('guarded', {
      trust: trust({ AWS: account.id }, 'sts:AssumeRole', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    });
    const ana = await account.user('ana', ANYTHING);
    const { VirtualMFADevice } = await root.call('iam', 'CreateVirtualMFADevice', { VirtualMFADeviceName: 'ana' });
    const SerialNumber = VirtualMFADevice?.SerialNumber ?? '';
    const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString();
    const now = totpStep(Date.now());
    await root.call('iam', 'EnableMFADevice', {
      UserName: 'ana',
      SerialNumber,
      AuthenticationCode1: totpCode(seed, now - 2),
      AuthenticationCode2: totpCode(seed, now - 1),
    });
    expect((await refusal(assume(ana.clients, arn))).code).toBe('AccessDenied');
    const TokenCode = totpCode(seed, now);
    const { Credentials } = await assume(ana.clients, arn, { SerialNumber, TokenCode });
    await sandbox.clients(keysOf(Credentials)).call('sts', 'GetCallerIdentity', {});
    expect((await account.events()).at(-1)?.access[0]?.context['aws:MultiFactorAuthPresent']).toBe(true);
    expect((await refusal(assume(ana.clients, arn, { SerialNumber, TokenCode }))).message).toContain('invalid MFA one time pass code');
    expect((await refusal(assume(ana.clients, arn, { SerialNumber: `${SerialNumber}x`, TokenCode }))).message).toContain(
      'unable to validate MFA code',
    );
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html */
describe('credentials of GetSessionToken without MFA', () => {
  it('may call other services, and neither IAM nor STS but for two operations', async () => {
    const account = await sandbox.account();
    const { arn } = await account.role('reader');
    const ana = await account.user('ana', ANYTHING);
    const { Credentials } = await ana.clients.call('sts', 'GetSessionToken', {});
    const session = sandbox.clients(keysOf(Credentials));
    await session.call('s3', 'ListBuckets', {});
    await assume(session, arn);
    expect(await refusal(session.call('iam', 'ListUsers', {}))).toMatchObject({ code: 'InvalidClientTokenId', status: 403 });
    for (const operation of ['GetSessionToken', 'GetFederationToken'] as const) {
      const refused = await refusal(session.call('sts', operation, { Name: 'bob' }));
      expect(refused).toMatchObject({ code: 'AccessDenied', message: `Cannot call ${operation} with session credentials` });
    }
  });

  it('end with their user', async () => {
    const account = await sandbox.account();
    const ana = await account.user('ana');
    const { Credentials } = await ana.clients.call('sts', 'GetSessionToken', {});
    await account.root.call('iam', 'DeleteAccessKey', { UserName: 'ana', AccessKeyId: ana.keys.accessKeyId });
    await account.root.call('iam', 'DeleteUser', { UserName: 'ana' });
    expect((await refusal(sandbox.clients(keysOf(Credentials)).call('sts', 'GetCallerIdentity', {}))).code).toBe('InvalidClientTokenId');
  });
});

type Clients = TestAccount['root'];

interface AssumeOptions {
  readonly ExternalId?: string;
  readonly Policy?: string;
  readonly PolicyArns?: { arn: string }[];
  readonly Tags?: { Key: string; Value: string }[];
  readonly TransitiveTagKeys?: string[];
  readonly SourceIdentity?: string;
  readonly DurationSeconds?: number;
  readonly SerialNumber?: string;
  readonly TokenCode?: string;
}

function assume(clients: Clients, RoleArn: string, options: AssumeOptions = {}) {
  return clients.call('sts', 'AssumeRole', { RoleArn, RoleSessionName: 's1', ...options });
}

async function sessionOf(clients: Clients, arn: string, options: AssumeOptions): Promise<Clients> {
  return sandbox.clients(keysOf((await assume(clients, arn, options)).Credentials));
}

function trust(principal: object, action: string | string[] = 'sts:AssumeRole', condition?: object): string {
  const statement = { Effect: 'Allow', Principal: principal, Action: action, ...(condition === undefined ? {} : { Condition: condition }) };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

const tags = (Key: string, Value: string) => ({ Tags: [{ Key, Value }] });

function keysOf(
  credentials: { AccessKeyId?: string | undefined; SecretAccessKey?: string | undefined; SessionToken?: string | undefined } | undefined,
) {
  return {
    accessKeyId: credentials?.AccessKeyId ?? '',
    secretAccessKey: credentials?.SecretAccessKey ?? '',
    sessionToken: credentials?.SessionToken ?? '',
  };
}
