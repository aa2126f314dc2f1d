import { describe, expect, test } from 'vitest';
import { documentDifference, parsePolicy } from '../../src/iam/index.ts';
import type { PolicyKind } from '../../src/iam/types.ts';
import { allow, ANA, APP, BUCKET, deny, EVE, OWN, type StatementJson } from './support.ts';

const told = (kind: PolicyKind, before: StatementJson, after: StatementJson) => {
  const read = (statement: StatementJson) => parsePolicy({ Version: '2012-10-17', Statement: statement }, kind);
  const { allowed, denied } = documentDifference(read(before), read(after), kind);
  const names = (list: typeof allowed) =>
    list.map(({ request: { action, resource, principal } }) => {
      const who = 'arn' in principal ? principal.arn : principal.type === 'Service' ? principal.service : principal.type;
      return `${action} ${resource} ${who}`;
    });
  return { allowed: names(allowed), denied: names(denied) };
};
const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const somebody = `arn:aws:iam::${OWN}:user/example`;
const stranger = 'arn:aws:iam::999988887777:user/stranger';
const trusts = (Principal: unknown) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
const role = `arn:aws:iam::${OWN}:role/example`;

describe('one document in the place of another', () => {
  test('allows what only the new one allows, and denies what only the old one did', () => {
    const { allowed, denied } = told(
      'identity',
      allow('s3:GetObject', `${BUCKET}/*`),
      allow(['s3:GetObject', 's3:PutObject'], `${BUCKET}/a/*`),
    );
    expect(allowed).toEqual([`s3:PutObject ${BUCKET}/a/example ${somebody}`, `s3:PutObject ${BUCKET}/a/example/example ${somebody}`]);
    expect(denied).toEqual([`s3:GetObject ${BUCKET}/example ${somebody}`, `s3:GetObject ${BUCKET}/example/example ${somebody}`]);
  });

  test('differs in what a condition is for', () => {
    const { allowed, denied } = told('identity', allow('s3:ListAllMyBuckets'), allow('s3:ListAllMyBuckets', '*', mfa));
    expect({ allowed, denied }).toEqual({ allowed: [], denied: [`s3:ListAllMyBuckets * ${somebody}`] });
    expect(told('identity', deny('s3:ListAllMyBuckets'), allow('s3:ListAllMyBuckets', '*', mfa)).allowed).toEqual([
      `s3:ListAllMyBuckets * ${somebody}`,
    ]);
  });

  test('does not differ where it says the same in other words', () => {
    const same = told('identity', allow('s3:Get*'), { ...allow('s3:get*'), Sid: 'Other' });
    expect(same).toEqual({ allowed: [], denied: [] });
  });

  test('is a limit where it is one', () => {
    expect(told('scp', allow('s3:ListAllMyBuckets'), allow(['s3:ListAllMyBuckets', 'iam:ListUsers'])).allowed).toEqual([
      `iam:ListUsers * ${somebody}`,
    ]);
    expect(told('boundary', allow('*'), { Effect: 'Allow', NotAction: 'sts:GetFederationToken', Resource: '*' }).denied).toEqual([
      `sts:GetFederationToken arn:aws:sts::${OWN}:federated-user/example ${somebody}`,
    ]);
  });

  test('lets in whom it names, strangers and the public', () => {
    expect(told('trust', trusts({ AWS: ANA }), trusts({ AWS: EVE, Service: 'lambda.amazonaws.com' }))).toEqual({
      allowed: [`sts:AssumeRole ${role} ${EVE}`, `sts:AssumeRole ${role} lambda.amazonaws.com`],
      denied: [`sts:AssumeRole ${role} ${ANA}`],
    });
    const open = allow('s3:GetObject', `${BUCKET}/a`, { Principal: '*' });
    expect(told('resource', { ...open, Principal: { AWS: APP } }, open).allowed).toEqual([
      `s3:GetObject ${BUCKET}/a ${stranger}`,
      `s3:GetObject ${BUCKET}/a Anonymous`,
    ]);
  });

  test('is asked with actions that the catalogue does not have', () => {
    const table = `arn:aws:dynamodb:us-east-1:${OWN}:table/x`;
    expect(
      told('identity', allow('s3:GetObject', `${BUCKET}/a`), allow(['s3:GetObject', 'dynamodb:GetItem'], [`${BUCKET}/a`, table])).allowed,
    ).toEqual([`dynamodb:GetItem ${table} ${somebody}`]);
  });
});
