import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyChanges,
  can,
  changesFor,
  difference,
  evaluate,
  explain,
  neededStatements,
  parsePolicy,
  parsePrincipal,
  PolicyError,
  sweep,
  whoCan,
} from '../../src/iam/index.ts';
import type { PoliciesInForce, PolicyKind } from '../../src/iam/types.ts';
import {
  ANA,
  APP,
  BUCKET,
  EVE,
  FOREIGN,
  KEY,
  OBJECT,
  OWN,
  policiesOf,
  policy,
  type Question,
  requestOf,
  ROLE,
  SESSION,
  type StatementJson,
} from './support.ts';

const NAMES = [ANA, EVE, APP, SESSION, OWN, FOREIGN, `arn:aws:iam::${OWN}:root`, '*'];
const CONDITIONS = [
  {},
  { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': ['red', 'blue'] } },
  { StringNotLikeIfExists: { 'aws:PrincipalArn': '*role/*' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  { Null: { 'aws:TagKeys': 'true' } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
  { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'a' } },
  { StringEquals: { 'aws:PrincipalTag/team': '${aws:PrincipalTag/other}' } },
];

const effect = fc.constantFrom('Allow', 'Deny');
const what = fc.record({
  Action: fc.constantFrom<string | string[]>('*', 's3:*', 's3:Get*', ['kms:Decrypt', 'sts:*'], 's3:GetObject'),
  Resource: fc.constantFrom<string | string[]>('*', `${BUCKET}/*`, OBJECT, ['arn:aws:s3:::${aws:username}/*', KEY], ROLE),
  Condition: fc.constantFrom(...CONDITIONS),
});
const identity = fc.tuple(effect, what).map(([Effect, rest]): StatementJson => ({ Effect, ...rest }));
const onResource = fc
  .tuple(effect, what, fc.constantFrom(...NAMES))
  .map(([Effect, rest, AWS]): StatementJson => ({ Effect, ...rest, Principal: { AWS } }));
const onTrust = fc
  .tuple(effect, fc.constantFrom(...NAMES), fc.constantFrom(...CONDITIONS))
  .map(([Effect, AWS, Condition]): StatementJson => ({ Effect, Principal: { AWS }, Action: 'sts:AssumeRole', Condition }));
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });

const target = fc.constantFrom(
  { action: 's3:GetObject', resource: OBJECT },
  { action: 's3:PutObject', resource: OBJECT },
  { action: 'kms:Decrypt', resource: KEY },
  { action: 'sts:AssumeRole', resource: ROLE },
);
const context = fc.constantFrom(
  {},
  { 'aws:PrincipalTag/team': 'red' },
  { 'aws:PrincipalTag/team': 'blue', 'aws:TagKeys': ['a', 'c'] },
  { 'aws:MultiFactorAuthPresent': true, 'aws:PrincipalTag/other': 'red', 'aws:PrincipalTag/team': 'red' },
);
const question: fc.Arbitrary<Question> = fc
  .record({
    target,
    context,
    principal: fc.constantFrom<Question['principal'] & {}>(ANA, EVE, SESSION, `arn:aws:iam::${OWN}:root`, 'lambda.amazonaws.com', {
      type: 'Anonymous',
    }),
    identity: fc.option(some(identity), { nil: undefined }),
    on: fc.option(some(onResource), { nil: undefined }),
    trust: some(onTrust),
    boundary: fc.option(some(identity), { nil: undefined }),
    session: fc.option(some(identity), { nil: undefined }),
    scp: fc.option(fc.array(some(identity), { minLength: 1, maxLength: 2 }), { nil: undefined }),
  })
  .map(({ target, trust, on, ...rest }) => ({
    ...target,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(target.resource === ROLE ? { on: trust } : on === undefined ? {} : { on }),
  }));

const outcomeOf = (asked: Question, policies: PoliciesInForce = policiesOf(asked)) => evaluate(requestOf(asked), policies).outcome;

describe('whatever the policies are', () => {
  test('one more Deny never allows', () => {
    fc.assert(
      fc.property(question, what, fc.nat(3), (asked, rest, place) => {
        const policies = policiesOf(asked);
        const added = policy('identity', { Effect: 'Deny', ...rest });
        const more: PoliciesInForce[] = [
          { ...policies, identity: [...(policies.identity ?? []), added] },
          { ...policies, session: [...(policies.session ?? []), added] },
          { ...policies, boundary: [...(policies.boundary ?? []), added] },
          { ...policies, scp: [...(policies.scp ?? []), { name: 'more', policies: [added, ...(policies.scp?.[0]?.policies ?? [])] }] },
        ];
        const after = outcomeOf(asked, more[place]);
        expect(outcomeOf(asked, policies) === 'allowed' || after !== 'allowed').toBe(true);
      }),
    );
  });

  test('a boundary, a session policy or an SCP never adds', () => {
    fc.assert(
      fc.property(question, some(identity), (asked, statements) => {
        const { boundary: _boundary, session: _session, scp: _scp, ...bare } = asked;
        fc.pre(outcomeOf(bare) !== 'allowed');
        const limits = [
          { ...bare, boundary: statements },
          { ...bare, session: statements },
          { ...bare, scp: [statements] },
        ];
        expect(limits.map((limited) => outcomeOf(limited))).not.toContain('allowed');
      }),
    );
  });

  test('one more Allow never denies explicitly, and never takes away', () => {
    fc.assert(
      fc.property(question, what, (asked, rest) => {
        const before = outcomeOf(asked);
        const after = outcomeOf({ ...asked, identity: [...(asked.identity ?? []), { Effect: 'Allow', ...rest }] });
        expect(before === after || (before === 'implicitDeny' && after === 'allowed')).toBe(true);
      }),
    );
  });

  test('the order of statements does not matter', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const turned = Object.fromEntries(
          Object.entries(asked).map(([name, value]) => [name, Array.isArray(value) && name !== 'scp' ? value.toReversed() : value]),
        );
        expect(outcomeOf(turned)).toBe(outcomeOf(asked));
      }),
    );
  });

  test('nothing is allowed without a statement that allows it, the root user apart', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const decision = evaluate(requestOf(asked), policiesOf(asked));
        expect(
          decision.outcome !== 'allowed' || decision.matched.some(({ effect }) => effect === 'Allow') || decision.layer === 'none',
        ).toBe(true);
      }),
    );
  });

  test('every decision can be explained, and a denial says what would change it', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const decision = evaluate(requestOf(asked), policiesOf(asked));
        const { headline, change } = explain(requestOf(asked), decision);
        expect(headline).toMatch(/ (may|may not) do .*\.$/);
        expect(change === undefined).toBe(decision.outcome === 'allowed');
      }),
    );
  });

  test('a sweep answers as single questions do', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const policies = policiesOf(asked);
        const actions = ['s3:GetObject', 's3:GetObjectAcl', 's3:PutObject', 's3:ListBucket', 'kms:Decrypt', 'sts:AssumeRole'];
        const resources = [OBJECT, KEY, ROLE, '*'];
        const request = (action: string, resource: string) => requestOf({ ...asked, action, resource });
        const found = sweep({ actions, resources, request, policies }).allowed.map((one) => one.request);
        const single = resources.flatMap((resource) => actions.map((action) => request(action, resource)));
        expect(found).toEqual(single.filter((one) => evaluate(one, policies).outcome === 'allowed'));
      }),
    );
  });
});

describe('the smallest change', () => {
  test('allows what was denied, and is missing only where no policy can', () => {
    let mended = 0;
    fc.assert(
      fc.property(question, (asked) => {
        const [request, policies] = [requestOf(asked), policiesOf(asked)];
        fc.pre(!can(request, policies));
        const changes = changesFor(request, policies);
        // A role is taken neither by a root user nor by who does not sign.
        const isHopeless = request.action === 'sts:AssumeRole' && ['Root', 'Anonymous'].includes(request.principal.type);
        expect(changes === undefined).toBe(isHopeless);
        if (changes === undefined) return;
        mended++;
        const after = applyChanges({ request, policies }, changes);
        expect(can(after.request, after.policies)).toBe(true);
        // No step of it can be left out.
        for (const left of changes) {
          const less = applyChanges(
            { request, policies },
            changes.filter((one) => one !== left),
          );
          expect(can(less.request, less.policies)).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
    expect(mended).toBeGreaterThan(500);
  });

  test('a statement is needed where taking it away denies', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const [request, policies] = [requestOf(asked), policiesOf(asked)];
        for (const { layer, index } of neededStatements(request, policies)) {
          expect(can(request, policies)).toBe(true);
          if (layer !== 'identity') continue;
          const rest = (asked.identity ?? []).filter((_, place) => place !== index);
          const without = policiesOf({
            ...asked,
            ...(rest.length === 0 ? { identity: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }] } : { identity: rest }),
          });
          expect(can(request, without)).toBe(false);
        }
      }),
    );
  });
});

describe('questions agree', () => {
  test('who can is those of whom can is true', () => {
    fc.assert(
      fc.property(question, fc.array(question, { maxLength: 4 }), (asked, others) => {
        const candidates = [asked, ...others].map((one) => ({
          principal: requestOf(one).principal,
          policies: policiesOf(one),
          context: one.context ?? {},
        }));
        const { principal: _principal, ...what } = { ...requestOf(asked), context: {} };
        const able = whoCan(what, candidates).map(({ candidate }) => candidate);
        expect(able).toEqual(candidates.filter(({ principal, policies, context }) => can({ ...what, principal, context }, policies)));
      }),
    );
  });

  test('a difference is that of can before and can after', () => {
    fc.assert(
      fc.property(question, question, (one, other) => {
        const [before, after] = [policiesOf(one), policiesOf(other)];
        const contexts = [one.context ?? {}, other.context ?? {}];
        const principals = [requestOf(one).principal, parsePrincipal(EVE)];
        const actions = ['s3:GetObject', 's3:PutObject', 'kms:Decrypt', 'sts:AssumeRole'];
        const found = difference(before, after, { principals, actions, resources: [one.resource ?? OBJECT], contexts });
        const changed = (was: boolean) =>
          new Set(
            principals.flatMap((principal) =>
              actions.flatMap((action) =>
                contexts.flatMap((context) => {
                  const request = { principal, action, resource: one.resource ?? OBJECT, context };
                  return can(request, before) === was && can(request, after) === !was ? [JSON.stringify([principal, action])] : [];
                }),
              ),
            ),
          );
        const told = (list: typeof found.allowed) =>
          new Set(list.map(({ request }) => JSON.stringify([request.principal, request.action])));
        expect(told(found.allowed)).toEqual(changed(false));
        expect(told(found.denied)).toEqual(changed(true));
        for (const { request } of found.allowed) expect([can(request, before), can(request, after)]).toEqual([false, true]);
        for (const { request } of found.denied) expect([can(request, before), can(request, after)]).toEqual([true, false]);
      }),
    );
  });
});

const KINDS: readonly PolicyKind[] = ['identity', 'boundary', 'session', 'resource', 'trust', 'keyPolicy', 'scp', 'rcp', 'vpcEndpoint'];

/** Parses and forgets; only a PolicyError may come out. */
function isHandled(source: unknown, kind: PolicyKind): boolean {
  try {
    const document = parsePolicy(source, kind);
    evaluate(requestOf({}), { identity: [{ name: 'fuzz', attachedTo: 'the test', document }] });
    return true;
  } catch (error) {
    if (error instanceof PolicyError) return error.path.length < 2000 && error.message !== '' && error.awsMessage !== '';
    throw error;
  }
}

describe('whatever the document is', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'Version',
      'Statement',
      'Effect',
      'Action',
      'Resource',
      'Condition',
      'Principal',
      'Sid',
      '__proto__',
      'constructor',
      'toString',
    ),
    fc.constantFrom('2012-10-17', 'Allow', '*', 's3:*', 'arn:aws:s3:::b', '${', 'StringEquals', 'AWS'),
    fc.string({ unit: 'binary' }),
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      word,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(word, tie('value'), { maxKeys: 5, noNullPrototype: false }),
  })).value;

  test('it is read or refused, as a value and as a text', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(...KINDS), (value, kind) => {
        expect([isHandled(value, kind), isHandled(JSON.stringify(value), kind)]).toEqual([true, true]);
      }),
      { numRuns: 1000 },
    );
  });

  test('any text is read or refused', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(text, fc.constantFrom(...KINDS), (source, kind) => {
        expect(isHandled(source, kind)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('texts with a wound are read or refused', () => {
    const statement = { Effect: 'Allow', Action: ['s3:*'], Resource: '*', Condition: { Bool: { a: true } } };
    const whole = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(4), fc.string({ maxLength: 3 }), (at, length, put) => {
        expect(isHandled(whole.slice(0, at) + put + whole.slice(at + length), 'identity')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('no prototype is touched', () => {
    const text = '{"Version":"2012-10-17","__proto__":{"polluted":1},"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
    expect(() => parsePolicy(text, 'identity')).toThrow(PolicyError);
    const inside =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"__proto__":"x","constructor":"y"}}}}';
    const { statements } = parsePolicy(inside, 'identity');
    expect(statements[0]?.conditions.map(({ key }) => key)).toEqual(['__proto__', 'constructor']);
    expect(outcomeOf({}, { identity: [{ name: 'p', attachedTo: 'the test', document: parsePolicy(inside, 'identity') }] })).toBe(
      'implicitDeny',
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  test.each([
    ['deep lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['deep objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['a deep list in a document', `{"Version":"2012-10-17","Statement":${'['.repeat(5000)}${']'.repeat(5000)}}`],
  ])('%s are refused', (_what, text) => {
    expect(() => parsePolicy(text, 'identity')).toThrow(PolicyError);
  });

  test('a value that contains itself is refused', () => {
    const round: Record<string, unknown> = { Version: '2012-10-17' };
    round['Statement'] = round;
    expect(() => parsePolicy(round, 'identity')).toThrow(PolicyError);
  });

  test('a number of thousands of digits is refused, not computed', () => {
    const text = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericEquals":{"a":${'9'.repeat(10_000)}}}}}`;
    expect(() => parsePolicy(text, 'identity')).toThrow('a number');
  });
});
