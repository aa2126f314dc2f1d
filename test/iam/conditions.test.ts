import { describe, expect, test } from 'vitest';
import type { RequestContext } from '../../src/iam/types.ts';
import { allow, decide, SESSION } from './support.ts';

const OPERATORS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';
const SETS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html';
const LOGIC = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html';
const KEYS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';
const TABLE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable';
const S3_KEYS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html';

type Row = [page: string, what: string, condition: object, context: RequestContext, holds: boolean];

const KEY = 'aws:RequestTag/k';
const ARN = 'aws:SourceArn';
const TAGS = 'aws:TagKeys';
const IP = 'aws:SourceIp';
const topic = (account: string) => `arn:aws:sns:eu-west-1:${account}:orders`;

const rows: Row[] = [
  [OPERATORS, 'StringEquals minds the case', { StringEquals: { [KEY]: 'Red' } }, { [KEY]: 'red' }, false],
  [OPERATORS, 'StringEquals takes a star for a star', { StringEquals: { [KEY]: 'r*' } }, { [KEY]: 'red' }, false],
  [OPERATORS, 'StringEquals with a star in the request', { StringEquals: { [KEY]: 'r*' } }, { [KEY]: 'r*' }, true],
  [OPERATORS, 'StringEquals, one of several', { StringEquals: { [KEY]: ['a', 'red'] } }, { [KEY]: 'red' }, true],
  [OPERATORS, 'StringNotEquals, another value', { StringNotEquals: { [KEY]: 'red' } }, { [KEY]: 'blue' }, true],
  [OPERATORS, 'StringNotEquals, the key is absent', { StringNotEquals: { [KEY]: 'red' } }, {}, true],
  [
    OPERATORS,
    'StringNotEquals with several values: none may match',
    { StringNotEquals: { [KEY]: ['red', 'blue'] } },
    { [KEY]: 'blue' },
    false,
  ],
  [OPERATORS, 'StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { [KEY]: 'RED' } }, { [KEY]: 'red' }, true],
  [OPERATORS, 'StringNotEqualsIgnoreCase', { StringNotEqualsIgnoreCase: { [KEY]: 'RED' } }, { [KEY]: 'red' }, false],
  [OPERATORS, 'StringLike with a star', { StringLike: { [KEY]: 'r*d' } }, { [KEY]: 'r/e/d' }, true],
  [OPERATORS, 'StringLike with a question mark', { StringLike: { [KEY]: 'r?d' } }, { [KEY]: 'rd' }, false],
  [OPERATORS, 'StringLike minds the case', { StringLike: { [KEY]: 'R*' } }, { [KEY]: 'red' }, false],
  [OPERATORS, 'StringNotLike', { StringNotLike: { [KEY]: 'r*' } }, { [KEY]: 'red' }, false],
  [OPERATORS, 'StringLike of an empty text', { StringLike: { [KEY]: ['', 'home/'] } }, { [KEY]: '' }, true],
  [OPERATORS, 'NumericEquals, written otherwise', { NumericEquals: { [KEY]: '10' } }, { [KEY]: '10.0' }, true],
  [OPERATORS, 'NumericEquals of long numbers', { NumericEquals: { [KEY]: '9007199254740993' } }, { [KEY]: '9007199254740992' }, false],
  [OPERATORS, 'NumericNotEquals, the key is absent', { NumericNotEquals: { [KEY]: '1' } }, {}, true],
  [OPERATORS, 'NumericLessThan at the border', { NumericLessThan: { [KEY]: '10' } }, { [KEY]: 10 }, false],
  [OPERATORS, 'NumericGreaterThanEquals at the border', { NumericGreaterThanEquals: { [KEY]: 10 } }, { [KEY]: '10' }, true],
  [OPERATORS, 'NumericGreaterThan of what is no number', { NumericGreaterThan: { [KEY]: '1' } }, { [KEY]: 'many' }, false],
  [OPERATORS, 'DateLessThan, seconds against ISO 8601', { DateLessThan: { [KEY]: '2026-11-23T10:00:00Z' } }, { [KEY]: '1795000000' }, true],
  [
    OPERATORS,
    'DateEquals in another zone',
    { DateEquals: { [KEY]: '2026-11-23T10:00:00Z' } },
    { [KEY]: '2026-11-23T11:00:00+01:00' },
    true,
  ],
  [OPERATORS, 'DateGreaterThan of a day', { DateGreaterThan: { [KEY]: '2026-11-23' } }, { [KEY]: '2026-11-23T00:00:01Z' }, true],
  [OPERATORS, 'DateNotEquals', { DateNotEquals: { [KEY]: '2026-11-23' } }, { [KEY]: '2026-11-24' }, true],
  [OPERATORS, 'Bool as a text in any case', { Bool: { [KEY]: 'True' } }, { [KEY]: true }, true],
  [OPERATORS, 'Bool, the other one', { Bool: { [KEY]: 'true' } }, { [KEY]: 'false' }, false],
  [OPERATORS, 'Bool of an absent key', { Bool: { [KEY]: 'false' } }, {}, false],
  [OPERATORS, 'BoolIfExists of an absent key', { BoolIfExists: { [KEY]: 'false' } }, {}, true],
  [OPERATORS, 'BoolIfExists of a present key', { BoolIfExists: { [KEY]: 'false' } }, { [KEY]: 'true' }, false],
  [OPERATORS, 'BinaryEquals', { BinaryEquals: { [KEY]: 'QmluYXJ5' } }, { [KEY]: 'QmluYXJ5' }, true],
  [OPERATORS, 'BinaryEquals minds the case', { BinaryEquals: { [KEY]: 'QmluYXJ5' } }, { [KEY]: 'qmluYXJ5' }, false],
  [OPERATORS, 'IpAddress in a range', { IpAddress: { [IP]: '203.0.113.0/24' } }, { [IP]: '203.0.113.255' }, true],
  [OPERATORS, 'IpAddress without a prefix length is one address', { IpAddress: { [IP]: '203.0.113.7' } }, { [IP]: '203.0.113.8' }, false],
  [OPERATORS, 'IpAddress of a range with an odd length', { IpAddress: { [IP]: '203.0.113.64/26' } }, { [IP]: '203.0.113.128' }, false],
  [OPERATORS, 'IpAddress of every address', { IpAddress: { [IP]: '0.0.0.0/0' } }, { [IP]: '8.8.8.8' }, true],
  [OPERATORS, 'IpAddress of version 6', { IpAddress: { [IP]: '2001:DB8:1234:5678::/64' } }, { [IP]: '2001:db8:1234:5678::1' }, true],
  [
    OPERATORS,
    'IpAddress of version 6, outside',
    { IpAddress: { [IP]: '2001:DB8:1234:5678::/64' } },
    { [IP]: '2001:db8:1234:5679::1' },
    false,
  ],
  [OPERATORS, 'IpAddress of the other version', { IpAddress: { [IP]: '0.0.0.0/0' } }, { [IP]: '::1' }, false],
  [OPERATORS, 'NotIpAddress, the key is absent', { NotIpAddress: { [IP]: '203.0.113.0/24' } }, {}, true],
  [
    OPERATORS,
    'ArnLike with a star in a part',
    { ArnLike: { [ARN]: 'arn:aws:sns:*:111122223333:*' } },
    { [ARN]: topic('111122223333') },
    true,
  ],
  [
    OPERATORS,
    'ArnEquals takes wildcards as well',
    { ArnEquals: { [ARN]: 'arn:aws:sns:*:111122223333:ord*' } },
    { [ARN]: topic('111122223333') },
    true,
  ],
  [
    OPERATORS,
    'ArnLike: a star does not cross a colon',
    { ArnLike: { [ARN]: 'arn:aws:sns:*:orders' } },
    { [ARN]: topic('111122223333') },
    false,
  ],
  [OPERATORS, 'ArnLike of a text that is no ARN', { ArnLike: { [ARN]: 'arn:aws:sns:*:*:*' } }, { [ARN]: 'orders' }, false],
  [OPERATORS, 'ArnNotEquals', { ArnNotEquals: { [ARN]: topic('444455556666') } }, { [ARN]: topic('111122223333') }, true],
  [OPERATORS, 'Null true, the key is absent', { Null: { [KEY]: 'true' } }, {}, true],
  [OPERATORS, 'Null false, the key is absent', { Null: { [KEY]: 'false' } }, {}, false],
  [OPERATORS, 'Null false, the key is an empty text', { Null: { [KEY]: 'false' } }, { [KEY]: '' }, true],
  [SETS, 'ForAllValues: every value is listed', { 'ForAllValues:StringEquals': { [TAGS]: ['a', 'b'] } }, { [TAGS]: ['a'] }, true],
  [SETS, 'ForAllValues: one value is not listed', { 'ForAllValues:StringEquals': { [TAGS]: ['a', 'b'] } }, { [TAGS]: ['a', 'c'] }, false],
  [SETS, 'ForAllValues of an absent key', { 'ForAllValues:StringEquals': { [TAGS]: 'a' } }, {}, true],
  [SETS, 'ForAllValues of an empty text', { 'ForAllValues:StringEquals': { [TAGS]: 'a' } }, { [TAGS]: '' }, true],
  [SETS, 'ForAllValues of an empty list', { 'ForAllValues:StringEquals': { [TAGS]: 'a' } }, { [TAGS]: [] }, true],
  [
    SETS,
    'ForAllValues negated: no value may be listed',
    { 'ForAllValues:StringNotEquals': { [TAGS]: ['a', 'b'] } },
    { [TAGS]: ['a', 'c'] },
    false,
  ],
  [SETS, 'ForAnyValue: one value is listed', { 'ForAnyValue:StringLike': { [TAGS]: 'cost*' } }, { [TAGS]: ['x', 'costs'] }, true],
  [SETS, 'ForAnyValue of an absent key', { 'ForAnyValue:StringEquals': { [TAGS]: 'a' } }, {}, false],
  [SETS, 'ForAnyValue negated of an absent key', { 'ForAnyValue:StringNotEquals': { [TAGS]: 'a' } }, {}, false],
  [SETS, 'ForAnyValue negated: one value is not listed', { 'ForAnyValue:StringNotEquals': { [TAGS]: 'a' } }, { [TAGS]: ['a', 'b'] }, true],
  [SETS, 'ForAnyValue with IfExists of an absent key', { 'ForAnyValue:StringEqualsIfExists': { [TAGS]: 'a' } }, {}, true],
  [
    LOGIC,
    'two operators must both hold',
    { StringEquals: { [KEY]: 'a' }, Bool: { 'aws:SecureTransport': 'true' } },
    { [KEY]: 'a', 'aws:SecureTransport': false },
    false,
  ],
  [LOGIC, 'two keys must both hold', { StringEquals: { [KEY]: 'a', 'aws:PrincipalAccount': '111122223333' } }, { [KEY]: 'a' }, true],
  [LOGIC, 'the same key under two operators', { StringLike: { [KEY]: 'a*' }, StringNotEquals: { [KEY]: 'ab' } }, { [KEY]: 'ab' }, false],
  [LOGIC, 'no value at all matches nothing', { StringEquals: { [KEY]: [] } }, { [KEY]: 'a' }, false],
  [KEYS, 'the case of a key does not count', { StringEquals: { 'AWS:requesttag/K': 'a' } }, { [KEY]: 'a' }, true],
  [S3_KEYS, 's3:prefix never comes with GetObject', { StringEquals: { 's3:prefix': 'a' } }, { 's3:prefix': 'a' }, false],
  [S3_KEYS, 'a tag of the object does', { StringEquals: { 's3:ExistingObjectTag/team': 'a' } }, { 's3:ExistingObjectTag/team': 'a' }, true],
];

describe('conditions', () => {
  test.each(rows)('%s: %s', (_page, _what, condition, context, holds) => {
    const { outcome } = decide({ identity: [allow('s3:GetObject', '*', { Condition: condition })], context });
    expect(outcome).toBe(holds ? 'allowed' : 'implicitDeny');
  });
});

type Derived = [page: string, key: string, principal: string, value: string | undefined];

const derived: Derived[] = [
  [KEYS, 'aws:PrincipalArn', SESSION, 'arn:aws:iam::111122223333:role/app'],
  [KEYS, 'aws:PrincipalArn', 'arn:aws:iam::111122223333:user/team/ana', 'arn:aws:iam::111122223333:user/team/ana'],
  [KEYS, 'aws:PrincipalAccount', SESSION, '111122223333'],
  [TABLE, 'aws:PrincipalType', SESSION, 'AssumedRole'],
  [TABLE, 'aws:PrincipalType', 'arn:aws:iam::111122223333:user/ana', 'User'],
  [TABLE, 'aws:PrincipalType', 'arn:aws:sts::111122223333:federated-user/bob', 'FederatedUser'],
  [TABLE, 'aws:username', 'arn:aws:iam::111122223333:user/team/ana', 'ana'],
  [TABLE, 'aws:username', SESSION, undefined],
  [TABLE, 'aws:userid', 'arn:aws:sts::111122223333:federated-user/bob', '111122223333:bob'],
  [KEYS, 'aws:PrincipalIsAWSService', SESSION, 'false'],
  [KEYS, 'aws:PrincipalIsAWSService', 'lambda.amazonaws.com', 'true'],
  [KEYS, 'aws:PrincipalServiceName', 'lambda.amazonaws.com', 'lambda.amazonaws.com'],
  [KEYS, 'aws:PrincipalServiceName', SESSION, undefined],
  [KEYS, 'aws:ResourceAccount', SESSION, '111122223333'],
  [KEYS, 'aws:ViaAWSService', SESSION, 'false'],
];

describe('keys that follow from the principal', () => {
  test.each(derived)('%s: %s of %s is %s', (_page, key, principal, value) => {
    const Condition = value === undefined ? { Null: { [key]: 'true' } } : { StringEquals: { [key]: value } };
    const statement = allow('s3:GetObject', '*', { Principal: '*', Condition });
    expect(decide({ principal, on: [statement] }).outcome).toBe('allowed');
  });

  test('a given key counts before a derived one', () => {
    const identity = [allow('s3:GetObject', '*', { Condition: { StringEquals: { 'aws:username': 'bo' } } })];
    expect(decide({ identity, context: { 'AWS:UserName': 'bo' } }).outcome).toBe('allowed');
  });

  test('an anonymous caller has a type and no ARN', () => {
    const Condition = {
      StringEquals: { 'aws:PrincipalType': 'Anonymous', 'aws:PrincipalAccount': 'anonymous' },
      Null: { 'aws:PrincipalArn': 'true' },
    };
    const on = [allow('s3:GetObject', '*', { Principal: '*', Condition })];
    expect(decide({ principal: { type: 'Anonymous' }, on }).outcome).toBe('allowed');
  });
});
