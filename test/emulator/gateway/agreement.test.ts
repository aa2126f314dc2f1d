import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsClients } from '../../../src/aws/clients.ts';
import { evaluate, parsePolicy, parsePrincipal } from '../../../src/iam/index.ts';
import type { AttachedPolicy, PoliciesInForce, PolicyKind, Principal, RequestContext } from '../../../src/iam/types.ts';
import { type Sandbox, startSandbox, type TestAccount } from '../../support/sandbox.ts';

/**
 * The engine that grades and explains is the one that enforces: whatever policies are in force, the answer that the engine gives for a
 * principal is the answer that the principal gets when it really calls.
 */
describe('the engine and the gateway agree', () => {
  let sandbox: Sandbox;
  let account: TestAccount;
  let stranger: TestAccount;
  let wearer: Awaited<ReturnType<TestAccount['user']>>;
  let place: Place;

  beforeAll(async () => {
    sandbox = await startSandbox();
    account = await sandbox.account();
    stranger = await sandbox.account();
    wearer = await account.user();
    place = { account: account.id, bucket: `agree-${account.id}`, role: 'worker' };
    await account.root.call('s3', 'CreateBucket', { Bucket: place.bucket });
    for (const Key of ['a/1', 'b/1']) await account.root.call('s3', 'PutObject', { Bucket: place.bucket, Key, Body: Key });
  });
  afterAll(() => sandbox.close());

  it('for users, role sessions and strangers, under generated policies', { timeout: 120_000 }, async () => {
    const outcomes = { allowed: 0, implicitDeny: 0, explicitDeny: 0 };
    await fc.assert(
      fc.asyncProperty(scenario, async (documents) => {
        const callers = await putInForce(documents);
        for (const caller of callers) {
          for (const request of requests(place)) {
            const told = decide(caller, request, place.account);
            outcomes[told]++;
            const got = await outcomeOf(request.call(caller.clients));
            expect({ caller: caller.name, request: request.action, resource: request.resource, allowed: got }).toEqual({
              caller: caller.name,
              request: request.action,
              resource: request.resource,
              allowed: told === 'allowed',
            });
          }
        }
      }),
      { numRuns: 40, seed: 20_261_123 },
    );
    // A property over requests of one outcome would prove little.
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(50);
  });

  /** Makes the accounts such that these documents are in force, and gives who can call under them. */
  async function putInForce(documents: Scenario): Promise<readonly Caller[]> {
    const { bucket } = place;
    const text = (statements: readonly object[]) =>
      JSON.stringify({ Version: '2012-10-17', Statement: statements }).replaceAll('BUCKET', bucket);
    const attach = (kind: PolicyKind, name: string, statements: readonly object[]): AttachedPolicy => ({
      name,
      attachedTo: 'the generated scenario',
      document: parsePolicy(text(statements), kind),
    });
    const user = await account.user(undefined, text(documents.user));
    const group = `group-${user.name}`;
    await account.root.call('iam', 'CreateGroup', { GroupName: group });
    await account.root.call('iam', 'PutGroupPolicy', { GroupName: group, PolicyName: 'group', PolicyDocument: text(documents.group) });
    await account.root.call('iam', 'AddUserToGroup', { GroupName: group, UserName: user.name });
    await account.root.call('iam', 'TagUser', { UserName: user.name, Tags: [{ Key: 'team', Value: 'a' }] });
    const boundary = await account.root.call('iam', 'CreatePolicy', {
      PolicyName: `b-${user.name}`,
      PolicyDocument: text(documents.boundary),
    });
    const boundaryArn = boundary.Policy?.Arn;
    if (documents.hasBoundary)
      await account.root.call('iam', 'PutUserPermissionsBoundary', { UserName: user.name, PermissionsBoundary: boundaryArn });

    const role = `role-${user.name}`;
    const trusts = { Statement: { Effect: 'Allow', Principal: { AWS: wearer.arn }, Action: 'sts:AssumeRole' } };
    const { arn: roleArn } = await account.role(role, { trust: trusts, policies: [text(documents.role)] });
    if (documents.hasBoundary)
      await account.root.call('iam', 'PutRolePermissionsBoundary', { RoleName: role, PermissionsBoundary: boundaryArn });
    const session = await asSession(wearer.clients, roleArn, documents.hasSessionPolicy ? text(documents.session) : undefined);

    const other = await stranger.user(undefined, text(documents.user));
    const principals = { user: user.arn, role: roleArn, stranger: other.arn };
    const named = documents.bucket.map(({ principal, ...rest }) => ({ ...rest, Principal: { AWS: principals[principal] } }));
    if (named.length === 0) await account.root.call('s3', 'DeleteBucketPolicy', { Bucket: bucket });
    else await account.root.call('s3', 'PutBucketPolicy', { Bucket: bucket, Policy: text(named) });

    const resource = named.length === 0 ? {} : { resource: attach('resource', 'bucket policy', named) };
    const limits = documents.hasBoundary ? { boundary: [attach('boundary', 'boundary', documents.boundary)] } : {};
    const narrowed = documents.hasSessionPolicy ? { session: [attach('session', 'session', documents.session)] } : {};
    const own = attach('identity', 'user', documents.user);
    const ofUser = { 'aws:PrincipalTag/team': 'a' };
    return [
      {
        name: 'user',
        clients: user.clients,
        principal: parsePrincipal(user.arn),
        context: ofUser,
        policies: { identity: [own, attach('identity', 'group', documents.group)], ...resource, ...limits },
      },
      {
        name: 'session',
        clients: session,
        principal: parsePrincipal(`arn:aws:sts::${account.id}:assumed-role/${role}/agree`),
        // Every temporary credential says whether it was got with MFA.
        context: { 'aws:MultiFactorAuthPresent': false },
        policies: { identity: [attach('identity', 'role', documents.role)], ...resource, ...limits, ...narrowed },
      },
      {
        name: 'stranger',
        clients: other.clients,
        principal: parsePrincipal(other.arn),
        context: {},
        policies: { identity: [own], ...resource },
      },
    ];
  }

  async function asSession(clients: AwsClients, roleArn: string, policy: string | undefined): Promise<AwsClients> {
    const input = { RoleArn: roleArn, RoleSessionName: 'agree', ...(policy === undefined ? {} : { Policy: policy }) };
    const { Credentials: keys } = await clients.call('sts', 'AssumeRole', input);
    if (keys?.AccessKeyId === undefined || keys.SecretAccessKey === undefined || keys.SessionToken === undefined)
      throw new Error('No session.');
    return sandbox.clients({ accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey, sessionToken: keys.SessionToken });
  }
});

interface Place {
  readonly account: string;
  readonly bucket: string;
  readonly role: string;
}

interface Caller {
  readonly name: string;
  readonly clients: AwsClients;
  readonly principal: Principal;
  readonly context: RequestContext;
  readonly policies: PoliciesInForce;
}

interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  readonly call: (clients: AwsClients) => Promise<unknown>;
}

function requests({ bucket }: Place): readonly Request[] {
  const arn = `arn:aws:s3:::${bucket}`;
  return [
    { action: 's3:GetObject', resource: `${arn}/a/1`, context: {}, call: (c) => c.call('s3', 'GetObject', { Bucket: bucket, Key: 'a/1' }) },
    { action: 's3:GetObject', resource: `${arn}/b/1`, context: {}, call: (c) => c.call('s3', 'GetObject', { Bucket: bucket, Key: 'b/1' }) },
    {
      action: 's3:PutObject',
      resource: `${arn}/a/2`,
      context: {},
      call: (c) => c.call('s3', 'PutObject', { Bucket: bucket, Key: 'a/2', Body: 'x' }),
    },
    {
      action: 's3:DeleteObject',
      resource: `${arn}/b/9`,
      context: {},
      call: (c) => c.call('s3', 'DeleteObject', { Bucket: bucket, Key: 'b/9' }),
    },
    {
      action: 's3:ListBucket',
      resource: arn,
      context: { 's3:prefix': 'a/' },
      call: (c) => c.call('s3', 'ListObjectsV2', { Bucket: bucket, Prefix: 'a/' }),
    },
    { action: 's3:ListBucket', resource: arn, context: {}, call: (c) => c.call('s3', 'ListObjectsV2', { Bucket: bucket }) },
    { action: 's3:ListAllMyBuckets', resource: '*', context: {}, call: (c) => c.call('s3', 'ListBuckets', {}) },
  ];
}

function decide({ principal, context, policies }: Caller, { action, resource, context: own }: Request, owner: string) {
  const { resource: bucketPolicy, ...withoutResource } = policies;
  const isBucket = resource !== '*';
  return evaluate(
    {
      principal,
      action,
      resource,
      ...(isBucket ? { resourceAccount: owner } : {}),
      context: {
        ...context,
        ...own,
        'aws:SourceIp': '127.0.0.1',
        'aws:SecureTransport': true,
        'aws:CurrentTime': new Date().toISOString(),
      },
    },
    isBucket && bucketPolicy !== undefined ? { ...withoutResource, resource: bucketPolicy } : withoutResource,
  ).outcome;
}

async function outcomeOf(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDenied') return false;
    throw error;
  }
}

const actions = fc.oneof(
  fc.subarray(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket', 's3:ListAllMyBuckets', 's3:Get*', 's3:*'], {
    minLength: 1,
    maxLength: 3,
  }),
  fc.constant(['s3:*']),
);
const places = fc.oneof(
  fc.constant(['*']),
  fc.subarray(
    ['arn:aws:s3:::BUCKET', 'arn:aws:s3:::BUCKET/*', 'arn:aws:s3:::BUCKET/a/*', 'arn:aws:s3:::BUCKET/?/1', 'arn:aws:s3:::BUCKET*'],
    { minLength: 1, maxLength: 3 },
  ),
);
const condition = fc.option(
  fc.constantFrom<object>(
    { StringEquals: { 'aws:PrincipalTag/team': 'a' } },
    { StringLike: { 's3:prefix': 'a/*' } },
    { StringNotEquals: { 's3:prefix': 'a/' } },
    { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
    { NotIpAddress: { 'aws:SourceIp': ['127.0.0.1/32'] } },
    { Bool: { 'aws:SecureTransport': 'true' } },
    { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
    { Null: { 'aws:PrincipalTag/team': 'true' } },
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['x'] } },
    { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
  ),
  { nil: undefined },
);
const effect = fc.oneof({ weight: 4, arbitrary: fc.constant('Allow') }, { weight: 1, arbitrary: fc.constant('Deny') });
const where = fc.oneof(
  { weight: 4, arbitrary: places.map((Resource) => ({ Resource })) },
  { weight: 1, arbitrary: fc.constant({ NotResource: ['arn:aws:s3:::BUCKET/b/*'] }) },
);
const what = fc.oneof(
  { weight: 5, arbitrary: actions.map((Action) => ({ Action })) },
  { weight: 1, arbitrary: fc.constant({ NotAction: ['s3:DeleteObject', 'iam:*'] }) },
);
const statement = fc
  .tuple(effect, what, where, condition)
  .map(([Effect, action, resource, Condition]) => ({ Effect, ...action, ...resource, ...(Condition === undefined ? {} : { Condition }) }));
const bucketStatement = fc
  .tuple(
    effect,
    fc.subarray(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], { minLength: 1 }),
    fc.constantFrom('arn:aws:s3:::BUCKET/*', 'arn:aws:s3:::BUCKET/a/*'),
    fc.constantFrom('user' as const, 'role' as const, 'stranger' as const),
  )
  .map(([Effect, Action, Resource, principal]) => ({ Effect, Action, Resource, principal }));
const document = fc.array(statement, { minLength: 1, maxLength: 3 });

const scenario = fc.record({
  user: document,
  group: document,
  role: document,
  boundary: document,
  session: document,
  bucket: fc.array(bucketStatement, { maxLength: 3 }),
  hasBoundary: fc.boolean(),
  hasSessionPolicy: fc.boolean(),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;
