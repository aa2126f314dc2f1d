import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, errorOf, policy, type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const custom = async (input: ConstructorParameters<typeof SimulateCustomPolicyCommand>[0]) =>
  (await sandbox.iam.send(new SimulateCustomPolicyCommand(input))).EvaluationResults ?? [];

describe('the simulation of documents', () => {
  /** https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-custom-policy.html */
  const DATED =
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2015-08-16T12:00:00Z"}}}}';

  it('points out the statement that decided, by line and column as AWS counts', async () => {
    const [result] = await custom({
      PolicyInputList: [DATED],
      ActionNames: ['dynamodb:CreateBackup'],
      ContextEntries: [{ ContextKeyName: 'aws:CurrentTime', ContextKeyValues: ['2019-04-25T11:00:00Z'], ContextKeyType: 'date' }],
    });
    expect(result).toEqual({
      EvalActionName: 'dynamodb:CreateBackup',
      EvalResourceName: '*',
      EvalDecision: 'allowed',
      MatchedStatements: [
        { SourcePolicyId: 'PolicyInputList.1', StartPosition: { Line: 1, Column: 38 }, EndPosition: { Line: 1, Column: 167 } },
      ],
      MissingContextValues: [],
    });
  });

  it('names the context keys that it was not given', async () => {
    const [result] = await custom({ PolicyInputList: [DATED], ActionNames: ['dynamodb:CreateBackup'] });
    expect(result).toMatchObject({ EvalDecision: 'implicitDeny', MatchedStatements: [], MissingContextValues: ['aws:CurrentTime'] });
  });

  it('asks each action on each resource, and pages through the answers', async () => {
    const input = {
      PolicyInputList: [
        policy(allow('s3:GetObject', 'arn:aws:s3:::a/*'), { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::b/*' }),
      ],
      ActionNames: ['s3:GetObject', 's3:PutObject'],
      ResourceArns: ['arn:aws:s3:::a/1', 'arn:aws:s3:::b/1'],
    };
    const decisions = (await custom(input)).map(({ EvalActionName, EvalResourceName, EvalDecision }) => [
      EvalActionName,
      EvalResourceName,
      EvalDecision,
    ]);
    expect(decisions).toEqual([
      ['s3:GetObject', 'arn:aws:s3:::a/1', 'allowed'],
      ['s3:GetObject', 'arn:aws:s3:::b/1', 'explicitDeny'],
      ['s3:PutObject', 'arn:aws:s3:::a/1', 'implicitDeny'],
      ['s3:PutObject', 'arn:aws:s3:::b/1', 'explicitDeny'],
    ]);
    const first = await sandbox.iam.send(new SimulateCustomPolicyCommand({ ...input, MaxItems: 3 }));
    const second = await sandbox.iam.send(new SimulateCustomPolicyCommand({ ...input, MaxItems: 3, Marker: first.Marker }));
    expect([first.EvaluationResults?.length, second.EvaluationResults?.length, second.IsTruncated]).toEqual([3, 1, false]);
  });

  it('lets a resource policy allow on its own, and a boundary take away', async () => {
    await sandbox.iam.send(new CreateUserCommand({ UserName: 'caller' }));
    const CallerArn = 'arn:aws:iam::111122223333:user/caller';
    const ResourceArns = ['arn:aws:s3:::shared/key'];
    const ResourcePolicy = policy({ ...allow('s3:GetObject', ResourceArns), Principal: { AWS: CallerArn } });
    const base = { PolicyInputList: [policy(allow('s3:ListBucket'))], ActionNames: ['s3:GetObject'], ResourceArns };
    expect((await custom({ ...base, ResourcePolicy, CallerArn }))[0]?.EvalDecision).toBe('allowed');
    expect(await errorOf(custom({ ...base, ResourcePolicy }))).toMatch(/^InvalidInput 400 /);
    const [bounded] = await custom({
      ...base,
      ActionNames: ['s3:ListBucket'],
      PermissionsBoundaryPolicyInputList: [policy(allow('iam:*'))],
    });
    expect(bounded).toMatchObject({
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    });
  });

  it('takes no wildcard for an action', async () => {
    expect(await errorOf(custom({ PolicyInputList: [policy(allow('s3:*'))], ActionNames: ['s3:*'] }))).toMatch(/^InvalidInput 400 /);
  });
});

describe('the simulation of a user', () => {
  it('counts inline, attached and group policies and names the one that decided', async () => {
    const { iam } = sandbox;
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'managed', PolicyDocument: policy(allow('s3:PutObject')) }));
    await iam.send(new CreateUserCommand({ UserName: 'ana' }));
    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'ana',
        PolicyName: 'inline',
        PolicyDocument: policy(allow('s3:GetObject'), allow('s3:ListBucket')),
      }),
    );
    await iam.send(new AttachUserPolicyCommand({ UserName: 'ana', PolicyArn: Policy?.Arn }));
    await iam.send(new CreateGroupCommand({ GroupName: 'readers' }));
    await iam.send(new PutGroupPolicyCommand({ GroupName: 'readers', PolicyName: 'shared', PolicyDocument: policy(allow('iam:GetUser')) }));
    await iam.send(new AddUserToGroupCommand({ GroupName: 'readers', UserName: 'ana' }));
    const ask = async () => {
      const ActionNames = ['s3:ListBucket', 's3:PutObject', 'iam:GetUser', 'iam:CreateUser'];
      const PolicySourceArn = 'arn:aws:iam::111122223333:user/ana';
      const { EvaluationResults = [] } = await iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames }));
      return EvaluationResults.map(({ EvalDecision, MatchedStatements }) => [EvalDecision, MatchedStatements?.[0]?.SourcePolicyId]);
    };
    expect(await ask()).toEqual([
      ['allowed', 'user_ana_inline'],
      ['allowed', 'managed'],
      ['allowed', 'group_readers_shared'],
      ['implicitDeny', undefined],
    ]);
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'ana', PermissionsBoundary: Policy?.Arn }));
    expect((await ask()).map(([decision]) => decision)).toEqual(['implicitDeny', 'allowed', 'implicitDeny', 'implicitDeny']);
  });
});
