import { expect, test } from 'vitest';
import { bucket, check, type CheckSpec, fresh, role, state, user } from '../../src/check/index.ts';

const app = role('app');
const read = app.does('s3:GetObject', bucket('photos').object('a.jpg'));
const write = app.does('s3:PutObject', bucket('photos').object('a.jpg'));

test.each<[string, unknown, string]>([
  ['nothing', {}, 'must ask for something'],
  ['empty lists', { allowed: [], refused: [], exists: [] }, 'must ask for something'],
  ['only what must be allowed', { allowed: [read], exists: [app] }, 'needs `refused` or `exactly`'],
  ['only what must be refused', { refused: [write] }, 'needs `allowed`'],
])('a check that asks for %s is a fault of the lab', (_what, spec, message) => {
  expect(() => check(spec as CheckSpec)).toThrow(message);
});

test('a one-sided check is a type error as well', () => {
  const twoSided: CheckSpec = { allowed: [read], refused: [write] };
  const swept: CheckSpec = { exactly: app.among('s3').may({ 's3:GetObject': 'photos/*' }) };
  const fact: CheckSpec = { state: state('x', () => ({ ok: true, found: 'y' })), refused: [write] };
  // @ts-expect-error -- what must be refused is missing
  const oneSided: CheckSpec = { allowed: [read] };
  // @ts-expect-error -- doing nothing would pass
  const empty: CheckSpec = { refused: [write] };
  expect([twoSided, swept, fact, oneSided, empty]).toHaveLength(5);
});

test('a probe says why it matters without losing what it asks', () => {
  const probe = fresh
    .user({ allow: 'sts:AssumeRole' })
    .does(['sts:AssumeRole', 'sts:TagSession'], [app, role('other')], { externalId: 'x' });
  expect(probe.because('It must not.')).toMatchObject({
    kind: 'probe',
    actions: ['sts:AssumeRole', 'sts:TagSession'],
    resources: [{ thing: { kind: 'role', name: 'app', account: 'main' } }, { thing: { name: 'other' } }],
    context: { externalId: 'x' },
    why: 'It must not.',
    subject: { is: 'freshUser', statements: [{ action: 'sts:AssumeRole', on: '*' }] },
  });
  expect(user('ana').subject).toEqual({ is: 'user', account: 'main', name: 'ana' });
});
