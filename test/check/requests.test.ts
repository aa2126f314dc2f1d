import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Backend } from '../../src/backend/types.ts';
import { policyText, removeFolders, startLab, startSandbox, trustText } from '../lab/make-lab.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startSandbox();
});
afterAll(async () => {
  await backend.close();
  removeFolders();
});

/** Is this request of the role `app` allowed, whose one policy has the statement? `ACCOUNT` and `REGION` stand for the run's. */
async function isAllowed(statement: object, probe: string): Promise<boolean> {
  const { run, as } = await startLab(backend, {
    checks: `const app = role('app'); export const only = check({ exists: [app], refused: [${probe}] });`,
    names: { PHOTOS: 'lab-photos' },
    setup: `await aws.call('s3', 'CreateBucket', { Bucket: lab.name('lab-photos') });
      await aws.call('iam', 'CreateUser', { UserName: 'tagged', Path: '/people/', Tags: [{ Key: 'team', Value: 'red' }] });`,
  });
  const aws = await as();
  const account = run.accounts['main'] ?? '';
  const Tags = [{ Key: 'team', Value: 'red' }];
  await aws.call('iam', 'CreateRole', { RoleName: 'app', Tags, AssumeRolePolicyDocument: trustText({ Service: 'lambda.amazonaws.com' }) });
  const PolicyDocument = run.text(policyText(statement)).replaceAll('ACCOUNT', account).replaceAll('REGION', backend.region);
  await aws.call('iam', 'PutRolePolicy', { RoleName: 'app', PolicyName: 'p', PolicyDocument });
  const [result] = await run.check();
  if (result === undefined || result.result === 'unable') throw new Error(JSON.stringify(result));
  return result.result === 'failed';
}

describe('a short form', () => {
  test.each([
    ['s3:GetObject', 'arn:aws:s3:::lab-photos/a/b.jpg', "'lab-photos/a/b.jpg'"],
    ['iam:GetRole', 'arn:aws:iam::ACCOUNT:role/app', "'role/app'"],
    ['iam:GetUser', 'arn:aws:iam::ACCOUNT:user/people/tagged', "user('tagged')"],
    ['logs:PutLogEvents', 'arn:aws:logs:REGION:ACCOUNT:log-group:/aws/lambda/app:*', "'/aws/lambda/app'"],
    ['logs:CreateLogStream', 'arn:aws:logs:REGION:ACCOUNT:log-group:/aws/lambda/app:log-stream:*', "'/aws/lambda/app'"],
    ['lambda:InvokeFunction', 'arn:aws:lambda:REGION:ACCOUNT:function:thumb-*', "'function:thumb-a'"],
    ['ssm:GetParameter', 'arn:aws:ssm:REGION:ACCOUNT:parameter/app/db', "'/app/db'"],
    ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:db-??????', "'db-AbCdEf'"],
    ['kms:Encrypt', 'arn:aws:kms:REGION:ACCOUNT:alias/app', "'alias/app'"],
    ['sqs:SendMessage', 'arn:aws:sqs:REGION:ACCOUNT:jobs', "'jobs'"],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:REGION:ACCOUNT:table/orders', "'orders'"],
  ])('of %s stands for %s', async (Action, Resource, written) => {
    expect(await isAllowed({ Action, Resource }, `app.does('${Action}', ${written})`)).toBe(true);
    expect(await isAllowed({ Action, Resource: `${Resource.replace(/\*$/, '')}other` }, `app.does('${Action}', ${written})`)).toBe(false);
  });

  test('that nobody knows is a fault of the lab', async () => {
    await expect(isAllowed({ Action: 'ec2:RunInstances' }, "app.does('ec2:RunInstances', 'instance/i-1')")).rejects.toThrow(
      'There is no short form',
    );
  });
});

describe('the context of a request', () => {
  const allow = (Condition: object) => ({
    Action: ['s3:GetObject', 'iam:PassRole', 'iam:GetUser', 'iam:CreateUser', 'iam:AttachRolePolicy'],
    Condition,
  });
  const get = "app.does('s3:GetObject', bucket('lab-photos').object('a')";

  test.each<[string, object, string]>([
    ['comes encrypted', { Bool: { 'aws:SecureTransport': 'true' } }, `${get})`],
    ['says its Region', { StringEquals: { 'aws:RequestedRegion': 'REGION' } }, `${get})`],
    ['says who asks', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::ACCOUNT:role/app' } }, `${get})`],
    ['has the tags of the role', { StringEquals: { 'aws:PrincipalTag/team': 'red' } }, `${get})`],
    [
      'has the tags of the session before those of the role',
      { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
      `app.session({ tags: { team: 'blue' } }).does('s3:GetObject', 'lab-photos/a')`,
    ],
    ['says that there was no MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, `${get})`],
    ['says when', { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }, `${get})`],
    ['has the tags of who is asked for', { StringEquals: { 'aws:ResourceTag/team': 'red' } }, `app.does('iam:GetUser', user('tagged'))`],
    ['takes an address', { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } }, `${get}, { from: '198.51.100.9' })`],
    ['takes plain HTTP', { Bool: { 'aws:SecureTransport': 'false' } }, `${get}, { tls: false })`],
    [
      'takes a service for a role',
      { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      `app.does('iam:PassRole', 'role/app', { passedTo: 'lambda.amazonaws.com' })`,
    ],
    [
      'takes an AWS managed policy',
      { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
      `app.does('iam:AttachRolePolicy', 'role/app', { policy: 'ReadOnlyAccess' })`,
    ],
    [
      'takes tags of a request',
      { StringEquals: { 'aws:RequestTag/team': 'red' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } },
      `app.does('iam:CreateUser', 'user/x', { tags: { team: 'red' } })`,
    ],
    ['takes any key', { StringLike: { 'aws:UserAgent': 'curl*' } }, `${get}, { 'aws:UserAgent': 'curl/8' })`],
  ])('%s', async (_what, condition, probe) => {
    expect(await isAllowed(allow(condition), probe)).toBe(true);
    const [operator = ''] = Object.keys(condition);
    const other = JSON.parse(
      JSON.stringify(condition)
        .replaceAll(/"(true|false)"/g, (_, word) => (word === 'true' ? '"false"' : '"true"'))
        .replaceAll(/REGION|red|blue|role\/app|lambda\.|ReadOnly|curl|198\.51|2020/g, (word) =>
          word === '2020' ? '2999' : word === '198.51' ? '192.0' : `x${word}`,
        ),
    );
    expect(operator).not.toBe('');
    expect(await isAllowed(allow(other), probe)).toBe(false);
  });

  test('a session policy narrows', async () => {
    const narrowed = `app.session({ policy: [{ action: 's3:PutObject' }] }).does('s3:GetObject', 'lab-photos/a')`;
    expect(await isAllowed({ Action: 's3:*' }, narrowed)).toBe(false);
    expect(await isAllowed({ Action: 's3:*' }, narrowed.replace('PutObject', 'Get*'))).toBe(true);
  });
});
