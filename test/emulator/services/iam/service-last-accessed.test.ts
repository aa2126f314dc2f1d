import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allow, policy, type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

async function services(Arn: string) {
  const { JobId } = await sandbox.iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn }));
  const { ServicesLastAccessed = [] } = await sandbox.iam.send(new GetServiceLastAccessedDetailsCommand({ JobId, MaxItems: 1000 }));
  return ServicesLastAccessed.map(({ ServiceNamespace, TotalAuthenticatedEntities }) => [ServiceNamespace, TotalAuthenticatedEntities]);
}

it("sums up the calls of a group's members and of all who hold a policy, refused calls too", async () => {
  const { iam } = sandbox;
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'shared', PolicyDocument: policy(allow(['iam:GetUser', 'sqs:*'])) }),
  );
  await iam.send(new CreateGroupCommand({ GroupName: 'team' }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'team', PolicyArn: Policy?.Arn }));
  for (const name of ['one', 'two']) {
    const user = await sandbox.userWho(name);
    await iam.send(new AddUserToGroupCommand({ GroupName: 'team', UserName: name }));
    await user.send(new ListUsersCommand({})).catch(() => {});
  }
  await sandbox.userWho('outsider', allow('iam:*'));
  const expected = [
    ['iam', 2],
    ['sqs', 0],
  ];
  expect(await services('arn:aws:iam::111122223333:group/team')).toEqual(expected);
  expect(await services(Policy?.Arn ?? '')).toEqual(expected);
});

it('reads wildcards and NotAction as policies mean them', async () => {
  await sandbox.userWho('all', { Effect: 'Allow', NotAction: ['iam:*', 's3:GetObject'], Resource: '*' });
  const prefixes = (await services('arn:aws:iam::111122223333:user/all')).map(([prefix]) => prefix);
  expect(prefixes.length).toBeGreaterThan(300);
  expect(prefixes).toContain('s3');
  expect(prefixes).not.toContain('iam');
  await sandbox.userWho('some', allow(['kinesis:List*', 'ec2:Describe*']));
  expect((await services('arn:aws:iam::111122223333:user/some')).map(([prefix]) => prefix)).toEqual(['ec2', 'kinesis']);
});
