import { describe, expect, test } from 'vitest';
import { arnText, resourceMatches } from '../../src/iam/arn-match.ts';
import { evaluate, parsePolicy } from '../../src/iam/index.ts';
import { compilePattern, matches } from '../../src/iam/wildcard.ts';
import { allow, ANA, decide, requestOf, SESSION } from './support.ts';

const RESOURCE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html';
const ACTION = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html';
const NOT_ACTION = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html';
const VARIABLES = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html';
const SECRETS = 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html';
const API = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf';

describe('resources', () => {
  test.each<[page: string, pattern: string, resource: string, matched: boolean]>([
    [RESOURCE, '*', 'arn:aws:s3:::b/x', true],
    [RESOURCE, '*', '*', true],
    [RESOURCE, 'arn:aws:s3:::b/*', '*', false],
    [RESOURCE, 'arn:aws:s3:::b/*', 'arn:aws:s3:::b', false],
    [RESOURCE, 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/', true],
    [RESOURCE, 'arn:aws:s3:::b*', 'arn:aws:s3:::b-2/x', true],
    [RESOURCE, 'arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1/2/test/3/object.jpg', true],
    [RESOURCE, 'arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1-test/object.jpg', false],
    [RESOURCE, 'arn:aws:s3:::b/*.txt', 'arn:aws:s3:::b/a:b:c.txt', true],
    [RESOURCE, 'arn:aws:s3:::b/f?le', 'arn:aws:s3:::b/f\u{1F600}le', true],
    [RESOURCE, 'arn:aws:s3:::b/F', 'arn:aws:s3:::b/f', false],
    [RESOURCE, 'arn:aws:sqs:*:111122223333:q', 'arn:aws:sqs:eu-west-1:111122223333:q', true],
    [RESOURCE, 'arn:aws:sqs:eu-*-1:111122223333:q', 'arn:aws:sqs:eu-west-1:111122223333:q', true],
    [RESOURCE, 'arn:aws:sqs:eu-west-1:111122223333:q', 'arn:aws:sqs:eu-west-1:111122223333:q2', false],
    [RESOURCE, 'arn:aws:secretsmanager:*:secret:app-*', SECRET, true],
    [RESOURCE, 'arn:aws:secretsmanager:e*t:111122223333:secret:app-*', SECRET, false],
    [RESOURCE, 'arn:*:secretsmanager:*:*:secret:*', SECRET, true],
    [SECRETS, 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-??????', SECRET, true],
    [SECRETS, 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:app', SECRET, false],
    [
      RESOURCE,
      'arn:aws:logs:*:*:log-group:/aws/lambda/*:*',
      'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/f:log-stream:s',
      true,
    ],
    [RESOURCE, 'arn:aws:sqs', 'arn:aws:sqs:eu-west-1:111122223333:q', true],
    [RESOURCE, 'arn:aws:iam::*:role/x', 'arn:aws:iam::111122223333:role/x', true],
    [RESOURCE, 'arn:aws:iam::111122223333:user/*', 'arn:aws:iam::111122223333:role/x', false],
  ])('%s: %s and %s', (_page, pattern, resource, matched) => {
    const outcome = decide({ action: 'any:Thing', resource, identity: [allow('any:Thing', pattern)] }).outcome;
    expect(outcome).toBe(matched ? 'allowed' : 'implicitDeny');
  });

  test(`the short form of API Gateway means the API that the policy hangs on (${API})`, () => {
    const resource = 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/prod/GET/photos';
    const question = (pattern: string) => ({
      action: 'execute-api:Invoke',
      resource,
      on: [allow('execute-api:Invoke', pattern, { Principal: '*' })],
    });
    expect(decide(question('execute-api:/prod/GET/*')).outcome).toBe('allowed');
    expect(decide(question('execute-api:/prod/POST/*')).outcome).toBe('implicitDeny');
  });
});

describe('actions', () => {
  test.each<[page: string, element: object, action: string, matched: boolean]>([
    [ACTION, { Action: 's3:get*' }, 's3:GetObject', true],
    [ACTION, { Action: 'S3:GETOBJECT' }, 's3:GetObject', true],
    [ACTION, { Action: 's3:Get?bject' }, 's3:GetObject', true],
    [ACTION, { Action: 's3:*Object' }, 's3:GetObjectAcl', false],
    [ACTION, { Action: '*' }, 'iam:CreateUser', true],
    [ACTION, { Action: '*:*' }, 'iam:CreateUser', true],
    [ACTION, { Action: 's3:*' }, 's3express:CreateSession', false],
    [ACTION, { Action: 's3:GetObject' }, 's3:GetObjectVersion', false],
    [NOT_ACTION, { NotAction: 'iam:*' }, 's3:GetObject', true],
    [NOT_ACTION, { NotAction: ['iam:*', 'S3:getobject'] }, 's3:GetObject', false],
  ])('%s: %o and %s', (_page, element, action, matched) => {
    const identity = [{ Effect: 'Allow', Resource: '*', ...element }];
    expect(decide({ action, resource: '*', identity }).outcome).toBe(matched ? 'allowed' : 'implicitDeny');
  });
});

describe('policy variables', () => {
  test.each<
    [what: string, text: string, context: Record<string, string | string[]>, resource: string, principal: string, matched: boolean]
  >([
    ['the user name', 'b/${aws:username}/*', {}, 'b/ana/x', ANA, true],
    ['the user name of another', 'b/${aws:username}/*', {}, 'b/bo/x', ANA, false],
    ['a variable without value matches nothing', 'b/${aws:username}/*', {}, 'b//x', SESSION, false],
    ['a default', "b/${aws:PrincipalTag/team, 'none'}/*", {}, 'b/none/x', ANA, true],
    [
      'a default is not used for a tag that is there',
      "b/${aws:PrincipalTag/team, 'none'}/*",
      { 'aws:PrincipalTag/team': 'red' },
      'b/none/x',
      ANA,
      false,
    ],
    ['spaces around a default', "b/${ aws:PrincipalTag/team ,'a b' }", {}, 'b/a b', ANA, true],
    ['the case of a variable does not count', 'b/${AWS:principaltag/TEAM}', { 'aws:PrincipalTag/team': 'red' }, 'b/red', ANA, true],
    ['a star in a value is no wildcard', 'b/${aws:PrincipalTag/team}', { 'aws:PrincipalTag/team': '*' }, 'b/red', ANA, false],
    ['an escaped star', 'b/${*}', {}, 'b/*', ANA, true],
    ['an escaped star is no wildcard', 'b/${*}', {}, 'b/x', ANA, false],
    ['an escaped question mark', 'b/${?}*', {}, 'b/?x', ANA, true],
    ['an escaped dollar', 'b/${$}{aws:username}', {}, 'b/${aws:username}', ANA, true],
    ['a key with several values fills nothing', 'b/${aws:TagKeys}', { 'aws:TagKeys': ['a', 'b'] }, 'b/a', ANA, false],
    ['two variables', 'b/${aws:PrincipalAccount}/${aws:username}', {}, 'b/111122223333/ana', ANA, true],
  ])(`${VARIABLES}: %s`, (_what, text, context, resource, principal, matched) => {
    const identity = [allow('s3:GetObject', `arn:aws:s3:::${text}`)];
    const { outcome } = decide({ principal, context, resource: `arn:aws:s3:::${resource}`, identity });
    expect(outcome).toBe(matched ? 'allowed' : 'implicitDeny');
  });

  test('are filled into texts, never into numbers', () => {
    const document = {
      Version: '2012-10-17',
      Statement: allow('s3:*', '*', { Condition: { NumericEquals: { 's3:max-keys': '${aws:username}' } } }),
    };
    expect(() => parsePolicy(document, 'identity')).toThrow('a number');
  });

  test('are plain text in version 2008-10-17', () => {
    const statement = allow('s3:GetObject', 'arn:aws:s3:::b/${aws:username}');
    const document = parsePolicy({ Version: '2008-10-17', Statement: statement }, 'identity');
    const identity = [{ name: 'old', attachedTo: 'user ana', document }];
    const asks = (resource: string) => evaluate(requestOf({ resource }), { identity }).outcome;
    expect(asks('arn:aws:s3:::b/ana')).toBe('implicitDeny');
    expect(asks('arn:aws:s3:::b/${aws:username}')).toBe('allowed');
  });
});

describe('hostile patterns', () => {
  const hostile = ['*a', '*?', '?*', 'a*', '*a*b'].map((piece) => piece.repeat(60));

  test.each(hostile)('never take more steps than pattern times value: %s', (pattern) => {
    for (const value of ['a'.repeat(400), `${'ab'.repeat(200)}c`, ':'.repeat(300)]) {
      const meter = { steps: 0 };
      matches(compilePattern([`${pattern}z`]), value, meter);
      expect(meter.steps).toBeLessThanOrEqual((pattern.length + 2) * (value.length + 1));
    }
  });

  test('never take more steps across the colons of an ARN either', () => {
    const pattern = compilePattern([`arn:*:${'*a'.repeat(40)}*:*:*:${'*b'.repeat(40)}z`]);
    const value = `arn:aws:${'a'.repeat(200)}:x:y:z:${'b:'.repeat(150)}`;
    const meter = { steps: 0 };
    expect(resourceMatches(pattern, arnText(value), meter)).toBe(false);
    expect(meter.steps).toBeLessThanOrEqual(2 * pattern.codes.length * value.length);
  });

  test('are matched as a plain search would', () => {
    expect(matches(compilePattern(['*a*ab']), 'aaab')).toBe(true);
    expect(matches(compilePattern(['a*b*c*d']), 'a1b2c3c4d')).toBe(true);
    expect(matches(compilePattern(['a*b*c*d']), 'a1b2d3c4')).toBe(false);
    expect(matches(compilePattern([{ literal: 'a*' }]), 'ab')).toBe(false);
  });
});
