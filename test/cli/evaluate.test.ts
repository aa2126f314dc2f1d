import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publicSchema } from './schema.ts';
import { makeSeclab } from './seclab.ts';

const seclab = makeSeclab();
const allow = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' }],
};
const request = (resource: string) => ({
  principal: 'arn:aws:iam::111122223333:user/ana',
  action: 's3:GetObject',
  resource,
  resourceAccount: '111122223333',
  context: {},
});
const right = { id: 'read', policies: { identity: [allow] }, request: request('arn:aws:s3:::photos/a'), expected: 'Allowed' };
const wrong = { id: 'other', policies: { identity: [allow] }, request: request('arn:aws:s3:::other/a'), expected: 'Allowed' };

test('judges cases, and fails where one comes out otherwise', async () => {
  expect(await seclab.run(`evaluate ${file([right])}`)).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^✓ \S+\n {2}expected (\w+), got \1: .+\n1 of 1 case as expected\.$/),
  });
  const { exitCode, stdout } = await seclab.run(`evaluate ${file([right])} ${file([wrong])}`);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^✓ /);
  expect(stdout).toContain('✗ other\n  expected Allowed, got ImplicitlyDenied: identity: nothing allows it\n1 of 2 cases as expected.');
});

test('prints JSON for programs', async () => {
  const { exitCode, stdout } = await seclab.run(`evaluate --json ${file([right, wrong])}`);
  expect(exitCode).toBe(1);
  const judged = publicSchema('evaluate').parse(JSON.parse(stdout));
  expect(judged).toMatchObject([
    { id: 'read', got: 'Allowed', ok: true },
    { id: 'other', expected: 'Allowed', got: 'ImplicitlyDenied', ok: false },
  ]);
});

test('writes JUnit XML for build servers', async () => {
  const cases = file([right, { ...wrong, id: 'a <b> & "c"' }]);
  const junit = join(mkdtempSync(join(tmpdir(), 'seclab-junit-')), 'report.xml');
  expect(await seclab.run(`evaluate ${cases} --junit ${junit}`)).toMatchObject({ exitCode: 1 });
  expect(readFileSync(junit, 'utf8')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="seclab evaluate" tests="2" failures="1">
  <testsuite name="${cases}" tests="2" failures="1">
    <testcase classname="${cases}" name="read"/>
    <testcase classname="${cases}" name="a &lt;b&gt; &amp; &quot;c&quot;">
      <failure message="expected Allowed, got ImplicitlyDenied">identity: nothing allows it</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
  expect(await seclab.run(`evaluate ${cases} --junit /nowhere/there/report.xml`)).toMatchObject({ exitCode: 3 });
});

test.each([
  ['{', /^Cannot read cases from /],
  ['{}', /to hold a list of cases, got object/],
  ['[{"id": "x"}]', /, case 1: /],
])('says what is wrong with a file that holds %s', async (text, sentence) => {
  const { exitCode, stderr } = await seclab.run(`evaluate ${file(text)}`);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(sentence);
});

function file(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'seclab-cases-')), 'cases.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
