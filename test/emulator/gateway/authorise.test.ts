import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusal, type Sandbox, startSandbox, type TestAccount } from '../../support/sandbox.ts';

let sandbox: Sandbox;
let account: TestAccount;

beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandbox.account();
});
afterAll(() => sandbox.close());

/** May a user with this condition on `iam:ListUsers` do it? */
async function mayList(
  condition: object,
  settings: { endpoint?: string; region?: string; headers?: Record<string, string> } = {},
): Promise<boolean> {
  const { keys } = await account.user(undefined, {
    Statement: { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*', Condition: condition },
  });
  const call = sandbox.clients(keys, settings).call('iam', 'ListUsers', {});
  return call.then(
    () => true,
    async () => {
      expect((await refusal(call)).code).toBe('AccessDenied');
      return false;
    },
  );
}

describe('condition keys of every request', () => {
  test('aws:SecureTransport is true on the main port, false on the plain one', async () => {
    const secure = { Bool: { 'aws:SecureTransport': 'true' } };
    expect(await mayList(secure)).toBe(true);
    expect(await mayList(secure, { endpoint: sandbox.emulator.plainEndpoint })).toBe(false);
    expect(await mayList({ Bool: { 'aws:SecureTransport': 'false' } }, { endpoint: sandbox.emulator.plainEndpoint })).toBe(true);
  });

  test('aws:SourceIp is loopback', async () => {
    expect(await mayList({ IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } })).toBe(true);
    expect(await mayList({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })).toBe(false);
  });

  test('aws:CurrentTime and aws:EpochTime follow the lab clock', async () => {
    const year = 365 * 24 * 3_600_000;
    const later = { DateGreaterThan: { 'aws:CurrentTime': new Date(Date.now() + year / 2).toISOString() } };
    const laterEpoch = { NumericGreaterThan: { 'aws:EpochTime': String(Math.floor((Date.now() + year / 2) / 1000)) } };
    expect([await mayList(later), await mayList(laterEpoch)]).toEqual([false, false]);
    await account.moveClock(year);
    expect([await mayList(later), await mayList(laterEpoch)]).toEqual([true, true]);
    await account.moveClock(0);
  });

  test('aws:RequestedRegion is that of the signature, and for IAM always the same', async () => {
    const Condition = { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } };
    const { keys } = await account.user(undefined, {
      Statement: { Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*', Condition },
    });
    const lookUp = (region: string) => sandbox.clients(keys, { region }).call('cloudtrail', 'LookupEvents', {});
    expect((await lookUp('eu-central-1')).Events).toBeDefined();
    expect((await refusal(lookUp('us-west-2'))).code).toBe('AccessDeniedException');
    expect(await mayList({ StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, { region: 'eu-central-1' })).toBe(true);
  });

  test('aws:UserAgent and aws:Referer are those of the headers', async () => {
    expect(await mayList({ StringLike: { 'aws:UserAgent': 'aws-sdk-js/*' } })).toBe(true);
    expect(await mayList({ StringEquals: { 'aws:Referer': 'http://lab/' } })).toBe(false);
    expect(await mayList({ StringEquals: { 'aws:Referer': 'http://lab/' } }, { headers: { referer: 'http://lab/' } })).toBe(true);
  });

  test('keys of the principal', async () => {
    expect(await mayList({ StringEquals: { 'aws:PrincipalAccount': account.id, 'aws:ResourceAccount': account.id } })).toBe(true);
    expect(await mayList({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${account.id}:user/*` } })).toBe(true);
    expect(await mayList({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } })).toBe(false);
    expect(await mayList({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })).toBe(true);
  });

  test('tags of the principal and of the resource', async () => {
    const own = { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } };
    const { name, clients } = await account.user(undefined, {
      Statement: { Effect: 'Allow', Action: 'iam:GetRole', Resource: '*', Condition: own },
    });
    const { name: RoleName } = await account.role('tagged');
    await account.root.call('iam', 'TagUser', { UserName: name, Tags: [{ Key: 'team', Value: 'red' }] });
    await account.root.call('iam', 'TagRole', { RoleName, Tags: [{ Key: 'team', Value: 'blue' }] });
    expect((await refusal(clients.call('iam', 'GetRole', { RoleName }))).code).toBe('AccessDenied');
    await account.root.call('iam', 'TagRole', { RoleName, Tags: [{ Key: 'team', Value: 'red' }] });
    expect((await clients.call('iam', 'GetRole', { RoleName })).Role?.RoleName).toBe(RoleName);
  });
});

describe('a denial', () => {
  test('of a query service names who, what and why', async () => {
    const { arn, clients } = await account.user();
    const { code, message, status } = await refusal(clients.call('iam', 'GetUser', { UserName: 'someone' }));
    expect([status, code]).toEqual([403, 'AccessDenied']);
    expect(message).toBe(
      `User: ${arn} is not authorized to perform: iam:GetUser on resource: user someone because no identity-based policy allows the iam:GetUser action`,
    );
  });

  test('of a JSON service is an AccessDeniedException', async () => {
    const { clients } = await account.user();
    expect(await refusal(clients.call('cloudtrail', 'LookupEvents', {}))).toMatchObject({ code: 'AccessDeniedException', status: 400 });
  });

  test('of S3 says nothing to other accounts', async () => {
    await account.root.call('s3', 'CreateBucket', { Bucket: 'of-one-account' });
    const { clients } = await account.user();
    expect((await refusal(clients.call('s3', 'GetBucketPolicy', { Bucket: 'of-one-account' }))).message).toContain(
      'is not authorized to perform: s3:GetBucketPolicy',
    );
    const other = await sandbox.account();
    const stranger = await other.user(undefined, { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
    const refused = await refusal(stranger.clients.call('s3', 'GetBucketPolicy', { Bucket: 'of-one-account' }));
    expect([refused.code, refused.message]).toEqual(['AccessDenied', 'Access Denied']);
  });

  test('comes before the rest of the work', async () => {
    const { clients } = await account.user();
    const { code } = await refusal(clients.call('iam', 'CreateUser', { UserName: 'never-made' }));
    expect(code).toBe('AccessDenied');
    expect((await refusal(account.root.call('iam', 'GetUser', { UserName: 'never-made' }))).code).toBe('NoSuchEntity');
  });
});

test('an explicit deny is told from a missing allow', async () => {
  const { clients } = await account.user(undefined, {
    Statement: [
      { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
      { Effect: 'Deny', Action: 'iam:ListUsers', Resource: '*' },
    ],
  });
  expect((await refusal(clients.call('iam', 'ListUsers', {}))).message).toContain('with an explicit deny in an identity-based policy');
  const event = await account.lastEvent();
  expect([event.outcome, event.access[0]?.decision.matched[0]?.index]).toEqual(['explicitDeny', 1]);
});

test('a changed policy counts for the very next call', async () => {
  const user = await account.user();
  const list = () => user.clients.call('iam', 'ListUsers', {});
  expect((await refusal(list())).code).toBe('AccessDenied');
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' } });
  await account.root.call('iam', 'PutUserPolicy', { UserName: user.name, PolicyName: 'p', PolicyDocument });
  await list();
  await account.root.call('iam', 'DeleteUserPolicy', { UserName: user.name, PolicyName: 'p' });
  expect((await refusal(list())).code).toBe('AccessDenied');
});
