import { describe, expect, test } from 'vitest';
import {
  actionsOf,
  can,
  difference,
  evaluate,
  expandAction,
  parsePrincipal,
  sweep,
  whatCan,
  whoCan,
  witnesses,
} from '../../src/iam/index.ts';
import {
  allow,
  ANA,
  APP,
  BUCKET,
  deny,
  EVE,
  KEY,
  OBJECT,
  OWN,
  policiesOf,
  policy,
  requestOf,
  ROLE,
  type StatementJson,
} from './support.ts';

const filling = { word: 'zebra7', account: OWN, region: 'eu-west-1', context: { 'aws:username': 'ana' } };
const of = (...statements: StatementJson[]) => witnesses([policy('identity', statements)], filling);

describe('a sweep', () => {
  const policies = policiesOf({
    identity: [
      allow(['s3:Get*', 'kms:*', 'sts:*'], '*', { Condition: { StringLike: { 'aws:username': 'a*' } } }),
      allow('s3:ListBucket', BUCKET, { Condition: { StringEquals: { 's3:prefix': 'home/' } } }),
      deny('s3:GetBucket*'),
    ],
    on: [allow('s3:PutObject', `${BUCKET}/*`, { Principal: { AWS: ANA } })],
  });
  const actions = ['s3', 'kms', 'sts', 'iam'].flatMap(actionsOf).map(({ action }) => action);
  const resources = [BUCKET, OBJECT, KEY, `arn:aws:iam::${OWN}:role/x`, '*'];
  const request = (action: string, resource: string) => requestOf({ action, resource, context: { 's3:prefix': 'home/' } });

  test('finds what asking one by one finds', () => {
    const found = sweep({ actions, resources, request, policies });
    const oneByOne = resources.flatMap((resource) =>
      actions.map((action) => request(action, resource)).filter((one) => can(one, policies)),
    );
    expect(found.allowed.map((one) => one.request)).toEqual(oneByOne);
    expect(found.asked).toBe(actions.length * resources.length);
    expect(oneByOne.length).toBeGreaterThan(100);
  });

  test('decides only what can differ', () => {
    const { asked, decided } = sweep({ actions, resources, request, policies });
    expect(decided).toBeLessThan(asked / 10);
  });

  test('leaves out what the question leaves out', () => {
    const { asked, allowed } = sweep({ actions, resources, request: () => undefined, policies });
    expect({ asked, allowed }).toEqual({ asked: 0, allowed: [] });
  });
});

describe('who can', () => {
  const policies = policiesOf({ identity: [allow('s3:Get*')], on: [allow('s3:GetObject', '*', { Principal: { AWS: EVE } })] });
  const candidates = [
    { principal: parsePrincipal(ANA), policies },
    { principal: parsePrincipal(APP), policies: policiesOf({ identity: [deny('s3:*')] }) },
    { principal: parsePrincipal(EVE), policies },
    { principal: { type: 'Anonymous' } as const, policies },
  ];

  test('names those who may, and through what', () => {
    const able = whoCan({ action: 's3:GetObject', resource: OBJECT, resourceAccount: OWN, context: {} }, candidates);
    expect(able.map(({ candidate, decision }) => [candidate.principal, decision.layer])).toEqual([
      [parsePrincipal(ANA), 'identity'],
      [parsePrincipal(EVE), 'identity'],
    ]);
  });

  test('gives each candidate the keys that are his own', () => {
    const red = policiesOf({ identity: [allow('s3:GetObject', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } })] });
    const teams = ['red', 'blue'].map((team) => ({
      principal: parsePrincipal(ANA),
      policies: red,
      context: { 'aws:PrincipalTag/team': team },
    }));
    const able = whoCan({ action: 's3:GetObject', resource: OBJECT, resourceAccount: OWN, context: {} }, teams);
    expect(able.map(({ candidate }) => candidate)).toEqual([teams[0]]);
  });
});

describe('what can', () => {
  const asked = {
    principal: parsePrincipal(ANA),
    services: ['s3', 'iam', 'sts'],
    resources: [BUCKET, OBJECT, ROLE],
    owner: () => OWN,
  };

  test('asks each action only on resources that it can be about', () => {
    const { allowed } = whatCan({
      ...asked,
      policies: policiesOf({ identity: [allow(['s3:GetObject', 's3:ListBucket', 's3:ListAllMyBuckets', 'iam:GetRole'])] }),
    });
    expect(allowed.map(({ request }) => [request.action, request.resource])).toEqual([
      ['s3:ListBucket', BUCKET],
      ['s3:GetObject', OBJECT],
      ['iam:GetRole', ROLE],
      ['s3:ListAllMyBuckets', '*'],
      ['sts:GetSessionToken', '*'],
    ]);
  });

  test('leaves out what nobody can be denied', () => {
    expect(whatCan({ ...asked, policies: {} }).allowed.map(({ request }) => request.action)).toEqual(['sts:GetSessionToken']);
  });

  test('takes the policies and the keys of each resource', () => {
    const policies = (resource: string) =>
      policiesOf({ identity: [allow(resource === OBJECT ? 's3:GetObject' : 's3:PutObject', '*', tagged)] });
    const tagged = { Condition: { StringEquals: { 'aws:ResourceTag/for': 'GetObject' } } };
    const context = (action: string) => ({ 'aws:ResourceTag/for': action.slice(3) });
    expect(whatCan({ ...asked, policies, context }).allowed.map(({ request }) => request.action)).toEqual([
      's3:GetObject',
      'sts:GetSessionToken',
    ]);
  });
});

describe('a difference', () => {
  const question = {
    principals: [parsePrincipal(ANA)],
    actions: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
    resources: [OBJECT, BUCKET],
    contexts: [{}, { 'aws:MultiFactorAuthPresent': true }],
  };
  const of = (before: StatementJson[], after: StatementJson[]) => {
    const { allowed, denied } = difference(policiesOf({ identity: before }), policiesOf({ identity: after }), {
      ...question,
      request: (request) => ({ ...request, resourceAccount: OWN }),
    });
    const names = (list: typeof allowed) => list.map(({ request }) => `${request.action} ${request.resource}`);
    return { allowed: names(allowed), denied: names(denied) };
  };

  test('tells what is newly allowed and newly denied', () => {
    expect(of([allow(['s3:GetObject', 's3:ListBucket'])], [allow('s3:*', OBJECT)])).toEqual({
      allowed: [`s3:PutObject ${OBJECT}`],
      denied: [`s3:GetObject ${BUCKET}`, `s3:ListBucket ${BUCKET}`],
    });
  });

  test('is nothing between policies that say the same', () => {
    expect(of([allow(['s3:GetObject', 's3:PutObject'])], [allow('s3:PutObject'), allow('s3:GetObject')])).toEqual({
      allowed: [],
      denied: [],
    });
  });

  test('tells once what differs in several contexts, and what differs in one', () => {
    const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    expect(of([allow('iam:*')], [allow('s3:GetObject', OBJECT), allow('s3:PutObject', OBJECT, mfa)])).toEqual({
      allowed: [`s3:GetObject ${OBJECT}`, `s3:PutObject ${OBJECT}`],
      denied: [],
    });
  });
});

describe('witnesses', () => {
  test('fill wildcards and variables of a Resource', () => {
    expect(of(allow('s3:GetObject', ['arn:aws:s3:::lab-*/x?', 'arn:aws:s3:::home/${aws:username}/*']))[0]).toMatchObject({
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::lab-zebra7/xx', 'arn:aws:s3:::home/ana/zebra7'],
    });
  });

  test('put a Region and an account where a star stands for one', () => {
    expect(of(allow('ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/*'))[0]?.resources).toEqual([
      `arn:aws:ssm:eu-west-1:${OWN}:parameter/zebra7`,
    ]);
  });

  test('take the resources of the actions for a star', () => {
    expect(of(allow('kms:Decrypt'))[0]?.resources).toEqual(['*', `arn:aws:kms:eu-west-1:${OWN}:key/zebra7`]);
  });

  test('write the actions out, those of NotAction too', () => {
    expect(of(allow('s3:Get*'))[0]?.actions).toEqual(expandAction('s3:Get*'));
    const [except] = of({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' });
    expect(except?.actions).toContain('iam:CreateUser');
    expect(except?.actions).not.toContain('s3:GetObject');
  });

  test.each<[what: string, condition: object, context: object]>([
    ['a text', { StringEquals: { 'aws:RequestTag/a': 'x*' } }, { 'aws:RequestTag/a': 'x*' }],
    ['a pattern', { StringLike: { 'aws:RequestTag/a': 'x*' } }, { 'aws:RequestTag/a': 'xzebra7' }],
    ['a number', { NumericLessThan: { 's3:max-keys': '10' } }, { 's3:max-keys': '9' }],
    ['a date', { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, { 'aws:CurrentTime': '2026-01-01T00:00:01.000Z' }],
    ['a boolean', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, { 'aws:MultiFactorAuthPresent': 'true' }],
    ['an address', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '203.0.113.0' }],
    [
      'a key that must be there',
      { Null: { 'aws:TagKeys': 'false' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
      { 'aws:TagKeys': ['a'] },
    ],
    [
      'two conditions on a key',
      { StringLike: { 'aws:RequestTag/a': '*' }, StringNotEquals: { 'aws:RequestTag/a': 'zebra7' } },
      { 'aws:RequestTag/a': 'zebra7.invalid' },
    ],
  ])('satisfy %s', (_what, Condition, context) => {
    const action = 's3:ListBucket';
    const statement = allow(action, BUCKET, { Condition });
    const [witness] = of(statement);
    expect(witness?.context).toMatchObject(context);
    expect(witness?.unmet).toEqual([]);
    const request = requestOf({ action, resource: BUCKET, context: witness?.context ?? {} });
    expect(evaluate(request, policiesOf({ identity: [statement] })).outcome).toBe('allowed');
  });

  test('get round a deny that depends on a condition', () => {
    const statements = [allow('s3:GetObject'), deny('s3:*', '*', { Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } })];
    const [witness] = of(...statements);
    expect(witness?.context).toMatchObject({ 'aws:SourceVpce': 'vpce-1' });
  });

  test('never invent who asks', () => {
    const [witness] = of(
      allow('s3:GetObject', '*', { Condition: { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/x' } } }),
    );
    expect(witness).toMatchObject({ unmet: ['aws:PrincipalArn'] });
    expect(witness?.context).not.toHaveProperty('aws:PrincipalArn');
  });
});
