import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { publicSchema } from './schema.ts';
import { makeSeclab } from './seclab.ts';

const seclab = makeSeclab();
afterAll(() => seclab.dispose());

const folder = mkdtempSync(join(tmpdir(), 'seclab-policies-'));
const file = (name: string, ...Statement: object[]) => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ Version: '2012-10-17', Statement }, null, 2));
  return path;
};
const read = file('read.json', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' });
const write = file('write.json', { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::photos/*' });
const wrong = file('wrong.json', { Effect: 'Allow', Action: 's3:GetObjct', Resource: 'arn:aws:s3:::photos/*' });

test('policy lint says where a fault is, what it is and how it is mended', async () => {
  const { exitCode, stdout } = await seclab.run(`policy lint ${read} ${wrong}`);
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`✓ ${read}: nothing found`);
  expect(stdout).toContain(`${wrong}:6:17  ✗ error  unknown-action`);
  expect(stdout).toContain('Did you mean s3:GetObject?');
  expect(await seclab.run(`policy lint ${read}`)).toMatchObject({ exitCode: 0 });
});

test('policy lint takes the kind of document into account, and prints JSON', async () => {
  const { exitCode, stdout } = await seclab.run(`policy lint --kind trust --json ${read}`);
  expect(exitCode).toBe(1);
  expect(publicSchema('policy-lint').parse(JSON.parse(stdout))).toMatchObject([
    { file: read, findings: [{ rule: 'refused', severity: 'error' }] },
  ]);
});

test.each([
  ['policy check x.json', 2, /Expected `seclab policy lint FILE\.\.\.`/],
  ['policy lint /nowhere/x.json', 2, /Cannot read \/nowhere\/x\.json/],
  ['policy lint --kind wrong x.json', 2, /Allowed choices are identity/],
])('%s is bad usage', async (args, code, sentence) => {
  const { exitCode, stderr } = await seclab.run(args);
  expect(exitCode).toBe(code);
  expect(stderr).toMatch(sentence);
});

test('diff of files needs no sandbox', async () => {
  const { exitCode, stdout } = await seclab.run(`diff ${read} ${write}`);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('+ newly allowed');
  expect(stdout).toContain('s3:PutObject');
  expect(stdout).not.toContain('newly denied');
  expect(await seclab.run(`diff ${read} ${read}`)).toMatchObject({ exitCode: 0 });
  expect(() => seclab.sandboxPid()).toThrow('ENOENT');
});

test('diff prints JSON', async () => {
  const { stdout } = await seclab.run(`diff --json ${write} ${read}`);
  expect(publicSchema('diff').parse(JSON.parse(stdout))).toMatchObject({
    allowed: [],
    denied: [{ action: 's3:PutObject', after: 'implicitDeny' }, {}],
  });
});

test('can, who-can and sweep are asked of the accounts as they are', async () => {
  const can = await seclab.run('can user/admin s3:GetObject photos/a.jpg --playground');
  expect(can).toMatchObject({ exitCode: 0 });
  expect(can.stdout).toContain('statement 1 of the identity-based policy AdministratorAccess of user admin allows it');

  const anonymous = await seclab.run('can anonymous s3:GetObject photos/a.jpg --playground --json');
  expect(anonymous.exitCode).toBe(1);
  expect(publicSchema('can').parse(JSON.parse(anonymous.stdout))).toMatchObject({
    decision: { outcome: 'implicitDeny', layer: 'resource' },
    explanation: { changes: [{ element: 'Statement', add: { Principal: '*' } }] },
  });

  const who = await seclab.run('who-can iam:CreateUser user/x --playground --json');
  expect(publicSchema('who-can').parse(JSON.parse(who.stdout))).toMatchObject([
    { principal: expect.stringMatching(/:user\/admin$/), layer: 'identity' },
    { principal: expect.stringMatching(/:root$/), layer: 'none' },
  ]);

  const sweep = await seclab.run('sweep admin --service iam --playground --json');
  const swept = publicSchema('sweep').parse(JSON.parse(sweep.stdout));
  expect(swept).toContainEqual(expect.objectContaining({ action: 'iam:DeleteUser', resource: expect.stringMatching(/:user\/admin$/) }));
  expect(await seclab.run('sweep anonymous --playground')).toMatchObject({
    stdout: 'For a caller without credentials nothing of it is allowed.',
  });
});

test('condition keys count', async () => {
  const asked = 'can cloudtrail.amazonaws.com s3:PutObject photos/a --playground';
  expect((await seclab.run(`${asked} --context aws:SourceArn=arn:aws:cloudtrail:eu-west-1:111122223333:trail/x --json`)).stdout).toContain(
    ':trail/x',
  );
  expect(await seclab.run(`${asked} --context SourceArn=x`)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Expected --context to be KEY=VALUE'),
  });
});

test('a policy in force is compared with a file by its name', async () => {
  const { stdout, stderr, exitCode } = await seclab.run(`diff user/admin/AdministratorAccess ${read} --playground`);
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  expect(stdout).toContain('- newly denied');
  expect(await seclab.run(`diff user/admin/Nope ${read} --playground`)).toMatchObject({ exitCode: 2 });
});

test('who is not there is named, with who is meant', async () => {
  expect(await seclab.run('can user/admn s3:GetObject --playground')).toMatchObject({
    exitCode: 2,
    stderr: 'There is no `user/admn` in the accounts. Did you mean `user/admin`?',
  });
});
