import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { refusal, type Sandbox, startSandbox, type TestAccount } from '../../../support/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const HOUR = 3_600_000;

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
describe('a record', () => {
  it('says who called, by the type of the identity', async () => {
    const account = await sandbox.account();
    const { root, id } = account;
    const { arn } = await account.role('reader');
    const session = await account.session(arn, 's1');
    await refusal(session.clients.call('iam', 'ListUsers', {}));
    const ana = await account.user('ana');
    await refusal(ana.clients.call('iam', 'ListRoles', {}));
    await root.call('iam', 'ListGroups', {});

    expect(await recordOf(root, 'ListGroups')).toMatchObject({
      userIdentity: { type: 'Root', principalId: id, arn: `arn:aws:iam::${id}:root`, accountId: id },
    });
    expect(await recordOf(root, 'ListRoles')).toMatchObject({
      userIdentity: { type: 'IAMUser', principalId: expect.stringMatching(/^AIDA/), userName: 'ana', accessKeyId: ana.keys.accessKeyId },
      errorCode: 'AccessDenied',
      errorMessage: expect.stringContaining('is not authorized to perform: iam:ListRoles'),
    });
    expect(await recordOf(root, 'ListUsers')).toMatchObject({
      userIdentity: {
        type: 'AssumedRole',
        principalId: expect.stringMatching(/^AROA\w+:s1$/),
        arn: `arn:aws:sts::${id}:assumed-role/reader/s1`,
        sessionContext: { sessionIssuer: { type: 'Role', arn, userName: 'reader' }, attributes: { mfaAuthenticated: 'false' } },
      },
    });
  });

  it("has the parameters in lower camel case, without secrets, and IAM's errors by the names of their shapes", async () => {
    const { root } = await sandbox.account();
    await root.call('iam', 'CreateUser', { UserName: 'ana', Tags: [{ Key: 'team', Value: 'red' }] });
    await refusal(root.call('iam', 'CreateUser', { UserName: 'ana' }));
    await root.call('iam', 'CreateLoginProfile', { UserName: 'ana', Password: 'A-long-Passw0rd!' });
    expect(await recordOf(root, 'CreateUser')).toMatchObject({
      errorCode: 'EntityAlreadyExistsException',
      requestParameters: { userName: 'ana' },
    });
    expect(await recordOf(root, 'CreateUser', 1)).toMatchObject({
      eventSource: 'iam.amazonaws.com',
      eventType: 'AwsApiCall',
      managementEvent: true,
      readOnly: false,
      requestParameters: { userName: 'ana', tags: [{ key: 'team', value: 'red' }] },
    });
    expect(JSON.stringify(await recordOf(root, 'CreateLoginProfile'))).not.toContain('A-long-Passw0rd!');
  });
});

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
describe('the event history', () => {
  it('has management events alone: none of objects, of checks, or of callers who could not prove who they are', async () => {
    const account = await sandbox.account();
    const { root, id } = account;
    const Bucket = `lab-${id}`;
    await root.call('s3', 'CreateBucket', { Bucket });
    await root.call('s3', 'PutObject', { Bucket, Key: 'k', Body: 'x' });
    await root.call('s3', 'GetPublicAccessBlock', { Bucket });
    const forged = sandbox.clients({ ...account.rootKeys, secretAccessKey: 'wrong' });
    await refusal(forged.call('iam', 'ListUsers', {}));
    const { Events = [] } = await root.call('cloudtrail', 'LookupEvents', {});
    expect(Events.map(({ EventName }) => EventName)).toEqual(['GetBucketPublicAccessBlock', 'CreateBucket']);
    expect((await account.events()).map(({ operation }) => operation)).toContain('PutObject');
  });

  it('can be looked up by one attribute', async () => {
    const account = await sandbox.account();
    const { root } = account;
    const ana = await account.user('ana', { Statement: { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' } });
    await ana.clients.call('iam', 'ListUsers', {});
    const names = async (AttributeKey: Attribute, AttributeValue: string) => {
      const { Events = [] } = await root.call('cloudtrail', 'LookupEvents', { LookupAttributes: [{ AttributeKey, AttributeValue }] });
      return Events.map(({ EventName }) => EventName);
    };
    expect(await names('EventName', 'CreateUser')).toEqual(['CreateUser']);
    expect(await names('Username', 'ana')).toEqual(['ListUsers']);
    expect(await names('AccessKeyId', ana.keys.accessKeyId)).toEqual(['ListUsers']);
    expect(await names('ResourceName', 'ana')).toEqual(['CreateAccessKey', 'PutUserPolicy', 'CreateUser']);
    expect(await names('ResourceType', 'AWS::IAM::Policy')).toEqual(['PutUserPolicy']);
    expect(await names('EventSource', 's3.amazonaws.com')).toEqual([]);
    expect(await names('ReadOnly', 'false')).toEqual(['CreateAccessKey', 'PutUserPolicy', 'CreateUser']);
    const [event] = (await root.call('cloudtrail', 'LookupEvents', { MaxResults: 1 })).Events ?? [];
    expect(await names('EventId', event?.EventId ?? '')).toHaveLength(1);
  });

  it('comes newest first, in pages', async () => {
    const { root } = await sandbox.account();
    const users = Array.from({ length: 5 }, (_, index) => `user-${index}`);
    for (const UserName of users) await root.call('iam', 'CreateUser', { UserName });
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'CreateUser' }];
      const page = await root.call('cloudtrail', 'LookupEvents', { LookupAttributes, MaxResults: 2, NextToken });
      seen.push(...(page.Events ?? []).map(({ Resources }) => Resources?.[0]?.ResourceName));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(seen).toEqual(users.toReversed());
  });

  it('goes by the lab clock and reaches back 90 days', async () => {
    const account = await sandbox.account();
    const { root } = account;
    const names = async (times: { StartTime?: Date; EndTime?: Date } = {}) => {
      const { Events = [] } = await root.call('cloudtrail', 'LookupEvents', times);
      return Events.map(({ EventName }) => EventName).filter((name) => name !== 'LookupEvents');
    };
    await root.call('iam', 'ListUsers', {});
    const between = new Date(Date.now() + 12 * HOUR);
    await account.moveClock(24 * HOUR);
    await root.call('iam', 'ListRoles', {});
    expect(await names()).toEqual(['ListRoles', 'ListUsers']);
    expect(await names({ StartTime: between })).toEqual(['ListRoles']);
    expect(await names({ EndTime: between })).toEqual(['ListUsers']);
    await account.moveClock(90.5 * 24 * HOUR);
    expect(await names()).toEqual(['ListRoles']);
    expect((await refusal(names({ StartTime: new Date(), EndTime: new Date(0) }))).code).toBe('InvalidTimeRangeException');
  });
});

type Attribute = 'EventName' | 'Username' | 'AccessKeyId' | 'ResourceName' | 'ResourceType' | 'EventSource' | 'ReadOnly' | 'EventId';

/** The CloudTrail record of the latest call of an operation, or of one before. */
async function recordOf(root: TestAccount['root'], name: string, before = 0): Promise<unknown> {
  const { Events = [] } = await root.call('cloudtrail', 'LookupEvents', {
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
  });
  return JSON.parse(Events[before]?.CloudTrailEvent ?? 'null');
}
