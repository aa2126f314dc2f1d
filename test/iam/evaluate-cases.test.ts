import { expect, test } from 'vitest';
import { evaluateCase } from '../../src/iam/index.ts';
import { allow, ANA, deny, OBJECT } from './support.ts';

const request = { principal: ANA, action: 's3:GetObject', resource: OBJECT };
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const one = (more: object) => ({ id: 'one', policies: {}, request, expected: 'Allowed', ...more });

test('a case that holds names what decided', () => {
  const policies = { identity: [document(allow('s3:*')), document(deny('iam:*'), { ...allow('s3:GetObject'), Sid: 'Read' })] };
  expect(evaluateCase(one({ policies }))).toEqual({
    id: 'one',
    expected: 'Allowed',
    got: 'Allowed',
    ok: true,
    decidedBy: 'identity policy 1, statement 1; identity policy 2, statement 2 (Read)',
  });
});

test('a case that does not hold says so', () => {
  expect(evaluateCase(one({}))).toMatchObject({ got: 'ImplicitlyDenied', ok: false, decidedBy: 'identity: nothing allows it' });
});

test('a document that AWS would not store is rejected, and where it is wrong is said', () => {
  const judged = evaluateCase(one({ policies: { identity: [document({ ...allow('*'), Effect: 'allow' })] }, expected: 'Rejected' }));
  expect(judged).toMatchObject({ got: 'Rejected', ok: true });
  expect(judged.decidedBy).toContain('Statement[0].Effect');
});

test('either kind of denial is right where the case says so', () => {
  const policies = { identity: [document(deny('*'))] };
  expect(evaluateCase(one({ policies, expected: 'ImplicitlyDenied' })).ok).toBe(false);
  expect(evaluateCase(one({ policies, expected: 'ImplicitlyDenied', anyDeny: true })).ok).toBe(true);
  expect(evaluateCase(one({ policies: { identity: [document(allow('*'))] }, expected: 'ImplicitlyDenied', anyDeny: true })).ok).toBe(false);
});

test.each<[what: string, value: unknown]>([
  ['a list', []],
  ['no id', { ...one({}), id: undefined }],
  ['an unknown outcome', one({ expected: 'Maybe' })],
  ['an unknown kind of policy', one({ policies: { idenity: [] } })],
  ['a principal that is none', one({ request: { ...request, principal: 'ana' } })],
  ['a principal of an unknown type', one({ request: { ...request, principal: { type: 'Someone' } } })],
  ['a condition key with an object', one({ request: { ...request, context: { a: {} } } })],
])('%s cannot be judged', (_what, value) => {
  expect(() => evaluateCase(value)).toThrow(RangeError);
});
