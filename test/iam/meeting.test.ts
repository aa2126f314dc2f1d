import { describe, expect, test } from 'vitest';
import { can, type KeyValue, valueMeeting } from '../../src/iam/index.ts';
import { allow, OWN, policiesOf, requestOf } from './support.ts';

const filling = { word: 'zebra7', account: OWN, region: 'eu-west-1', context: {} };
const KEY = 'aws:RequestTag/a';

describe('a value for a condition', () => {
  test.each<[operator: string, values: string[], holds: KeyValue, fails: KeyValue]>([
    ['StringEquals', ['x'], 'x', 'zebra7'],
    ['StringNotEquals', ['x'], 'zebra7', 'x'],
    ['StringLike', ['x*'], 'xzebra7', 'zebra7'],
    ['StringEqualsIfExists', ['x'], 'x', 'zebra7'],
    ['Bool', ['true'], 'true', 'false'],
    ['NumericLessThan', ['10'], '9', '10'],
    ['NumericGreaterThanEquals', ['10'], '10', '9'],
    ['DateGreaterThan', ['2026-01-01T00:00:00Z'], '2026-01-01T00:00:01.000Z', '2026-01-01T00:00:00.000Z'],
    ['IpAddress', ['203.0.113.0/24'], '203.0.113.0', '198.51.100.77'],
    ['NotIpAddress', ['203.0.113.0/24'], '198.51.100.77', '203.0.113.0'],
    ['ArnLike', ['arn:aws:iam::*:role/x'], `arn:aws:iam::${OWN}:role/x`, `arn:aws:iam::${OWN}:role/zebra7`],
    ['Null', ['true'], null, 'zebra7'],
    ['Null', ['false'], 'zebra7', null],
    ['ForAllValues:StringEquals', ['x', 'y'], ['x'], ['zebra7']],
    ['ForAnyValue:StringNotEquals', ['x'], ['zebra7'], ['x']],
  ])('%s %j', (operator, values, holds, fails) => {
    const condition = { operator, key: KEY, values };
    expect([valueMeeting(condition, true, filling), valueMeeting(condition, false, filling)]).toEqual([holds, fails]);
    const policies = policiesOf({ identity: [allow('s3:GetObject', '*', { Condition: { [operator]: { [KEY]: values } } })] });
    const asked = (value: KeyValue) => can(requestOf({ context: value === null ? {} : { [KEY]: value } }), policies);
    expect([asked(holds), asked(fails)]).toEqual([true, false]);
  });

  test('is none where none can be', () => {
    expect(valueMeeting({ operator: 'StringEquals', key: KEY, values: [] }, true, filling)).toBeUndefined();
  });
});
