import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Backend } from '../../src/backend/types.ts';
import { currentRun, openRun, startRun, trustLab } from '../../src/lab/index.ts';
import { Progress } from '../../src/lab/progress.ts';
import { type LabParts, makeLab, policyText, removeFolders, startLab, startSandbox, temporaryFolder, trustText } from './make-lab.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startSandbox();
});
afterAll(async () => {
  await backend.close();
  removeFolders();
});

const ROLE = { RoleName: 'app', AssumeRolePolicyDocument: trustText({ Service: 'lambda.amazonaws.com' }) };
const TWO_STEPS: LabParts = {
  checks: `export const roleIsThere = check({ exists: [role('app')] });
    export const itReads = check({ exactly: role('app').among('s3').may({ 's3:ListAllMyBuckets': '*' }) });`,
  steps: ['role-is-there', '{ id: it-reads, title: It reads, points: 20, after: [role-is-there] }'],
};
const states = (run: { state(): { steps: readonly { state: string }[] } }) => run.state().steps.map(({ state }) => state);

describe('a start', () => {
  const parts: LabParts = {
    checks: `export const only = check({ exists: [bucket('lab-photos')] });`,
    names: { PHOTOS: 'lab-photos', BACKUP: 'lab-photos-backup' },
    accounts: { main: '111122223333', vendor: '444455556666' },
    setup: `await aws.call('iam', 'CreateUser', { UserName: 'ana' });
      lab.profile('ana', await lab.makeKeys('ana'));
      lab.profile('worker', { role: lab.text('arn:aws:iam::111122223333:role/worker'), source: 'ana', sessionName: 'w' });
      lab.defaultProfile('ana');
      await lab.clock.daysAgo(100, () => aws.call('iam', 'CreateUser', { UserName: 'old' }));
      await lab.write('notes/start.json', '{"bucket":"lab-photos","owner":"111122223333"}');`,
  };

  test('draws accounts and names, and puts them everywhere', async () => {
    const { run, as } = await startLab(backend, parts);
    expect(run.accounts['main']).toMatch(/^\d{12}$/);
    expect(run.accounts['vendor']).not.toBe(run.accounts['main']);
    const photos = run.names['lab-photos'] ?? '';
    expect(photos).toMatch(/^lab-photos-[0-9a-f]{4}$/);
    expect(run.names['lab-photos-backup']).toBe(`${photos}-backup`);
    expect(run.text('`lab-photos` of 111122223333')).toBe(`\`${photos}\` of ${run.accounts['main'] ?? ''}`);
    expect(readFileSync(join(run.files, 'notes', 'start.json'), 'utf8')).toBe(
      `{"bucket":"${photos}","owner":"${run.accounts['main'] ?? ''}"}`,
    );
    expect(run.shell.variables).toMatchObject({
      PHOTOS: photos,
      BACKUP: `${photos}-backup`,
      MAIN: run.accounts['main'],
      VENDOR: run.accounts['vendor'],
    });
    expect(run.shell.defaultProfile).toBe('ana');
    expect(run.shell.profiles['worker']).toMatchObject({ source: 'ana', role: `arn:aws:iam::${run.accounts['main'] ?? ''}:role/worker` });

    const { Users = [] } = await (await as()).call('iam', 'ListUsers', {});
    const age = (name: string) => Date.now() - (Users.find(({ UserName }) => UserName === name)?.CreateDate?.getTime() ?? 0);
    expect(Users.map(({ UserName }) => UserName).toSorted()).toEqual(['admin', 'ana', 'old']);
    expect(age('old')).toBeGreaterThan(99 * 24 * 3600 * 1000);
    expect(age('ana')).toBeLessThan(3600 * 1000);
  });

  test('gives the learner an administrator who is not the root user', async () => {
    const { run, by } = await startLab(backend, parts);
    const admin = run.shell.profiles['admin'];
    if (admin === undefined || 'role' in admin) throw new Error('admin has no keys');
    const { Arn } = await by(admin).call('sts', 'GetCallerIdentity', {});
    expect(Arn).toBe(`arn:aws:iam::${run.accounts['main'] ?? ''}:user/admin`);
    await by(admin).call('iam', 'CreateUser', { UserName: 'new' });
  });

  test('goes on with the run that there is, in this process or another', async () => {
    const { run, home } = await startLab(backend, parts);
    const again = await startRun(run.lab, { home, backend });
    expect(again.accounts).toEqual(run.accounts);
    const found = await currentRun({ home, backend, env: { SECLAB_LABS: run.lab.folder } });
    expect(found?.accounts).toEqual(run.accounts);
    expect(await openRun(makeLab(parts), { home: temporaryFolder(), backend })).toBeUndefined();
  });

  test('that was killed half way is dropped and done again', async () => {
    const lab = makeLab(parts);
    const home = temporaryFolder();
    trustLab(home, lab);
    const half = await backend.createAccount();
    const progress = new Progress(join(home, 'runs', lab.id, 'progress.jsonl'));
    progress.append({ event: 'started', accounts: { main: half, vendor: half }, names: {}, seed: 'x' });
    expect(await openRun(lab, { home, backend })).toBeUndefined();
    const run = await startRun(lab, { home, backend });
    expect(Object.values(run.accounts)).not.toContain(half);
    expect((await backend.status()).accounts).not.toContain(half);
  });

  test('whose set-up fails says so, and leaves no accounts behind', async () => {
    const lab = makeLab({ ...parts, setup: `await aws.call('iam', 'DeleteUser', { UserName: 'nobody' });` });
    const home = temporaryFolder();
    trustLab(home, lab);
    const before = (await backend.status()).accounts.length;
    await expect(startRun(lab, { home, backend })).rejects.toMatchObject({
      code: 'lab.setup',
      exit: 3,
      message: expect.stringContaining('nobody'),
    });
    expect((await backend.status()).accounts).toHaveLength(before);
    expect(await openRun(lab, { home, backend })).toBeUndefined();
  });

  test('of a lab from outside waits for the trust of its user', async () => {
    const lab = makeLab(parts);
    const home = temporaryFolder();
    await expect(startRun(lab, { home, backend })).rejects.toMatchObject({ code: 'lab.untrusted' });
    trustLab(home, lab);
    await expect(startRun(lab, { home, backend })).resolves.toBeDefined();
  });

  test('of a lab whose code lacks a step says which', async () => {
    const lab = makeLab({ checks: 'export const other = check({ exists: [role("a")] });' });
    const home = temporaryFolder();
    trustLab(home, lab);
    await expect(startRun(lab, { home, backend })).rejects.toThrow('does not export `only`');
  });
});

describe('grading', () => {
  test('a step waits for those before it, and passes when they do', async () => {
    const { run, as } = await startLab(backend, TWO_STEPS);
    await run.check();
    expect(states(run)).toEqual(['failed', 'blocked']);
    expect(run.state()).toMatchObject({ score: 0, points: 30, current: 'role-is-there' });

    const aws = await as();
    await aws.call('iam', 'CreateRole', ROLE);
    await aws.call('iam', 'PutRolePolicy', {
      RoleName: 'app',
      PolicyName: 'p',
      PolicyDocument: policyText({ Action: 's3:ListAllMyBuckets' }),
    });
    const results = await run.check();
    expect(results.map(({ result }) => result)).toEqual(['passed', 'passed']);
    expect(results[1]?.decidedBy).toMatchObject([{ layer: 'identity', policy: 'p', attachedTo: 'role app', index: 0, effect: 'Allow' }]);
    expect(run.state()).toMatchObject({ score: 30, steps: [{ attempts: 2 }, { attempts: 1 }] });
    expect(run.state().current).toBeUndefined();
  });

  test('a step that no longer holds says since when and by which call, and can be won back', async () => {
    const { run, as } = await startLab(backend, TWO_STEPS);
    const aws = await as();
    await aws.call('iam', 'CreateRole', ROLE);
    await run.check(['role-is-there']);
    await aws.call('iam', 'DeleteRole', { RoleName: 'app' });
    await aws.call('iam', 'CreateUser', { UserName: 'bystander' });
    await run.check();
    const [lost] = run.state().steps;
    expect(lost).toMatchObject({ state: 'lost', score: 0 });
    expect(lost?.lost?.by).toMatch(/^iam:DeleteRole on arn:aws:iam::\d{12}:role\/app by arn:aws:iam::\d{12}:root$/);
    expect(Date.parse(lost?.lost?.since ?? '')).toBeGreaterThan(Date.now() - 60_000);
    await aws.call('iam', 'CreateRole', ROLE);
    await run.check();
    expect(run.state().steps[0]).toMatchObject({ state: 'passed', score: 10 });
    expect(run.state().steps[0]?.lost).toBeUndefined();
  });

  test('a sandbox that is gone takes no pass away', async () => {
    const own = await startSandbox();
    const { run, as, home } = await startLab(own, TWO_STEPS);
    await (await as()).call('iam', 'CreateRole', ROLE);
    await run.check(['role-is-there']);
    await own.close();
    const [result] = await run.check();
    expect(result?.result).toBe('unable');
    expect(states(run)).toEqual(['passed', 'unable']);
    const offline = await openRun(run.lab, { home, backend: () => Promise.reject(new Error('asked for')) });
    expect(offline?.state().score).toBe(10);
  });

  test('a call counts once it was made, also when it is long ago', async () => {
    const parts: LabParts = {
      checks: `export const only = check({ recorded: [
        recorded('somebody asked who it is', { call: 'sts:GetCallerIdentity', by: 'user', caller: 'admin', outcome: 'done' }),
        recorded('ana was refused', { call: 'iam:ListUsers', by: 'user', caller: 'ana', outcome: 'denied' }),
      ] });`,
      setup: `await aws.call('iam', 'CreateUser', { UserName: 'ana' }); lab.profile('ana', await lab.makeKeys('ana'));
        await aws.call('sts', 'GetCallerIdentity', {});`,
    };
    const { run, by } = await startLab(backend, parts);
    const as = (name: string) => {
      const keys = run.shell.profiles[name];
      if (keys === undefined || 'role' in keys) throw new Error(name);
      return by(keys);
    };
    const [before] = await run.check();
    expect(before?.findings.map(({ found }) => found)).toEqual([
      'sts:GetCallerIdentity was not called yet.',
      'iam:ListUsers was not called yet.',
    ]);
    await as('admin').call('sts', 'GetCallerIdentity', {});
    await as('admin').call('iam', 'ListUsers', {});
    const [half] = await run.check();
    expect(half?.result).toBe('failed');
    expect(half?.findings.map(({ ok }) => ok)).toEqual([false, true]);
    expect(half?.findings[0]?.found).toContain('user/admin');
    await expect(as('ana').call('iam', 'ListUsers', {})).rejects.toThrow('not authorized');
    const [after] = await run.check();
    expect(after?.result).toBe('passed');
    expect(after?.findings[0]?.evidence.join()).toContain('sts:GetCallerIdentity by arn:aws:iam::');
    const seen = new Progress(join(run.files, '..', 'progress.jsonl')).read().filter(({ event }) => event === 'seen');
    expect(seen).toHaveLength(2);
  });

  test('an unknown step is answered with the closest one', async () => {
    const { run } = await startLab(backend, TWO_STEPS);
    await expect(run.check(['it-read'])).rejects.toThrow('Did you mean `it-reads`?');
  });
});

describe('hints, quiz and skip', () => {
  const parts: LabParts = { checks: `export const only = check({ exists: [role('app')], answered: 'only' });` };
  const win = async ({ run, as }: Awaited<ReturnType<typeof startLab>>) => {
    await (await as()).call('iam', 'CreateRole', ROLE);
    run.answerQuiz('only', 0);
    await run.check();
    return run.state().steps[0];
  };

  test.each([
    [0, 10],
    [1, 9],
    [2, 8],
    [3, 3],
  ])('after %i rungs a step of 10 points is worth %i', async (rungs, score) => {
    const started = await startLab(backend, parts);
    for (let rung = 1; rung <= rungs; rung++) expect(started.run.readHint('only')).toMatchObject({ rung, of: 3 });
    expect(await win(started)).toMatchObject({ state: 'passed', score, hintsRead: rungs });
    expect(started.run.readHint('only') === undefined).toBe(rungs === 3);
  });

  test('a hint that is read after the pass costs nothing', async () => {
    const started = await startLab(backend, parts);
    await win(started);
    started.run.readHint('only');
    expect(started.run.state().score).toBe(10);
  });

  test('a wrong answer fails the step, the right one passes it, and one that is not there is refused', async () => {
    const started = await startLab(backend, parts);
    const { run, as } = started;
    await (await as()).call('iam', 'CreateRole', ROLE);
    expect(run.answerQuiz('only', 1)).toEqual({ right: false, why: 'It is not.' });
    expect((await run.check())[0]?.findings.find(({ ok }) => !ok)?.found).toBe('"That one" is not right.');
    expect(() => run.answerQuiz('only', 2)).toThrow('has the answers 1 to 2, not 3');
    expect(run.answerQuiz('only', 0).right).toBe(true);
    expect((await run.check())[0]?.result).toBe('passed');
  });

  test('a step whose solution was replayed earns nothing', async () => {
    const started = await startLab(backend, parts);
    started.run.skip('only');
    expect(await win(started)).toMatchObject({ state: 'passed', skipped: true, score: 0 });
  });

  test('a reset starts from new accounts, keeps a copy of the files, and does not forget what was read', async () => {
    const started = await startLab(backend, parts);
    const { run } = started;
    run.readHint('only');
    await win(started);
    const before = run.accounts;
    writeFileSync(join(run.files, 'mine.json'), '{}');
    await run.reset();
    expect(run.accounts).not.toEqual(before);
    expect((await backend.status()).accounts).not.toContain(before['main']);
    expect(run.state().steps[0]).toMatchObject({ state: 'open', hintsRead: 1, score: 0 });
    expect(existsSync(join(run.files, 'mine.json'))).toBe(false);
    const kept = join(run.files, '..', 'kept');
    expect(readdirSync(kept).map((copy) => readdirSync(join(kept, copy)))).toEqual([['mine.json']]);
    expect((await run.check())[0]?.result).toBe('failed');
  });
});
