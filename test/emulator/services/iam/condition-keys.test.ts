import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetRoleCommand,
  TagRoleCommand,
  TagUserCommand,
  UntagRoleCommand,
  UpdateRoleDescriptionCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allow, errorOf, lambdaTrust, type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const Tags = [{ Key: 'team', Value: 'red' }];
  await sandbox.iam.send(new CreateRoleCommand({ RoleName: 'red', AssumeRolePolicyDocument: lambdaTrust, Tags }));
  await sandbox.iam.send(new CreateRoleCommand({ RoleName: 'plain', Path: '/app/', AssumeRolePolicyDocument: lambdaTrust }));
});
afterAll(() => sandbox.close());

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const READ = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

it('iam:PolicyARN says which policies may be attached', async () => {
  const user = await sandbox.userWho('attacher', { ...allow('iam:AttachRolePolicy'), Condition: { ArnEquals: { 'iam:PolicyARN': READ } } });
  const attach = (PolicyArn: string) => errorOf(user.send(new AttachRolePolicyCommand({ RoleName: 'plain', PolicyArn })));
  expect(await attach(ADMIN)).toMatch(/^AccessDenied 403 /);
  expect(await attach(READ)).toBe('no error');
});

it('iam:ResourceTag and aws:PrincipalTag together say whose roles may be changed', async () => {
  const condition = { StringEquals: { 'iam:ResourceTag/team': '${aws:PrincipalTag/team}' } };
  const user = await sandbox.userWho('tagged', { ...allow(['iam:GetRole', 'iam:UpdateRoleDescription']), Condition: condition });
  const read = (RoleName: string) => errorOf(user.send(new GetRoleCommand({ RoleName })));
  expect(await read('red')).toMatch(/^AccessDenied 403 /);
  await sandbox.iam.send(new TagUserCommand({ UserName: 'tagged', Tags: [{ Key: 'team', Value: 'red' }] }));
  expect(await read('red')).toBe('no error');
  expect(await read('plain')).toMatch(/^AccessDenied 403 /);
  expect(await errorOf(user.send(new UpdateRoleDescriptionCommand({ RoleName: 'red', Description: 'd' })))).toBe('no error');
});

it('aws:RequestTag and aws:TagKeys say which tags may be set', async () => {
  const user = await sandbox.userWho(
    'tagger',
    {
      ...allow('iam:TagRole'),
      Condition: { StringEquals: { 'aws:RequestTag/team': 'blue' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } },
    },
    { ...allow('iam:UntagRole'), Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['note'] } } },
    { ...allow('iam:CreateUser'), Condition: { Null: { 'aws:RequestTag/owner': 'false' } } },
  );
  const tag = (...Tags: { Key: string; Value: string }[]) => errorOf(user.send(new TagRoleCommand({ RoleName: 'plain', Tags })));
  expect(await tag({ Key: 'team', Value: 'red' })).toMatch(/^AccessDenied 403 /);
  expect(await tag({ Key: 'team', Value: 'blue' }, { Key: 'more', Value: 'x' })).toMatch(/^AccessDenied 403 /);
  expect(await tag({ Key: 'team', Value: 'blue' })).toBe('no error');
  expect(await errorOf(user.send(new UntagRoleCommand({ RoleName: 'plain', TagKeys: ['team'] })))).toMatch(/^AccessDenied 403 /);
  expect(await errorOf(user.send(new CreateUserCommand({ UserName: 'x' })))).toMatch(/^AccessDenied 403 /);
  expect(await errorOf(user.send(new CreateUserCommand({ UserName: 'x', Tags: [{ Key: 'owner', Value: 'me' }] })))).toBe('no error');
});

it('the resource is the ARN with its path, whatever name the call gives', async () => {
  const user = await sandbox.userWho('pathed', allow('iam:GetRole', 'arn:aws:iam::111122223333:role/app/*'));
  expect(await errorOf(user.send(new GetRoleCommand({ RoleName: 'plain' })))).toBe('no error');
  expect(await errorOf(user.send(new GetRoleCommand({ RoleName: 'red' })))).toMatch(/on resource: role red because/);
});
