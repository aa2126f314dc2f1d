// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';
import type { Trial } from '../../../support/operations.ts';
import { ana, AWS_POLICY, data, decoded, denied, DOCUMENT, fails, iam, type IamCases, NO_POLICY } from './root-calls.ts';

const NEWER = DOCUMENT.replace('GetObject', 'PutObject');
const owner = (t: Trial) => ({ arn: `arn:aws:iam::${t.account.id}:user/ana` });
const failing = <Input>(code: string, provoke: (t: Trial, arn: string) => Promise<Input>) => ({
  code,
  provoke: async (t: Trial) => provoke(t, await data(t)),
});

export const policies = {
  CreatePolicy: {
    success: async (t) => {
      const { Policy } = await iam(t, 'CreatePolicy', { PolicyName: 'data', Path: '/app/', PolicyDocument: DOCUMENT, Description: 'd' });
      const read = await iam(t, 'GetPolicy', { PolicyArn: `arn:aws:iam::${t.account.id}:policy/app/data` });
      expect(read.Policy).toMatchObject({
        PolicyId: Policy?.PolicyId,
        DefaultVersionId: 'v1',
        AttachmentCount: 0,
        IsAttachable: true,
        Description: 'd',
      });
      expect(Policy?.PolicyId).toMatch(/^ANPA[A-Z2-7]{17}$/);
    },
    error: fails('EntityAlreadyExists', 'CreatePolicy', { PolicyName: 'DATA', PolicyDocument: DOCUMENT }, data),
    denial: denied({ PolicyName: 'data', PolicyDocument: DOCUMENT }),
  },
  GetPolicy: {
    success: async (t) => {
      expect((await iam(t, 'GetPolicy', { PolicyArn: await data(t) })).Policy?.PolicyName).toBe('data');
    },
    error: fails('NoSuchEntity', 'GetPolicy', { PolicyArn: NO_POLICY }),
    denial: denied({ PolicyArn: AWS_POLICY }),
  },
  ListPolicies: {
    success: async (t) => {
      const arn = await data(t);
      expect((await iam(t, 'ListPolicies', { Scope: 'Local' })).Policies?.map(({ Arn }) => Arn)).toEqual([arn]);
    },
    error: fails('ValidationError', 'ListPolicies', { PathPrefix: 'x' }),
    denial: denied({}),
  },
  DeletePolicy: {
    success: async (t) => {
      await iam(t, 'DeletePolicy', { PolicyArn: await data(t) });
      expect((await iam(t, 'ListPolicies', { Scope: 'Local' })).Policies).toEqual([]);
    },
    error: failing('DeleteConflict', async (t, PolicyArn) => {
      await ana(t);
      await iam(t, 'AttachUserPolicy', { UserName: 'ana', PolicyArn });
      return iam(t, 'DeletePolicy', { PolicyArn });
    }),
    denial: denied({ PolicyArn: NO_POLICY }),
  },
  CreatePolicyVersion: {
    success: async (t) => {
      const PolicyArn = await data(t);
      await iam(t, 'CreatePolicyVersion', { PolicyArn, PolicyDocument: NEWER, SetAsDefault: true });
      expect((await iam(t, 'GetPolicy', { PolicyArn })).Policy?.DefaultVersionId).toBe('v2');
    },
    error: failing('MalformedPolicyDocument', (t, PolicyArn) => iam(t, 'CreatePolicyVersion', { PolicyArn, PolicyDocument: '{}' })),
    denial: denied({ PolicyArn: NO_POLICY, PolicyDocument: DOCUMENT }),
  },
  GetPolicyVersion: {
    success: async (t) => {
      const PolicyArn = await data(t);
      await iam(t, 'CreatePolicyVersion', { PolicyArn, PolicyDocument: NEWER });
      const { PolicyVersion } = await iam(t, 'GetPolicyVersion', { PolicyArn, VersionId: 'v2' });
      expect(decoded(PolicyVersion?.Document)).toEqual(JSON.parse(NEWER));
      expect(PolicyVersion?.IsDefaultVersion).toBe(false);
    },
    error: failing('NoSuchEntity', (t, PolicyArn) => iam(t, 'GetPolicyVersion', { PolicyArn, VersionId: 'v2' })),
    denial: denied({ PolicyArn: AWS_POLICY, VersionId: 'v1' }),
  },
  ListPolicyVersions: {
    success: async (t) => {
      const PolicyArn = await data(t);
      await iam(t, 'CreatePolicyVersion', { PolicyArn, PolicyDocument: NEWER });
      expect((await iam(t, 'ListPolicyVersions', { PolicyArn })).Versions?.map(({ VersionId }) => VersionId)).toEqual(['v2', 'v1']);
    },
    error: fails('NoSuchEntity', 'ListPolicyVersions', { PolicyArn: NO_POLICY }),
    denial: denied({ PolicyArn: AWS_POLICY }),
  },
  DeletePolicyVersion: {
    success: async (t) => {
      const PolicyArn = await data(t);
      await iam(t, 'CreatePolicyVersion', { PolicyArn, PolicyDocument: NEWER });
      await iam(t, 'DeletePolicyVersion', { PolicyArn, VersionId: 'v2' });
      expect((await iam(t, 'ListPolicyVersions', { PolicyArn })).Versions?.map(({ VersionId }) => VersionId)).toEqual(['v1']);
    },
    error: failing('DeleteConflict', (t, PolicyArn) => iam(t, 'DeletePolicyVersion', { PolicyArn, VersionId: 'v1' })),
    denial: denied({ PolicyArn: NO_POLICY, VersionId: 'v1' }),
  },
  SetDefaultPolicyVersion: {
    success: async (t) => {
      const PolicyArn = await data(t);
      await iam(t, 'CreatePolicyVersion', { PolicyArn, PolicyDocument: NEWER });
      await iam(t, 'SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v2' });
      expect((await iam(t, 'GetPolicy', { PolicyArn })).Policy?.DefaultVersionId).toBe('v2');
    },
    error: failing('NoSuchEntity', (t, PolicyArn) => iam(t, 'SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v7' })),
    denial: denied({ PolicyArn: NO_POLICY, VersionId: 'v1' }),
  },
  ListEntitiesForPolicy: {
    success: async (t) => {
      await ana(t);
      const PolicyArn = await data(t);
      await iam(t, 'AttachUserPolicy', { UserName: 'ana', PolicyArn });
      expect((await iam(t, 'ListEntitiesForPolicy', { PolicyArn })).PolicyUsers?.map(({ UserName }) => UserName)).toEqual(['ana']);
    },
    error: fails('NoSuchEntity', 'ListEntitiesForPolicy', { PolicyArn: NO_POLICY }),
    denial: denied({ PolicyArn: AWS_POLICY }),
  },
  ListPoliciesGrantingServiceAccess: {
    success: async (t) => {
      await ana(t);
      await iam(t, 'PutUserPolicy', { UserName: 'ana', PolicyName: 'p', PolicyDocument: DOCUMENT });
      const { PoliciesGrantingServiceAccess } = await iam(t, 'ListPoliciesGrantingServiceAccess', {
        Arn: owner(t).arn,
        ServiceNamespaces: ['s3', 'iam'],
      });
      expect(PoliciesGrantingServiceAccess).toEqual([
        { ServiceNamespace: 's3', Policies: [{ PolicyName: 'p', PolicyType: 'INLINE', EntityType: 'USER', EntityName: 'ana' }] },
        { ServiceNamespace: 'iam', Policies: [] },
      ]);
    },
    error: {
      code: 'NoSuchEntity',
      provoke: (t) => iam(t, 'ListPoliciesGrantingServiceAccess', { Arn: owner(t).arn, ServiceNamespaces: ['s3'] }),
    },
    denial: { input: (t) => ({ Arn: owner(t).arn, ServiceNamespaces: ['s3'] }) },
  },
  SimulatePrincipalPolicy: {
    success: async (t) => {
      await ana(t);
      await iam(t, 'PutUserPolicy', { UserName: 'ana', PolicyName: 'p', PolicyDocument: DOCUMENT });
      const { EvaluationResults } = await iam(t, 'SimulatePrincipalPolicy', {
        PolicySourceArn: owner(t).arn,
        ActionNames: ['s3:GetObject', 's3:PutObject'],
      });
      expect(EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'implicitDeny']);
    },
    error: {
      code: 'NoSuchEntity',
      provoke: (t) => iam(t, 'SimulatePrincipalPolicy', { PolicySourceArn: owner(t).arn, ActionNames: ['s3:GetObject'] }),
    },
    denial: { input: (t) => ({ PolicySourceArn: owner(t).arn, ActionNames: ['s3:GetObject'] }) },
  },
  SimulateCustomPolicy: {
    success: async (t) => {
      const { EvaluationResults } = await iam(t, 'SimulateCustomPolicy', { PolicyInputList: [DOCUMENT], ActionNames: ['s3:GetObject'] });
      expect(EvaluationResults?.[0]).toMatchObject({ EvalActionName: 's3:GetObject', EvalResourceName: '*', EvalDecision: 'allowed' });
    },
    error: fails('InvalidInput', 'SimulateCustomPolicy', { PolicyInputList: ['{'], ActionNames: ['s3:GetObject'] }),
    denial: denied({ PolicyInputList: [DOCUMENT], ActionNames: ['s3:GetObject'] }),
  },
  GetContextKeysForCustomPolicy: {
    success: async (t) => {
      const Statement = {
        Effect: 'Allow',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::b/${aws:username}/*',
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      };
      const PolicyInputList = [JSON.stringify({ Version: '2012-10-17', Statement })];
      expect((await iam(t, 'GetContextKeysForCustomPolicy', { PolicyInputList })).ContextKeyNames).toEqual([
        'aws:SecureTransport',
        'aws:username',
      ]);
    },
    error: fails('MalformedPolicyDocument', 'GetContextKeysForCustomPolicy', { PolicyInputList: ['{'] }),
    denial: denied({ PolicyInputList: [DOCUMENT] }),
  },
  GetContextKeysForPrincipalPolicy: {
    success: async (t) => {
      await ana(t);
      const Statement = { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
      await iam(t, 'PutUserPolicy', {
        UserName: 'ana',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
      });
      expect((await iam(t, 'GetContextKeysForPrincipalPolicy', { PolicySourceArn: owner(t).arn })).ContextKeyNames).toEqual([
        'aws:SourceIp',
      ]);
    },
    error: { code: 'NoSuchEntity', provoke: (t) => iam(t, 'GetContextKeysForPrincipalPolicy', { PolicySourceArn: owner(t).arn }) },
    denial: { input: (t) => ({ PolicySourceArn: owner(t).arn }) },
  },
} satisfies IamCases;
