import { describe, expect, test } from 'vitest';
import { parseShorthand } from '../../../src/workbench/aws/shorthand.ts';

// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
test.each([
  ['Key=a,Value=b', { Key: 'a', Value: 'b' }],
  ['Key=a,Value=', { Key: 'a', Value: '' }],
  ['foo=a,b', { foo: ['a', 'b'] }],
  ['foo=a,b,c=d,e=f', { foo: ['a', 'b'], c: 'd', e: 'f' }],
  ['foo=a,c=d', { foo: 'a', c: 'd' }],
  ['foo=[a,b],c=d', { foo: ['a', 'b'], c: 'd' }],
  ['foo=[a]', { foo: ['a'] }],
  ['foo=[]', { foo: [] }],
  ['foo={bar=baz,x=[1,{y=z}]}', { foo: { bar: 'baz', x: ['1', { y: 'z' }] } }],
  ['Objects=[{Key=a},{Key=b,VersionId=1}],Quiet=true', { Objects: [{ Key: 'a' }, { Key: 'b', VersionId: '1' }], Quiet: 'true' }],
  [`foo="a, b",bar='c=d'`, { foo: 'a, b', bar: 'c=d' }],
  [String.raw`foo='it\'s',bar="\"q\""`, { foo: "it's", bar: '"q"' }],
  [String.raw`foo=a\,b`, { foo: 'a,b' }],
  ['foo = a , b = c', { foo: 'a', b: 'c' }],
  ['arn=arn:aws:iam::aws:policy/ReadOnlyAccess', { arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
  ['a=b=c', { a: 'b=c' }],
  [
    'ContextKeyName=aws:x,ContextKeyValues=a,b,ContextKeyType=string',
    { ContextKeyName: 'aws:x', ContextKeyValues: ['a', 'b'], ContextKeyType: 'string' },
  ],
])('%s', (text, wanted) => {
  expect(parseShorthand(text)).toEqual(wanted);
});

describe('says where it stopped understanding', () => {
  test.each([
    ['foo', "Expected: '=', received: 'EOF' for input:\nfoo\n   ^"],
    ['foo=[a', "Expected: ',', received: 'EOF' for input:\nfoo=[a\n      ^"],
    [
      'a=b,a=c',
      'Second instance of key "a" encountered for input:\na=b,a=c\n    ^\nThis is often because there is a preceding "," instead of a space.',
    ],
  ])('%s', (text, wanted) => {
    expect(() => parseShorthand(text)).toThrow(wanted);
  });
});
