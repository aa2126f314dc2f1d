import { describe, expect, test } from 'vitest';
import { actionsOf, expandAction, findAction, knownService } from '../../src/iam/index.ts';

describe('the catalogue of actions', () => {
  test.each([
    's3',
    'iam',
    'sts',
    'kms',
    'ssm',
    'secretsmanager',
    'lambda',
    'logs',
    'cognito-idp',
    'cognito-identity',
    'cloudtrail',
    'execute-api',
    'apigateway',
    'organizations',
    'sqs',
    'sns',
  ])('has %s', (service) => {
    expect(knownService(service)).toBe(true);
    const actions = actionsOf(service);
    expect(actions.length).toBeGreaterThan(2);
    expect(actions.every(({ action }) => action.startsWith(`${service}:`))).toBe(true);
  });

  test('does not know what it does not have', () => {
    expect(knownService('ec2')).toBe(false);
    expect(actionsOf('ec2')).toEqual([]);
    expect(expandAction('ec2:*')).toEqual([]);
    expect(findAction('s3:GetObjects')).toBeUndefined();
    expect(knownService('__proto__')).toBe(false);
  });

  test('tells level, resources and keys of an action', () => {
    expect(findAction('S3:getobject')).toMatchObject({
      action: 's3:GetObject',
      accessLevel: 'Read',
      resourceTypes: expect.arrayContaining([{ name: 'object', arnPatterns: ['arn:${Partition}:s3:::${BucketName}/${ObjectName}'] }]),
      conditionKeys: expect.arrayContaining(['s3:ExistingObjectTag/<key>']),
      undeniable: false,
    });
  });

  test('marks what no policy can deny', () => {
    expect(
      actionsOf('sts')
        .filter(({ undeniable }) => undeniable)
        .map(({ action }) => action),
    ).toEqual(['sts:GetCallerIdentity']);
  });

  test('writes wildcards out', () => {
    expect(expandAction('ssm:getparameter*').toSorted()).toEqual([
      'ssm:GetParameter',
      'ssm:GetParameterHistory',
      'ssm:GetParameters',
      'ssm:GetParametersByPath',
    ]);
    expect(expandAction('kms:Decrypt')).toEqual(['kms:Decrypt']);
    expect(expandAction('*').length).toBeGreaterThan(1000);
    expect(expandAction('*:*')).toEqual(expandAction('*'));
  });
});
