import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arnText, resourceMatches } from '../../../src/iam/arn-match.ts';
import { actionsOf, exampleOf, lintPolicy, strangersFor } from '../../../src/iam/index.ts';
import { mayMeet } from '../../../src/iam/lint/meet.ts';
import { compilePattern } from '../../../src/iam/wildcard.ts';
import { OWN } from '../support.ts';

const types = [
  ...new Set(
    ['s3', 'iam', 'logs', 'lambda', 'ssm', 'kms']
      .flatMap(actionsOf)
      .flatMap(({ resourceTypes }) => resourceTypes.flatMap(({ arnPatterns }) => arnPatterns)),
  ),
];
const place = { word: 'b', account: OWN, region: 'eu-west-1' };

describe('a pattern and a type of resource', () => {
  test.each<[pattern: string, type: string, meet: boolean]>([
    ['arn:aws:s3:::photos', 'arn:${Partition}:s3:::${BucketName}', true],
    ['arn:aws:s3:::photos/*', 'arn:${Partition}:s3:::${BucketName}', false],
    ['arn:aws:s3:::photos/*', 'arn:${Partition}:s3:::${BucketName}/${ObjectName}', true],
    ['arn:aws:s3:::photos', 'arn:${Partition}:s3:::${BucketName}/${ObjectName}', false],
    ['arn:aws:s3:::photos*', 'arn:${Partition}:s3:::${BucketName}/${ObjectName}', true],
    ['arn:aws:s3:::photos/*', 'arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}', false],
    ['arn:aws:iam::*:role/app?', 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}', true],
    ['arn:aws:iam::*:user/*', 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}', false],
    ['arn:aws:iam::1?:r*', 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}', true],
    ['arn:aws:s3:::home/${aws:username}/*', 'arn:${Partition}:s3:::${BucketName}/${ObjectName}', true],
  ])('%s, %s: %s', (pattern, type, meet) => {
    expect(mayMeet(pattern, type)).toBe(meet);
  });

  test('meet where some ARN of the type matches the pattern', () => {
    const arn = fc.constantFrom(...types).map((type) => ({
      type,
      arn:
        strangersFor(
          { action: 'x:Y', accessLevel: '', conditionKeys: [], undeniable: false, resourceTypes: [{ name: 'x', arnPatterns: [type] }] },
          place,
        )[0] ?? '',
    }));
    fc.assert(
      fc.property(arn, fc.nat(60), fc.nat(60), ({ type, arn: text }, from, to) => {
        const resource = text.split(':', 3).join(':').length + 1;
        const [start, end] = [Math.min(from, to), Math.max(from, to)].map((cut) => resource + cut);
        const pattern = `${text.slice(0, start)}*${text.slice(end)}`;
        fc.pre(resourceMatches(compilePattern([pattern]), arnText(text)));
        expect(mayMeet(pattern, type)).toBe(true);
      }),
    );
  });
});

describe('whatever the policy is', () => {
  test('it is linted without a fault of the linter', () => {
    const word = fc.constantFrom(
      'Version',
      'Statement',
      'Effect',
      'Action',
      'Allow',
      'Deny',
      '*',
      's3:*',
      'arn:aws:s3:::b',
      '${',
      '2012-10-17',
      '__proto__',
      'Condition',
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, word, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 3 }),
      object: fc.dictionary(word, tie('value'), { maxKeys: 5, noNullPrototype: false }),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value, null, 1);
        for (const { line = 1, what, mend } of lintPolicy(text, 'identity')) {
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
          expect([what, mend]).not.toContain('');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('statements of any content are linted', () => {
    const statement = fc.record(
      {
        Effect: fc.constantFrom('Allow', 'Deny'),
        Action: fc.oneof(
          fc.constantFrom('*', 's3:*', 'iam:Pass*', 's3:Nope', 'x:y'),
          fc.array(fc.constantFrom('s3:GetObject', 'kms:*'), { minLength: 1 }),
        ),
        Resource: fc.constantFrom('*', 'arn:aws:s3:::b', 'arn:aws:iam::*:*', exampleOf('arn:aws:s3:::*', { ...place, context: {} }) ?? '*'),
        Condition: fc.constantFrom(
          {},
          { StringEquals: { 'a:b': [] } },
          { Null: { 'aws:TagKeys': true } },
          { 'ForAllValues:Bool': { 'aws:x': 'true' } },
        ),
      },
      { requiredKeys: ['Effect', 'Action', 'Resource'] },
    );
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (statements) => {
        const found = lintPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), 'identity');
        expect(found.every(({ path }) => path === '' || path.startsWith('Statement['))).toBe(true);
        expect(found.some(({ rule }) => rule === 'refused')).toBe(false);
      }),
    );
  });
});
