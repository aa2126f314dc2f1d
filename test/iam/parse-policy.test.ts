import { describe, expect, test } from 'vitest';
import { parsePolicy, PolicyError } from '../../src/iam/index.ts';
import type { PolicyKind } from '../../src/iam/types.ts';

const GRAMMAR = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html';
const PRINCIPAL = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html';
const NOT_PRINCIPAL = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html';
const OPERATORS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';
const VARIABLES = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html';
const RESOURCE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html';
const ACTION = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html';
const SID = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html';
const RCP = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html';
const SCP = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html';
const COGNITO = 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html';

const SYNTAX = 'Syntax errors in policy.';
const LEGACY = 'The policy failed legacy parsing';

const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
const bucket = { ...good, Principal: '*' };
const document = (statement: unknown, version: unknown = '2012-10-17') => ({ Version: version, Statement: statement });
const condition = (block: unknown) => document({ ...good, Condition: block });

interface Refused {
  name: string;
  page: string;
  kind?: PolicyKind;
  source: unknown;
  path: string;
  says: string;
}

const refused: Refused[] = [
  { name: 'no JSON', page: GRAMMAR, source: 'This is not a json document', path: '', says: SYNTAX },
  { name: 'JSON with a rest', page: GRAMMAR, source: '{} {}', path: '', says: SYNTAX },
  { name: 'a text in the place of a document', page: GRAMMAR, source: '"x"', path: '', says: SYNTAX },
  { name: 'no Statement', page: GRAMMAR, source: { Version: '2012-10-17' }, path: 'Statement', says: SYNTAX },
  { name: 'an empty list of statements', page: GRAMMAR, source: document([]), path: 'Statement', says: SYNTAX },
  { name: 'a text in the place of a statement', page: GRAMMAR, source: document(['afd']), path: 'Statement[0]', says: SYNTAX },
  { name: 'an unknown version', page: GRAMMAR, source: document(good, '2013-10-17'), path: 'Version', says: SYNTAX },
  { name: 'a version that is a number', page: GRAMMAR, source: document(good, 2012), path: 'Version', says: SYNTAX },
  { name: 'an unknown element of the document', page: GRAMMAR, source: { ...document(good), Extra: 1 }, path: 'Extra', says: SYNTAX },
  {
    name: 'an unknown element of a statement',
    page: GRAMMAR,
    source: document([good, { ...good, Actions: 's3:*' }]),
    path: 'Statement[1].Actions',
    says: SYNTAX,
  },
  {
    name: 'an element in small letters',
    page: GRAMMAR,
    source: document({ effect: 'Allow', Action: 's3:*', Resource: '*' }),
    path: 'Statement.effect',
    says: SYNTAX,
  },
  { name: 'an Id that is a list', page: GRAMMAR, source: { ...document(good), Id: ['x'] }, path: 'Id', says: SYNTAX },
  {
    name: 'an Effect that is neither',
    page: GRAMMAR,
    source: document({ ...good, Effect: 'Permit' }),
    path: 'Statement.Effect',
    says: SYNTAX,
  },
  {
    name: 'an Effect in the wrong case',
    page: GRAMMAR,
    source: document({ ...good, Effect: 'denY' }),
    path: 'Statement.Effect',
    says: LEGACY,
  },
  { name: 'no Effect', page: GRAMMAR, source: document({ Action: 's3:*', Resource: '*' }), path: 'Statement.Effect', says: SYNTAX },
  {
    name: 'Action beside NotAction',
    page: GRAMMAR,
    source: document({ ...good, NotAction: 's3:*' }),
    path: 'Statement.NotAction',
    says: SYNTAX,
  },
  {
    name: 'Resource beside NotResource',
    page: GRAMMAR,
    source: document({ ...good, NotResource: '*' }),
    path: 'Statement.NotResource',
    says: SYNTAX,
  },
  {
    name: 'no Action',
    page: ACTION,
    source: document({ Effect: 'Allow', Resource: '*' }),
    path: 'Statement.Action',
    says: 'Policy statement must contain actions.',
  },
  {
    name: 'an empty list of actions',
    page: ACTION,
    source: document({ ...good, Action: [] }),
    path: 'Statement.Action',
    says: 'Policy statement must contain actions.',
  },
  {
    name: 'an action without its service',
    page: ACTION,
    source: document({ ...good, Action: 'GetObject' }),
    path: 'Statement.Action',
    says: 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  },
  {
    name: 'an action with two colons',
    page: ACTION,
    source: document({ ...good, Action: 's3:List:Bucket' }),
    path: 'Statement.Action',
    says: 'Actions/Condition can contain only one colon.',
  },
  {
    name: 'a service with a space',
    page: ACTION,
    source: document({ ...good, Action: 'a a:ListBucket' }),
    path: 'Statement.Action',
    says: 'Vendor a a is not valid',
  },
  {
    name: 'a service with a wildcard',
    page: ACTION,
    source: document({ ...good, Action: 's*:GetObject' }),
    path: 'Statement.Action',
    says: 'Vendor s* is not valid',
  },
  {
    name: 'a number in the place of an action',
    page: ACTION,
    source: document({ ...good, Action: [1] }),
    path: 'Statement.Action[0]',
    says: SYNTAX,
  },
  {
    name: 'no Resource',
    page: RESOURCE,
    source: document({ Effect: 'Allow', Action: 's3:*' }),
    path: 'Statement.Resource',
    says: 'Policy statement must contain resources.',
  },
  {
    name: 'an empty list of resources',
    page: RESOURCE,
    source: document({ ...good, Resource: [] }),
    path: 'Statement.Resource',
    says: 'Policy statement must contain resources.',
  },
  {
    name: 'a resource that is no ARN',
    page: RESOURCE,
    source: document({ ...good, Resource: ['*', 'adf'] }),
    path: 'Statement.Resource[1]',
    says: 'Resource adf must be in ARN format or "*".',
  },
  {
    name: 'an unknown partition',
    page: RESOURCE,
    source: document({ ...good, Resource: 'arn:error:s3:::b' }),
    path: 'Statement.Resource',
    says: 'Partition "error" is not valid for resource "arn:error:s3:::b".',
  },
  {
    name: 'an ARN of five parts',
    page: RESOURCE,
    source: document({ ...good, Resource: 'arn:aws:s3::b' }),
    path: 'Statement.Resource',
    says: LEGACY,
  },
  {
    name: 'an S3 ARN with a Region',
    page: RESOURCE,
    source: document({ ...good, Resource: 'arn:aws:s3:us-east-1::b' }),
    path: 'Statement.Resource',
    says: 'Resource arn:aws:s3:us-east-1::b can not contain region information.',
  },
  {
    name: 'an IAM ARN with a Region',
    page: RESOURCE,
    source: document({ ...good, Resource: 'arn:aws:iam:us-east-1::user/x' }),
    path: 'Statement.Resource',
    says: 'IAM resource arn:aws:iam:us-east-1::user/x cannot contain region information.',
  },
  {
    name: 'a wildcard in the place of the service',
    page: RESOURCE,
    source: document({ ...good, Resource: 'arn:aws:*:*:*:x' }),
    path: 'Statement.Resource',
    says: 'Resource vendor must be fully qualified and cannot contain regexes.',
  },
  {
    name: 'a Sid used twice',
    page: SID,
    source: document([
      { ...good, Sid: 'a' },
      { ...good, Sid: 'a' },
    ]),
    path: 'Statement[1].Sid',
    says: 'Statement IDs (SID) in a single policy must be unique.',
  },
  { name: 'a Sid with a space', page: SID, source: document({ ...good, Sid: 'a b' }), path: 'Statement.Sid', says: SYNTAX },
  {
    name: 'a Principal in an identity-based policy',
    page: PRINCIPAL,
    source: document({ ...good, Principal: '*' }),
    path: 'Statement.Principal',
    says: 'Policy document should not specify a principal.',
  },
  {
    name: 'a Principal in a service control policy',
    page: SCP,
    kind: 'scp',
    source: document(bucket),
    path: 'Statement.Principal',
    says: 'Policy document should not specify a principal.',
  },
  {
    name: 'no Principal in a bucket policy',
    page: PRINCIPAL,
    kind: 'resource',
    source: document(good),
    path: 'Statement.Principal',
    says: 'Missing required field Principal',
  },
  {
    name: 'a wildcard in the ARN of a principal',
    page: PRINCIPAL,
    kind: 'resource',
    source: document({ ...good, Principal: { AWS: 'arn:aws:iam::111122223333:user/*' } }),
    path: 'Statement.Principal.AWS',
    says: 'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:user/*"',
  },
  {
    name: 'a variable in the ARN of a principal',
    page: VARIABLES,
    kind: 'resource',
    source: document({ ...good, Principal: { AWS: 'arn:aws:iam::111122223333:user/${aws:username}' } }),
    path: 'Statement.Principal.AWS',
    says: 'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:user/${aws:username}"',
  },
  {
    name: 'a group as a principal',
    page: PRINCIPAL,
    kind: 'resource',
    source: document({ ...good, Principal: { AWS: 'arn:aws:iam::111122223333:group/x' } }),
    path: 'Statement.Principal.AWS',
    says: 'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:group/x"',
  },
  {
    name: 'a wildcard in a service principal',
    page: PRINCIPAL,
    kind: 'resource',
    source: document({ ...good, Principal: { Service: '*.amazonaws.com' } }),
    path: 'Statement.Principal.Service',
    says: 'Invalid principal in policy: "Service":"*.amazonaws.com"',
  },
  {
    name: 'an unknown type of principal',
    page: PRINCIPAL,
    kind: 'resource',
    source: document({ ...good, Principal: { User: 'ana' } }),
    path: 'Statement.Principal.User',
    says: 'Invalid principal in policy: "User":"ana"',
  },
  {
    name: 'an ARN as the whole Principal',
    page: PRINCIPAL,
    kind: 'resource',
    source: document({ ...good, Principal: 'arn:aws:iam::111122223333:root' }),
    path: 'Statement.Principal',
    says: 'Invalid principal in policy: "*":"arn:aws:iam::111122223333:root"',
  },
  {
    name: 'an empty Principal in a trust policy',
    page: PRINCIPAL,
    kind: 'trust',
    source: document({ ...trust, Principal: {} }),
    path: 'Statement.Principal',
    says: 'Missing required field Principal cannot be empty!',
  },
  {
    name: 'no Principal in a trust policy',
    page: PRINCIPAL,
    kind: 'trust',
    source: document({ Effect: 'Allow', Action: 'sts:AssumeRole' }),
    path: 'Statement.Principal',
    says: 'Missing required field Principal',
  },
  {
    name: 'a Resource in a trust policy',
    page: PRINCIPAL,
    kind: 'trust',
    source: document({ ...trust, Resource: '*' }),
    path: 'Statement.Resource',
    says: 'Has prohibited field Resource',
  },
  {
    name: 'NotPrincipal in a trust policy',
    page: NOT_PRINCIPAL,
    kind: 'trust',
    source: document({ Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }),
    path: 'Statement.NotPrincipal',
    says: 'AssumeRole policy must not contain NotPrincipal field.',
  },
  {
    name: 'an S3 action in a trust policy',
    page: PRINCIPAL,
    kind: 'trust',
    source: document({ ...trust, Action: ['sts:AssumeRole', 's3:GetObject'] }),
    path: 'Statement.Action[1]',
    says: 'AssumeRole policy may only specify STS AssumeRole actions.',
  },
  {
    name: 'every action in a trust policy',
    page: PRINCIPAL,
    kind: 'trust',
    source: document({ ...trust, Action: '*' }),
    path: 'Statement.Action',
    says: 'AssumeRole policy may only specify STS AssumeRole actions.',
  },
  {
    name: 'trust in every identity pool of the world',
    page: COGNITO,
    kind: 'trust',
    source: document({ ...trust, Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'cognito-identity.amazonaws.com' } }),
    path: 'Statement.Condition',
    says: 'A condition block must be present for the Cognito provider',
  },
  {
    name: 'NotPrincipal with Allow',
    page: NOT_PRINCIPAL,
    kind: 'resource',
    source: document({ ...good, NotPrincipal: { AWS: '111122223333' } }),
    path: 'Statement.NotPrincipal',
    says: 'Allow with NotPrincipal is not allowed.',
  },
  {
    name: 'an RCP that allows',
    page: RCP,
    kind: 'rcp',
    source: document({ ...bucket, Action: 's3:*', Resource: '*' }),
    path: 'Statement.Effect',
    says: SYNTAX,
  },
  {
    name: 'an RCP for one principal',
    page: RCP,
    kind: 'rcp',
    source: document({ ...good, Effect: 'Deny', Principal: { AWS: '111122223333' } }),
    path: 'Statement.Principal',
    says: SYNTAX,
  },
  {
    name: 'an RCP with every action',
    page: RCP,
    kind: 'rcp',
    source: document({ ...bucket, Effect: 'Deny', Action: '*' }),
    path: 'Statement.Action',
    says: SYNTAX,
  },
  {
    name: 'an RCP with NotAction',
    page: RCP,
    kind: 'rcp',
    source: document({ Effect: 'Deny', Principal: '*', NotAction: 's3:*', Resource: '*' }),
    path: 'Statement.NotAction',
    says: SYNTAX,
  },
  {
    name: 'an RCP without version',
    page: RCP,
    kind: 'rcp',
    source: { Statement: { ...bucket, Effect: 'Deny' } },
    path: 'Version',
    says: SYNTAX,
  },
  {
    name: 'an unknown operator',
    page: OPERATORS,
    source: condition({ StringEqual: { 'aws:username': 'x' } }),
    path: 'Statement.Condition.StringEqual',
    says: 'Invalid Condition type : StringEqual.',
  },
  {
    name: 'an operator in small letters',
    page: OPERATORS,
    source: condition({ stringequals: { 'aws:username': 'x' } }),
    path: 'Statement.Condition.stringequals',
    says: 'Invalid Condition type : stringequals.',
  },
  {
    name: 'Null with IfExists',
    page: OPERATORS,
    source: condition({ NullIfExists: { 'aws:username': 'true' } }),
    path: 'Statement.Condition.NullIfExists',
    says: 'Invalid Condition type : NullIfExists.',
  },
  {
    name: 'a set operator with two colons',
    page: OPERATORS,
    source: condition({ 'ForAnyValue::StringEquals': { a: 'b' } }),
    path: 'Statement.Condition.ForAnyValue::StringEquals',
    says: 'Invalid Condition type : ForAnyValue::StringEquals.',
  },
  { name: 'a Condition that is a list', page: OPERATORS, source: condition([]), path: 'Statement.Condition', says: SYNTAX },
  {
    name: 'an operator without keys',
    page: OPERATORS,
    source: condition({ DateGreaterThan: 'b' }),
    path: 'Statement.Condition.DateGreaterThan',
    says: SYNTAX,
  },
  {
    name: 'an object in the place of a value',
    page: OPERATORS,
    source: condition({ StringEquals: { a: {} } }),
    path: 'Statement.Condition.StringEquals.a',
    says: SYNTAX,
  },
  {
    name: 'no value',
    page: OPERATORS,
    source: condition({ StringEquals: { a: null } }),
    path: 'Statement.Condition.StringEquals.a',
    says: SYNTAX,
  },
  {
    name: 'a key twice, in two cases',
    page: OPERATORS,
    source: condition({ StringEquals: { 'aws:UserName': 'a', 'aws:username': 'b' } }),
    path: 'Statement.Condition.StringEquals.aws:username',
    says: SYNTAX,
  },
  {
    name: 'a date that is none',
    page: OPERATORS,
    source: condition({ DateGreaterThan: { a: 'sdfdsf' } }),
    path: 'Statement.Condition.DateGreaterThan.a',
    says: LEGACY,
  },
  {
    name: 'epoch seconds out of range',
    page: OPERATORS,
    source: condition({ DateLessThan: { a: '9223372036854775808' } }),
    path: 'Statement.Condition.DateLessThan.a',
    says: LEGACY,
  },
  {
    name: 'a number that is none',
    page: OPERATORS,
    source: condition({ NumericEquals: { 's3:max-keys': 'ten' } }),
    path: 'Statement.Condition.NumericEquals.s3:max-keys',
    says: SYNTAX,
  },
  {
    name: 'an address that is none',
    page: OPERATORS,
    source: condition({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/33' } }),
    path: 'Statement.Condition.NotIpAddress.aws:SourceIp',
    says: SYNTAX,
  },
  {
    name: 'a boolean that is none',
    page: OPERATORS,
    source: condition({ Bool: { 'aws:SecureTransport': 'yes' } }),
    path: 'Statement.Condition.Bool.aws:SecureTransport',
    says: SYNTAX,
  },
  {
    name: 'a variable that is not closed',
    page: VARIABLES,
    source: document({ ...good, Resource: 'arn:aws:s3:::b/${aws:username' }),
    path: 'Statement.Resource',
    says: SYNTAX,
  },
  {
    name: 'a default without quotes',
    page: VARIABLES,
    source: document({ ...good, Resource: 'arn:aws:s3:::b/${aws:username, none}' }),
    path: 'Statement.Resource',
    says: SYNTAX,
  },
  {
    name: 'an element twice in a text',
    page: GRAMMAR,
    source: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}',
    path: 'Statement.Effect',
    says: 'Statement/policy already has instance of Effect',
  },
];

describe('refuses what AWS would not store', () => {
  test.each(refused)('$name ($page)', ({ kind, source, path, says }) => {
    const error = refusalOf(source, kind ?? 'identity');
    expect(error).toMatchObject({ path, awsMessage: says });
    expect(error.message).toContain(error.expected);
    expect(error.message).toContain(error.got);
    const text = typeof source === 'string' ? source : JSON.stringify(source);
    expect(refusalOf(text, kind ?? 'identity')).toMatchObject({ path, awsMessage: says });
  });
});

const accepted: { name: string; page: string; kind?: PolicyKind; source: unknown }[] = [
  { name: 'one statement without a list', page: GRAMMAR, source: document(good) },
  { name: 'version 2008-10-17', page: GRAMMAR, source: document(good, '2008-10-17') },
  { name: 'an Id', page: GRAMMAR, source: { ...document(good), Id: 'x' } },
  { name: 'NotAction with NotResource', page: GRAMMAR, source: document({ Effect: 'Allow', NotAction: 's3:*', NotResource: '*' }) },
  { name: 'an empty Condition', page: GRAMMAR, source: condition({}) },
  { name: 'a condition key without values', page: GRAMMAR, source: condition({ DateGreaterThan: { a: [] } }) },
  { name: 'an unknown service', page: ACTION, source: document({ ...good, Action: 'service-prefix:action-name' }) },
  { name: 'an action with wildcards', page: ACTION, source: document({ ...good, Action: ['s3:*', 'iam:Get?ser', '*'] }) },
  { name: 'an ARN of an unknown service', page: RESOURCE, source: document({ ...good, Resource: 'arn:aws:invalid-service:us-east-1::x' }) },
  { name: 'a wildcard as partition', page: RESOURCE, source: document({ ...good, Resource: 'arn:*:s3:::b/*' }) },
  { name: 'the account of an IAM ARN left out', page: RESOURCE, source: document({ ...good, Resource: 'arn:aws:iam:::user/x' }) },
  { name: 'epoch seconds before 1970', page: OPERATORS, source: condition({ DateLessThan: { a: '-292275054' } }) },
  {
    name: 'a date with fractions and zone',
    page: OPERATORS,
    source: condition({ DateLessThanEquals: { a: '2016-12-13T21:20:37.593194+00:00' } }),
  },
  { name: 'JSON numbers and booleans as values', page: OPERATORS, source: condition({ NumericEquals: { a: 10 }, Bool: { b: false } }) },
  { name: 'a set operator with IfExists', page: OPERATORS, source: condition({ 'ForAnyValue:StringEqualsIfExists': { a: 'asf' } }) },
  {
    name: 'a variable with a default',
    page: VARIABLES,
    source: document({ ...good, Resource: "arn:aws:s3:::b/${aws:PrincipalTag/team, 'none'}" }),
  },
  {
    name: 'what looks like a variable in a 2008 document',
    page: VARIABLES,
    source: document({ ...good, Condition: { StringEquals: { a: '${b' } } }, '2008-10-17'),
  },
  { name: 'a trust policy of a service', page: PRINCIPAL, kind: 'trust', source: document(trust) },
  {
    name: 'a trust policy with session tags',
    page: PRINCIPAL,
    kind: 'trust',
    source: document({ ...trust, Action: ['sts:AssumeRole', 'sts:TagSession'] }),
  },
  {
    name: 'the account as number and as ARN',
    page: PRINCIPAL,
    kind: 'resource',
    source: document({ ...good, Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:root'] } }),
  },
  {
    name: 'a session as principal',
    page: PRINCIPAL,
    kind: 'resource',
    source: document({ ...good, Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/r/s' } }),
  },
  {
    name: 'the id of a deleted user',
    page: PRINCIPAL,
    kind: 'resource',
    source: document({ ...good, Principal: { AWS: 'AIDACKCEVSQ6C2EXAMPLE' } }),
  },
  {
    name: 'a key policy with a Sid of several words',
    page: SID,
    kind: 'keyPolicy',
    source: document({ ...bucket, Sid: 'Enable IAM policies', Resource: '*' }),
  },
  {
    name: 'the one RCP that allows',
    page: RCP,
    kind: 'rcp',
    source: document({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
  },
  {
    name: 'an SCP that allows under a condition',
    page: SCP,
    kind: 'scp',
    source: condition({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }),
  },
  {
    name: 'the short form of API Gateway',
    page: RESOURCE,
    kind: 'resource',
    source: document({ ...bucket, Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }),
  },
];

describe('accepts what AWS stores', () => {
  test.each(accepted)('$name ($page)', ({ kind, source }) => {
    expect(parsePolicy(source, kind ?? 'identity')).toEqual(parsePolicy(JSON.stringify(source), kind ?? 'identity'));
  });
});

test('lists stand where a document has a single value', () => {
  expect(parsePolicy(condition({ Bool: { 'aws:SecureTransport': true } }), 'identity').statements[0]).toMatchObject({
    index: 0,
    action: ['s3:GetObject'],
    resource: ['arn:aws:s3:::b/*'],
    conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] }],
  });
});

function refusalOf(source: unknown, kind: PolicyKind): PolicyError {
  try {
    parsePolicy(source, kind);
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
  throw new Error('The document was accepted.');
}
