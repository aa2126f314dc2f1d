import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AwsClients } from '../../src/aws/clients.ts';
import { MAIN, makeSeclab, type Seclab } from './seclab.ts';

const made: Seclab[] = [];
afterAll(() => Promise.all(made.map((seclab) => seclab.dispose())));
const fresh = (): Seclab => {
  const seclab = makeSeclab();
  made.push(seclab);
  return seclab;
};

const STACK = /^\s+at .+:\d+/m;
const BUILTIN = { SECLAB_AWS: 'builtin' };
const users = async (seclab: Seclab) =>
  (await seclab.run('aws iam list-users --query Users[].UserName --output text --profile admin', BUILTIN)).stdout.split(/\s+/);

describe('what is asked of the playground', () => {
  const seclab = fresh();
  let up: { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string };
  beforeAll(async () => {
    up = JSON.parse((await seclab.run('up --json')).stdout);
  });

  test.each([
    ['create-policy --policy-name p --policy-document {"Version":', 254, /MalformedPolicyDocument/],
    ['create-policy --policy-name p --policy-document []', 254, /MalformedPolicyDocument/],
    [
      'create-policy --policy-name p --policy-document {"Version":"2012-10-17","Statement":[{"Effect":"allow","Action":"s3:*","Resource":"*"}]}',
      254,
      /MalformedPolicyDocument/,
    ],
    ['create-policy --policy-name p --policy-document file:///nope.json', 252, /Unable to load paramfile file:\/\/\/nope\.json/],
    ['create-policy --cli-input-json {"PolicyName":', 252, /Invalid JSON received/],
    ['create-user', 252, /required: --user-name/],
    ['nope', 252, /Found invalid choice 'nope'/],
  ])('aws iam %s', async (args, exit, sentence) => {
    const { exitCode, stdout, stderr } = await seclab.run(`aws iam ${args}`, BUILTIN);
    expect({ exitCode, stdout }).toEqual({ exitCode: exit, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(STACK);
    expect(await users(seclab)).toContain('admin');
  });

  test.each([
    ['no signature', { body: '{' }],
    ['a signature that is none', { body: 'Action=ListUsers', headers: { authorization: 'AWS4-HMAC-SHA256 nonsense' } }],
    [
      'JSON that is cut',
      { body: '{"Name":', headers: { 'x-amz-target': 'AmazonSSM.GetParameter', 'content-type': 'application/x-amz-json-1.1' } },
    ],
  ])('a raw request with %s is refused in AWS’s words', async (_, request) => {
    const answer = await fetch(up.endpoint, { method: 'POST', ...request });
    // 501: it names no service, so none is emulated that could answer.
    expect([400, 403, 501]).toContain(answer.status);
    expect(await answer.text()).not.toMatch(STACK);
    expect(await users(seclab)).toContain('admin');
  });

  test('a wrong secret and a clock that is off by an hour are named as AWS names them', async () => {
    const credentials = { accessKeyId: up.accessKeyId, secretAccessKey: up.secretAccessKey };
    const wrong = new AwsClients({ ...up, credentials: { ...credentials, secretAccessKey: 'wrong' } });
    await expect(wrong.call('iam', 'ListUsers', {})).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    const { IAMClient, ListUsersCommand } = await import('@aws-sdk/client-iam');
    const late = new IAMClient({ ...up, credentials, systemClockOffset: -3_600_000, maxAttempts: 1 });
    await expect(late.send(new ListUsersCommand({}))).rejects.toThrow(/Signature expired|not within|skew/i);
  });
});

describe('a lab', () => {
  const seclab = fresh();
  beforeAll(() => seclab.run('start hello'));

  test.each([
    ['start helo', 'There is no lab `helo`. Did you mean `hello`?'],
    ['check nope', '`hello` has no step `nope`. Its steps are who-am-i, denial, one-door.'],
    ['show 9', '`hello` has no step `9`. Its steps are who-am-i, denial, one-door.'],
    ['hint denail', '`hello` has no step `denail`. Did you mean `denial`?'],
    ['env --profile nobody', 'There is no profile `nobody` in hello: its profiles are '],
  ])('%s', async (args, sentence) => {
    const { exitCode, stdout, stderr } = await seclab.run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(STACK);
  });

  const HELLO = readFileSync(new URL('../../labs/hello/lab.yaml', import.meta.url), 'utf8').replace('id: hello', 'id: broken');
  test.each([
    ['YAML that is none', HELLO.replace('minutes: 5', 'minutes: [5'), /lab\.yaml:\d+: This is not YAML: .* Mend: /],
    ['a wrong type', HELLO.replace('minutes: 5', 'minutes: five'), /lab\.yaml:7: `minutes`: .*number.* Mend: /],
    ['a field that is missing', HELLO.replace(/^title: .*\n/m, ''), /lab\.yaml:\d+: `title`: .* Mend: add `title`/],
    ['a text that is missing', HELLO, /steps\/denial\.md:1: There is no such file\. Mend: add the text of step `denial`/],
  ])('with %s is named with file, line and mend', async (_, yaml, sentence) => {
    const folder = join(mkdtempSync(join(tmpdir(), 'seclab-lab-')), 'broken');
    mkdirSync(folder);
    writeFileSync(join(folder, 'lab.yaml'), yaml);
    const { exitCode, stderr } = await seclab.run(`start ${folder}`);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(sentence) });
    expect(stderr).not.toMatch(STACK);
    const list = await seclab.run('list', { SECLAB_LABS: folder });
    expect(list).toMatchObject({ exitCode: 2, stdout: expect.stringContaining('hello'), stderr: expect.stringMatching(sentence) });
  });
});

describe('state that is damaged', () => {
  test('of a newer format is left alone', async () => {
    const seclab = fresh();
    await seclab.run('up');
    await seclab.run('down');
    const format = join(seclab.home, 'sandbox', 'state', 'format.json');
    writeFileSync(format, '{"format":2}');
    const { exitCode, stderr } = await seclab.run('up');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringMatching(/^\S+format\.json says format 2, and this seclab reads up to format 1: .*\.$/),
    });
    expect(readFileSync(format, 'utf8')).toBe('{"format":2}');
    writeFileSync(format, '{"format":1}');
    expect(await users(seclab)).toContain('admin');
  });

  test.each(['{', '{"account":1}', ''])('playground.json of %o is named', async (text) => {
    const seclab = fresh();
    await seclab.run('up');
    const file = join(seclab.home, 'playground.json');
    writeFileSync(file, text);
    const sentence = `${file} cannot be understood. Move it away, and a new playground is made.`;
    expect(await seclab.run('up')).toMatchObject({ exitCode: 3, stdout: '', stderr: sentence });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('a journal with foreign lines is set aside by name, and what was done stays', async () => {
    const seclab = fresh();
    const { account } = JSON.parse((await seclab.run('up --json')).stdout);
    await seclab.run('aws iam create-user --user-name kept', BUILTIN);
    process.kill(seclab.sandboxPid(), 'SIGKILL');
    const folder = join(seclab.home, 'sandbox', 'state', 'accounts', account);
    appendFileSync(join(folder, 'journal.jsonl'), 'garbage\u0000\n{"more":1}\n');
    expect(await users(seclab)).toEqual(expect.arrayContaining(['admin', 'kept']));
    const copy = readdirSync(folder).find((name) => name.includes('.damaged-'));
    expect(readFileSync(join(folder, copy ?? ''), 'utf8')).toContain('garbage');
    expect((await seclab.run('status')).stderr).toContain(`A damaged file of the sandbox was set aside: ${join(folder, copy ?? '')}`);
  });

  test('progress with foreign lines is set aside by name, and hints that were read stay read', async () => {
    const seclab = fresh();
    await seclab.run('start hello');
    await seclab.run('hint');
    appendFileSync(join(seclab.home, 'runs', 'hello', 'progress.jsonl'), 'garbage\u0000\n');
    const { exitCode, stdout, stderr } = await seclab.run('status');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1 hint read');
    expect(stderr).toMatch(/^A damaged progress file was set aside: \S+progress\.damaged-\S+\.jsonl$/);
  });
});

test('a sandbox that is killed in the middle of calls has kept all that it had answered', async () => {
  const seclab = fresh();
  const up = JSON.parse((await seclab.run('up --json')).stdout);
  const clients = new AwsClients({ ...up, credentials: { accessKeyId: up.accessKeyId, secretAccessKey: up.secretAccessKey } });
  const answered: string[] = [];
  const work = Array.from({ length: 4 }, async (_, worker) => {
    for (let number = 0; ; number++) {
      const UserName = `u${worker}-${number}`;
      await clients.call('iam', 'CreateUser', { UserName });
      answered.push(UserName);
      if (answered.length === 40) process.kill(seclab.sandboxPid(), 'SIGKILL');
    }
  });
  await Promise.allSettled(work);
  expect(answered.length).toBeGreaterThanOrEqual(40);
  expect(await users(seclab)).toEqual(expect.arrayContaining(answered));
});

test('a disk that takes no more is said in one sentence, and what was there stays', async () => {
  const seclab = fresh();
  await seclab.run('start hello');
  const limited = await execa('bash', ['-c', `trap '' XFSZ; ulimit -f 0; exec '${process.execPath}' '${MAIN}' hint 2>&1 | cat`], {
    env: { SECLAB_HOME: seclab.home },
    reject: false,
    cwd: dirname(seclab.home),
  });
  expect(limited.stdout).toMatch(
    /^seclab cannot write to \S+progress\.jsonl \(EFBIG\)\. Set SECLAB_HOME to a folder of your own that takes files\.$/,
  );
  expect((await seclab.run('hint')).stdout).toMatch(/^Hint 1 of 3/);
});

test('a sandbox whose disk is full refuses changes as a failure of its own, and keeps those that it had answered', async () => {
  const seclab = fresh();
  const { stdout } = await execa('bash', ['-c', `trap '' XFSZ; ulimit -f 16; exec '${process.execPath}' '${MAIN}' up --json`], {
    env: { SECLAB_HOME: seclab.home },
  });
  const { accessKeyId, secretAccessKey, ...up } = JSON.parse(stdout);
  const { CreateUserCommand, IAMClient } = await import('@aws-sdk/client-iam');
  const iam = new IAMClient({ ...up, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 });
  const answered: string[] = [];
  const fill = async () => {
    for (;;) {
      const UserName = `user-${answered.length}`;
      await iam.send(new CreateUserCommand({ UserName }));
      answered.push(UserName);
    }
  };
  const error = await fill().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } });
  expect(String(error)).not.toMatch(STACK);
  expect(answered.length).toBeGreaterThan(0);
  await seclab.run('down');
  const there = await users(seclab);
  expect(there).toEqual(expect.arrayContaining(answered));
  expect(there).toHaveLength(answered.length + 1);
});
