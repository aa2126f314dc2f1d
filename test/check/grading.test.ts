import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AwsClients } from '../../src/aws/clients.ts';
import type { Backend } from '../../src/backend/types.ts';
import type { StepResult } from '../../src/lab/index.ts';
import { type LabParts, policyText, removeFolders, startLab, startSandbox, trustText } from '../lab/make-lab.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startSandbox();
});
afterAll(async () => {
  await backend.close();
  removeFolders();
});

/** Starts a lab, does something in it, and checks its first step. */
async function graded(
  parts: LabParts,
  act: (aws: AwsClients, names: Readonly<Record<string, string>>) => Promise<unknown> = async () => {},
) {
  const { run, as } = await startLab(backend, parts);
  await act(await as(), run.names);
  const [result] = await run.check();
  if (result === undefined) throw new Error('no result');
  return result;
}

const failing = ({ findings }: StepResult) => findings.filter(({ ok }) => !ok);
const words = (result: StepResult) =>
  failing(result)
    .map(({ lookedFor, found, why }) => `${lookedFor} ${found} ${why}`)
    .join('\n');
const evidence = (result: StepResult) =>
  failing(result)
    .flatMap((finding) => finding.evidence)
    .join('\n');

const READER = `export const only = check({
  exactly: role('reader').among('s3', 'iam', 'sts').may({ 's3:GetObject': 'lab-photos/uploads/*' }),
});`;
const PHOTOS = { PHOTOS: 'lab-photos' };
const BUCKET = `await aws.call('s3', 'CreateBucket', { Bucket: lab.name('lab-photos') });`;
const inPhotos = (names: Readonly<Record<string, string>>, key = '') => `arn:aws:s3:::${names['lab-photos'] ?? ''}${key}`;

async function makeReader(aws: AwsClients, ...documents: readonly string[]): Promise<void> {
  await aws.call('iam', 'CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: trustText({ Service: 'lambda.amazonaws.com' }) });
  for (const [index, PolicyDocument] of documents.entries()) {
    await aws.call('iam', 'PutRolePolicy', { RoleName: 'reader', PolicyName: `p${index}`, PolicyDocument });
  }
}

describe('a pass that was not earned', () => {
  test('a refusal that nothing was there to get is not yet: the role must be there', async () => {
    const result = await graded({
      checks: `export const only = check({ exists: [role('app')], refused: [role('app').does('s3:DeleteBucket', bucket('lab-photos'))] });`,
      names: PHOTOS,
      setup: BUCKET,
    });
    expect(result.result).toBe('failed');
    expect(words(result)).toContain('There is no role `app` yet.');
  });

  test('a universal over nothing does not hold', async () => {
    const result = await graded({
      checks: `export const only = check({ state: state('no user has a key', ({ main }) =>
        everyOne([...main.groups.values()], () => true, { name: ({ name }) => name, noun: 'group' })) });`,
    });
    expect(result.result).toBe('failed');
    expect(words(result)).toContain('There is no group yet');
  });

  test('a policy that allows everything passes what must be allowed, and fails what must be refused', async () => {
    const checks = `export const only = check({
      allowed: [role('reader').does('s3:GetObject', bucket('lab-photos').object('uploads/a.jpg'))],
      refused: [role('reader').does('s3:DeleteObject', bucket('lab-photos').object('uploads/a.jpg')).because('It could wipe the uploads.')],
    });`;
    const result = await graded({ checks, names: PHOTOS, setup: BUCKET }, (aws) => makeReader(aws, policyText({ Action: '*' })));
    expect(result.result).toBe('failed');
    expect(failing(result)).toHaveLength(1);
    expect(words(result)).toContain('It could wipe the uploads.');
    expect(evidence(result)).toMatch(
      /^s3:DeleteObject on arn:aws:s3:::lab-photos-[0-9a-f]{4}\/uploads\/a\.jpg \(allowed by statement 1 of p0 on role reader\)$/,
    );
  });

  test.each([
    [
      'a wildcard in the action',
      (names: Record<string, string>) => [{ Action: 's3:Get*', Resource: inPhotos(names, '/uploads/*') }],
      's3:GetObjectAcl',
    ],
    [
      'a prefix without its slash',
      (names: Record<string, string>) => [{ Action: 's3:GetObject', Resource: inPhotos(names, '/uploads*') }],
      '/uploads',
    ],
    [
      'a bucket that begins alike',
      (names: Record<string, string>) => [{ Action: 's3:GetObject', Resource: inPhotos(names, '*/uploads/*') }],
      's3:GetObject',
    ],
    [
      'a grant behind a condition',
      (names: Record<string, string>) => [
        { Action: 's3:GetObject', Resource: inPhotos(names, '/uploads/*') },
        { Action: 's3:DeleteObject', Resource: inPhotos(names, '/*'), Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } },
      ],
      'aws:SourceIp = 192.0.2.0',
    ],
    [
      'a denial that a request can get around',
      (names: Record<string, string>) => [
        { Action: 's3:GetObject', Resource: inPhotos(names, '/uploads/*') },
        { Action: 'iam:CreateUser' },
        { Effect: 'Deny', Action: 'iam:CreateUser', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } } },
      ],
      'iam:CreateUser',
    ],
    [
      'a right that no resource stands for',
      (names: Record<string, string>) => [
        { Action: 's3:GetObject', Resource: inPhotos(names, '/uploads/*') },
        { Action: 's3:ListAllMyBuckets' },
      ],
      's3:ListAllMyBuckets on *',
    ],
    [
      'the right to wear any role that trusts the account',
      (names: Record<string, string>) => [
        { Action: 's3:GetObject', Resource: inPhotos(names, '/uploads/*') },
        { Action: 'sts:AssumeRole' },
      ],
      'sts:AssumeRole',
    ],
  ])('a sweep finds %s', async (_what, statements, found) => {
    const result = await graded({ checks: READER, names: PHOTOS, setup: BUCKET }, (aws, names) =>
      makeReader(aws, policyText(...statements(names))),
    );
    expect(result.result).toBe('failed');
    expect(words(result)).toMatch(/can do \d+ more thing/);
    expect(evidence(result)).toContain(found);
  });

  test('a sweep finds what the policy of a bucket grants', async () => {
    const result = await graded({ checks: READER, names: PHOTOS, setup: BUCKET }, async (aws, names) => {
      await makeReader(aws, policyText({ Action: 's3:GetObject', Resource: inPhotos(names, '/uploads/*') }));
      const { Role } = await aws.call('iam', 'GetRole', { RoleName: 'reader' });
      const Policy = policyText({ Action: 's3:PutObject', Resource: inPhotos(names, '/*'), Principal: { AWS: Role?.Arn ?? '' } });
      await aws.call('s3', 'PutBucketPolicy', { Bucket: names['lab-photos'] ?? '', Policy });
    });
    expect(result.result).toBe('failed');
    expect(evidence(result)).toContain('s3:PutObject on ');
    expect(evidence(result)).toContain('of bucket policy on bucket');
  });

  test('a sweep wants all of what is expected as well', async () => {
    const result = await graded({ checks: READER, names: PHOTOS, setup: BUCKET }, (aws, names) =>
      makeReader(aws, policyText({ Action: 's3:GetObject', Resource: inPhotos(names, '/uploads/a.jpg') })),
    );
    expect(result.result).toBe('failed');
    expect(words(result)).toContain('may not do s3:GetObject');
  });

  test('an invitation to the whole account is found by a user that nobody knew', async () => {
    const checks = `export const only = check({
      allowed: [service('lambda.amazonaws.com').does('sts:AssumeRole', role('app'))],
      refused: [fresh.user({ allow: 'sts:AssumeRole' }).does('sts:AssumeRole', role('app')), fresh.outsider().does('sts:AssumeRole', role('app'))],
    });`;
    const make = (principal: object) => (aws: AwsClients, names: Readonly<Record<string, string>>) =>
      aws.call('iam', 'CreateRole', {
        RoleName: 'app',
        AssumeRolePolicyDocument: trustText(principal).replaceAll('111122223333', names['111122223333'] ?? ''),
      });
    const open = await graded({ checks }, make({ Service: 'lambda.amazonaws.com', AWS: 'arn:aws:iam::111122223333:root' }));
    expect(open.result).toBe('failed');
    expect(words(open)).toContain('A new user of the account may not do sts:AssumeRole');
    expect(words(open)).not.toContain('nobody named');
    const closed = await graded({ checks }, make({ Service: 'lambda.amazonaws.com' }));
    expect(closed.result).toBe('passed');
  });

  test('where nothing is enforced nothing can be said', async () => {
    const { run, home } = await startLab(backend, { checks: READER, names: PHOTOS, setup: BUCKET });
    const { openRun } = await import('../../src/lab/index.ts');
    const lax: Backend = {
      ...backend,
      checkerMark: backend.checkerMark,
      capabilities: async () => ({ enforcesPolicies: false, services: [] }),
    };
    const again = await openRun(run.lab, { home, backend: lax });
    const [result] = (await again?.check()) ?? [];
    expect(result?.result).toBe('unable');
    expect(result?.findings.map(({ found }) => found).join()).toContain('policies are not enforced here');
  });

  test.each([
    ['a check that throws', `state('x', () => { throw new Error('no such page'); })`, 'no such page'],
    ['an account that lab.yaml does not have', `state('x', (world) => ({ ok: true, found: world.account('vendr').id }))`, 'vendr'],
  ])('%s is `unable`, neither passed nor failed', async (_what, fact, reason) => {
    const result = await graded({ checks: `export const only = check({ state: ${fact} });` });
    expect(result.result).toBe('unable');
    expect(words(result)).toContain(reason);
    expect(words(result)).toContain('not your fault');
  });

  test('a check that never ends is `unable` when it is stopped, and nothing is remembered', async () => {
    const { run } = await startLab(backend, { checks: `export const only = check({ state: state('x', () => new Promise(() => {})) });` });
    const [result] = await run.check(undefined, AbortSignal.timeout(50));
    expect(result?.result).toBe('unable');
    expect(run.state().steps[0]?.state).toBe('open');
  });

  test('a sandbox that is gone makes every step `unable`', async () => {
    const own = await startSandbox();
    const { run } = await startLab(own, { checks: READER, names: PHOTOS, setup: BUCKET });
    await own.close();
    const [result] = await run.check();
    expect(result?.result).toBe('unable');
  });

  test('made names differ from run to run, and are the same in one', async () => {
    const parts: LabParts = {
      checks: `export const only = check({ exists: [user('admin')], refused: [user('admin').does('iam:CreateUser', user(fresh.name('eve')))] });`,
    };
    const { run } = await startLab(backend, parts);
    const [first] = await run.check();
    const [second] = await run.check();
    expect(second).toEqual(first);
    const other = await graded(parts);
    expect(evidence(other)).toMatch(/user\/eve-[a-z0-9]{6}/);
    expect(first === undefined ? '' : evidence(first)).not.toBe(evidence(other));
  });
});

describe('a refusal that was not deserved', () => {
  test('a managed policy under a boundary that come to the same set pass', async () => {
    const result = await graded({ checks: READER, names: PHOTOS, setup: BUCKET }, async (aws, names) => {
      await makeReader(aws);
      const wide = await aws.call('iam', 'CreatePolicy', { PolicyName: 'wide', PolicyDocument: policyText({ Action: 's3:Get*' }) });
      const narrow = policyText({ Action: ['s3:GetObject', 's3:PutObject'], Resource: inPhotos(names, '/uploads/*') });
      const cap = await aws.call('iam', 'CreatePolicy', { PolicyName: 'cap', PolicyDocument: narrow });
      await aws.call('iam', 'AttachRolePolicy', { RoleName: 'reader', PolicyArn: wide.Policy?.Arn ?? '' });
      await aws.call('iam', 'PutRolePermissionsBoundary', { RoleName: 'reader', PermissionsBoundary: cap.Policy?.Arn ?? '' });
    });
    expect(words(result)).toBe('');
    expect(result.result).toBe('passed');
    expect(result.findings.length).toBeGreaterThan(0);
  });

  test('several statements, other names and a Deny that takes nothing away pass', async () => {
    const result = await graded({ checks: READER, names: PHOTOS, setup: BUCKET }, (aws, names) =>
      makeReader(
        aws,
        policyText({ Sid: 'Any', Action: ['s3:getobject'], Resource: [inPhotos(names, '/uploads/*')] }),
        policyText({ Effect: 'Deny', Action: 'iam:*' }),
      ),
    );
    expect(result.result).toBe('passed');
  });

  test('a name that is nearly right is named', async () => {
    const result = await graded({ checks: `export const only = check({ exists: [role('thumbnailer')] });` }, (aws) =>
      aws.call('iam', 'CreateRole', { RoleName: 'thumbnail', AssumeRolePolicyDocument: trustText({ Service: 'lambda.amazonaws.com' }) }),
    );
    expect(words(result)).toContain('There is a role `thumbnail`; the step asks for `thumbnailer`.');
  });

  test('a failure says what was looked for, what was found, why it matters, and which statement came close', async () => {
    const checks = `export const only = check({
      allowed: [role('reader').does('s3:GetObject', bucket('lab-photos').object('uploads/a.jpg')).because('The page shows it.')],
      refused: [role('reader').does('s3:PutObject', bucket('lab-photos').object('uploads/a.jpg'))],
    });`;
    const result = await graded({ checks, names: PHOTOS, setup: BUCKET }, (aws, names) =>
      makeReader(aws, policyText({ Action: 's3:GetObject', Resource: inPhotos(names, '/thumbs/*') })),
    );
    const [finding] = failing(result);
    expect(finding?.lookedFor).toMatch(
      /^A session of the role reader may do s3:GetObject on arn:aws:s3:::lab-photos-[0-9a-f]{4}\/uploads\/a\.jpg\.$/,
    );
    expect(finding?.found).toContain('no identity-based policy');
    expect(finding?.found).toContain('Statement 1');
    expect(finding?.why).toBe('The page shows it.');
  });
});

describe('principals', () => {
  const accounts = { main: '111122223333', vendor: '444455556666' };
  const setup = `${BUCKET}
    await lab.account('vendor').call('iam', 'CreateUser', { UserName: 'press' });
    await lab.account('vendor').call('iam', 'PutUserPolicy', { UserName: 'press', PolicyName: 'p', PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}' });`;
  const checks = `const read = role('vendor-read');
    const press = account('vendor').user('press');
    export const only = check({
      allowed: [press.through(read, { externalId: 'lab-7731' }).does('s3:GetObject', bucket('lab-photos').object('thumbs/a.jpg'))],
      refused: [
        press.through(read).does('s3:GetObject', bucket('lab-photos').object('thumbs/a.jpg')).because('No id was needed.'),
        press.through(read, { externalId: 'lab-7731' }).does('s3:GetObject', bucket('lab-photos').object('uploads/a.jpg')),
      ],
    });`;
  const names = { PHOTOS: 'lab-photos', ID: 'lab-7731' };
  const make = (condition: ((id: string) => object) | undefined) => async (aws: AwsClients, drawn: Readonly<Record<string, string>>) => {
    const AssumeRolePolicyDocument = trustText({ AWS: drawn['444455556666'] ?? '' }, condition?.(drawn['lab-7731'] ?? ''));
    await aws.call('iam', 'CreateRole', { RoleName: 'vendor-read', AssumeRolePolicyDocument });
    const PolicyDocument = policyText({ Action: 's3:GetObject', Resource: inPhotos(drawn, '/thumbs/*') });
    await aws.call('iam', 'PutRolePolicy', { RoleName: 'vendor-read', PolicyName: 'p', PolicyDocument });
  };

  test('a chain is judged at both hops', async () => {
    const closed = await graded(
      { checks, names, accounts, setup },
      make((id) => ({ StringEquals: { 'sts:ExternalId': id } })),
    );
    expect(words(closed)).toBe('');
    const open = await graded({ checks, names, accounts, setup }, make(undefined));
    expect(words(open)).toContain('No id was needed.');
  });

  test('a role that is made for the check lives under the boundary of the account, and never in the account', async () => {
    const parts: LabParts = {
      checks: `const made = fresh.role({ attached: ['AdministratorAccess'], boundary: policy('cap') });
        export const only = check({ allowed: [made.does('s3:ListAllMyBuckets')], refused: [made.does('iam:CreateUser', 'user/eve')] });`,
    };
    const cap = (Action: string) => (aws: AwsClients) =>
      aws.call('iam', 'CreatePolicy', { PolicyName: 'cap', PolicyDocument: policyText({ Action }) });
    const { run, as } = await startLab(backend, parts);
    await cap('s3:*')(await as());
    expect((await run.check())[0]?.result).toBe('passed');
    expect((await (await as()).call('iam', 'ListRoles', {})).Roles).toEqual([]);
    expect((await graded(parts, cap('*'))).result).toBe('failed');
    expect(words(await graded(parts))).toContain('There is no policy `cap` yet.');
  });
});
