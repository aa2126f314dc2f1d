import { describe, expect, test } from 'vitest';
import { formatTable } from '../../../src/workbench/aws/output/table.ts';
import { aws, queryReply, service } from './aws-command.ts';

const user = (name: string, more = '') =>
  `<member><Path>/</Path><UserName>${name}</UserName><UserId>AIDA${name}</UserId><Arn>arn:aws:iam::123456789012:user/${name}</Arn><CreateDate>2024-01-02T03:04:05Z</CreateDate>${more}</member>`;

const FIRST = queryReply(
  'ListUsers',
  `<Users>${user('a')}${user('b', '<Tags><member><Key>k</Key><Value>v</Value></member></Tags>')}</Users><IsTruncated>true</IsTruncated><Marker>m1</Marker>`,
);
const SECOND = queryReply('ListUsers', `<Users>${user('c')}</Users><IsTruncated>false</IsTruncated>`);
const EMPTY = queryReply('ListUsers', '<Users/><IsTruncated>false</IsTruncated>');

async function listUsers(...options: string[]) {
  const { endpoint, seen } = await service([FIRST, SECOND]);
  const ran = await aws(['iam', 'list-users', ...options], { env: { AWS_ENDPOINT_URL: endpoint } });
  return { ...ran, seen };
}

// Each expectation is what AWS CLI 2.9.19 printed for the same answers.
describe('formats', () => {
  test('text: a line a user, in the order of the columns’ names', async () => {
    expect((await listUsers('--output', 'text')).stdout).toBe(
      [
        'USERS\tarn:aws:iam::123456789012:user/a\t2024-01-02T03:04:05+00:00\t/\tAIDAa\ta',
        'USERS\tarn:aws:iam::123456789012:user/b\t2024-01-02T03:04:05+00:00\t/\tAIDAb\tb',
        'TAGS\tk\tv',
        'USERS\tarn:aws:iam::123456789012:user/c\t2024-01-02T03:04:05+00:00\t/\tAIDAc\tc',
        '',
      ].join('\n'),
    );
  });

  test('text asks the query of each page', async () => {
    expect((await listUsers('--output', 'text', '--query', 'Users[].UserName')).stdout).toBe('a\tb\nc\n');
    expect((await listUsers('--output', 'text', '--query', 'Users[0].Nope')).stdout).toBe('None\nNone\n');
  });

  test('table', async () => {
    expect((await listUsers('--output', 'table', '--query', 'Users[].{N:UserName,A:Arn}')).stdout)
      .toBe(`-------------------------------------------
|                ListUsers                |
+------------------------------------+----+
|                  A                 | N  |
+------------------------------------+----+
|  arn:aws:iam::123456789012:user/a  |  a |
|  arn:aws:iam::123456789012:user/b  |  b |
|  arn:aws:iam::123456789012:user/c  |  c |
+------------------------------------+----+
`);
  });

  test('yaml', async () => {
    expect((await listUsers('--output', 'yaml', '--query', 'Users[1]')).stdout).toBe(`Arn: arn:aws:iam::123456789012:user/b
CreateDate: '2024-01-02T03:04:05+00:00'
Path: /
Tags:
- Key: k
  Value: v
UserId: AIDAb
UserName: b
`);
  });

  test('json of a query that finds nothing is null, of no items an empty list', async () => {
    expect((await listUsers('--query', 'Users[0].Nope')).stdout).toBe('null\n');
    const { endpoint } = await service(EMPTY);
    expect((await aws('iam list-users', { env: { AWS_ENDPOINT_URL: endpoint } })).stdout).toBe('{\n    "Users": []\n}\n');
  });

  test('the format may come from the environment or the profile', async () => {
    const { endpoint } = await service([FIRST, SECOND]);
    const ran = await aws('iam list-users --query Users[0].UserName', { env: { AWS_ENDPOINT_URL: endpoint, AWS_DEFAULT_OUTPUT: 'text' } });
    expect(ran.stdout).toBe('a\nc\n');
  });

  test('a table too wide for the terminal turns its single rows upright', () => {
    const answer = { User: { Arn: 'a'.repeat(50), UserName: 'b'.repeat(40) } };
    expect(formatTable(answer, 'GetUser', 80)).toBe(`----------------------------------------------------------------------
|                               GetUser                              |
+--------------------------------------------------------------------+
||                               User                               ||
|+----------+-------------------------------------------------------+|
||  Arn     |  ${'a'.repeat(50)}   ||
||  UserName|  ${'b'.repeat(40)}             ||
|+----------+-------------------------------------------------------+|
`);
  });
});

describe('pages', () => {
  test('are followed and put together', async () => {
    const { stdout, seen } = await listUsers('--query', 'Users[].UserName');
    expect(JSON.parse(stdout)).toEqual(['a', 'b', 'c']);
    expect(seen.map(({ form }) => form['Marker'])).toEqual([undefined, 'm1']);
  });

  test('--max-items stops in the middle of a page and says where to go on', async () => {
    const { stdout, seen } = await listUsers('--max-items', '1');
    expect(JSON.parse(stdout)).toMatchObject({
      Users: [{ UserName: 'a' }],
      NextToken: 'eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==',
    });
    expect(seen).toHaveLength(1);
  });

  test('--starting-token goes on there', async () => {
    const { stdout } = await listUsers(
      '--starting-token',
      'eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==',
      '--query',
      'Users[].UserName',
    );
    expect(JSON.parse(stdout)).toEqual(['b', 'c']);
  });

  test('--page-size is asked of the service, --no-paginate asks once and shows all of the answer', async () => {
    expect((await listUsers('--page-size', '2')).seen.map(({ form }) => form['MaxItems'])).toEqual(['2', '2']);
    const { stdout, seen } = await listUsers('--no-paginate');
    expect(JSON.parse(stdout)).toMatchObject({ IsTruncated: true, Marker: 'm1' });
    expect(seen).toHaveLength(1);
  });

  test('a marker given by hand asks for that page alone', async () => {
    const { seen } = await listUsers('--marker', 'x');
    expect(seen.map(({ form }) => form['Marker'])).toEqual(['x']);
  });
});
