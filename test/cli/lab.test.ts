import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicSchema } from './schema.ts';
import { MAIN, makeSeclab } from './seclab.ts';

const seclab = makeSeclab();
/** The user's own AWS, which must not be seen in a lab. */
const REAL = {
  AWS_PROFILE: 'work',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'real',
  AWS_SESSION_TOKEN: 'real',
  AWS_ENDPOINT_URL_IAM: 'https://iam.example',
};

beforeAll(async () => {
  const { exitCode, stderr } = await seclab.run('start hello');
  if (exitCode !== 0) throw new Error(`seclab start hello ended with ${exitCode}: ${stderr}`);
});
afterAll(() => seclab.dispose());

/** Runs commands in a bash that has evaluated `seclab env`. */
async function inLab(script: string, env: Record<string, string> = {}) {
  const program = `eval "$('${process.execPath}' '${MAIN}' env --shell bash)"; ${script}`;
  return execa('bash', ['-c', program], { env: { SECLAB_HOME: seclab.home, ...REAL, ...env }, reject: false, cwd: seclab.home });
}

describe('a lab from the command line', () => {
  test('is listed with how far it is', async () => {
    const { stdout } = await seclab.run('list --json');
    const labs = publicSchema('list').parse(JSON.parse(stdout));
    expect(labs).toContainEqual(expect.objectContaining({ id: 'hello', state: 'started', score: 0, steps: 3 }));
    expect((await seclab.run('list')).stdout).toMatch(/^> started {2}hello /m);
  });

  test('untouched passes nothing, and says what it looked for', async () => {
    const { exitCode, stdout } = await seclab.run('check --json');
    expect(exitCode).toBe(1);
    const results = publicSchema('check').parse(JSON.parse(stdout));
    expect(results).toMatchObject([{ lab: 'hello', step: 'who-am-i', result: 'failed' }, { result: 'blocked' }, { result: 'blocked' }]);
    const text = (await seclab.run('check who-am-i')).stdout;
    expect(text).toMatch(/^✗ failed {2}who-am-i {2}Three callers$/m);
    expect(text).toMatch(/looked for {2}\S/);
  });

  test.each(['builtin', 'installed'])('is worked on with the %s aws, and nothing of the user’s own AWS', async (which) => {
    if (which === 'installed' && (await execa('aws', ['--version'], { reject: false })).failed) return;
    const { stdout, stderr } = await inLab('env | grep ^AWS_; aws sts get-caller-identity --output text --profile ana', {
      SECLAB_AWS: which,
    });
    expect(stderr).toBe('');
    for (const name of ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL_IAM'])
      expect(stdout).not.toContain(`${name}=`);
    expect(stdout).toMatch(/arn:aws:iam::\d{12}:user\/ana/);
  });

  test('a step that is done passes, and costs nothing to fail before', async () => {
    const done = await inLab(
      'for who in root ana reader; do aws sts get-caller-identity --profile $who || exit 9; done; seclab check who-am-i',
    );
    expect(done).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('✓ passed  who-am-i') });
    expect((await seclab.run('status')).stdout).toMatch(/✓ passed +who-am-i +Three callers +10 of 10/);
  });

  test('a refused call is listed and explained', async () => {
    const bucket = (await inLab('echo $GREETINGS')).stdout;
    const refused = await inLab('aws s3api get-object --bucket $GREETINGS --key hello.txt out.txt --profile ana');
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain('AccessDenied');
    expect(existsSync(join(seclab.home, 'out.txt'))).toBe(false);

    const events = (await seclab.run('events --denied --json')).stdout
      .split('\n')
      .map((line) => publicSchema('event').parse(JSON.parse(line)));
    expect(events.at(-1)).toMatchObject({ operation: 'GetObject', outcome: 'implicitDeny', errorCode: 'AccessDenied' });
    const why = (await seclab.run('why')).stdout;
    expect(why).toContain(`arn:aws:s3:::${bucket}/hello.txt`);
    expect(why).toContain('no identity-based policy allows the s3:GetObject action');
    expect(why).toContain('The smallest change that would allow it');
    expect((await seclab.run('why 99999')).stderr).toContain('There is no call 99999 in hello');
  });

  test('its question is answered, rightly and wrongly', async () => {
    expect(await seclab.run('answer denial 1')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^✗ wrong: /) });
    expect(await seclab.run('answer denial 2')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^✓ right: /) });
    expect(await seclab.run('answer denial 9')).toMatchObject({ exitCode: 2 });
    expect(await seclab.run('answer denial two')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('got `two`') });
  });

  test('hints come one after the other, with the names of this run', async () => {
    const bucket = (await inLab('echo $GREETINGS')).stdout;
    const hints = [];
    for (let rung = 0; rung < 4; rung++) hints.push((await seclab.run('hint one-door')).stdout);
    expect(hints.map((hint) => hint.split('\n')[0])).toEqual([1, 2, 3, 4].map((rung) => `Hint ${rung} of 4 for one-door:`));
    expect(hints[3]).toContain(`arn:aws:s3:::${bucket}/hello.txt`);
    expect((await seclab.run('hint one-door')).stdout).toMatch(/^All hints for one-door have been read:/);
  });

  test('shows a step by its id, its number, or the one that is next', async () => {
    const byId = (await seclab.run('show one-door')).stdout;
    expect(byId).toContain('step 3 of 3, One door (one-door, 20 points)');
    expect((await seclab.run('show 3')).stdout).toBe(byId);
    expect(await seclab.run('show one-dor')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean `one-door`?') });
  });

  test('survives the loss of its sandbox', async () => {
    process.kill(seclab.sandboxPid(), 'SIGKILL');
    expect((await inLab('aws iam list-users --query "Users[].UserName" --output text')).stdout).toContain('ana');
  });

  test('calls go on in a shell that was open when the sandbox was lost', async () => {
    const pid = seclab.sandboxPid();
    const lost = await inLab(
      `kill -9 ${pid}; while kill -0 ${pid} 2>/dev/null && ! grep -q ') Z' /proc/${pid}/stat; do sleep 0.05; done; aws sts get-caller-identity`,
    );
    expect(lost).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(':user/') });
  });

  test('aws gives its own exit codes and takes its own arguments', async () => {
    const env = { SECLAB_AWS: 'builtin' };
    expect((await seclab.run('aws sts get-caller-identity --query Account', env)).stdout).toMatch(/^"\d{12}"$/);
    expect(await seclab.run('aws iam get-user --user-name nobody', env)).toMatchObject({ exitCode: 254 });
    expect(await seclab.run('aws iam list-users --endpoint-url https://iam.amazonaws.com', env)).toMatchObject({ exitCode: 252 });
    expect((await seclab.run('aws --version', env)).stdout).toMatch(/^aws-cli\/2 /);
  });

  test('is reset to its start, with other accounts', async () => {
    const before = (await inLab('echo $MAIN')).stdout;
    expect(await seclab.run('reset')).toMatchObject({ exitCode: 0 });
    expect((await inLab('echo $MAIN')).stdout).not.toBe(before);
    expect(await seclab.run('check who-am-i')).toMatchObject({ exitCode: 1 });
  });

  test('leaves the user’s own AWS files alone', () => {
    const config = readFileSync(join(seclab.home, 'workbench', 'hello', 'aws', 'config'), 'utf8');
    expect(config).toContain('[profile reader]');
    expect(config).toMatch(/role_arn = arn:aws:iam::\d{12}:role\/reader\nsource_profile = ana\n/);
  });
});

test('events are followed as they come, until Ctrl-C', async () => {
  const following = execa(process.execPath, [MAIN, 'events', '--follow', '--json'], { env: { SECLAB_HOME: seclab.home }, reject: false });
  let seen = '';
  following.nodeChildProcess.stdout?.on('data', (data) => (seen += String(data)));
  for (let tries = 0; tries < 20 && !seen.includes('"ListGroups"'); tries++) await inLab('aws iam list-groups');
  following.kill('SIGINT');
  expect((await following).exitCode).toBe(130);
  const lines = seen.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).operation)).toContain('ListGroups');
  expect(new Set(lines).size).toBe(lines.length);
});

test('a lab from outside seclab runs only when its user trusts it, and is then known by its id', async () => {
  const other = makeSeclab();
  const folder = join(mkdtempSync(join(tmpdir(), 'seclab-labs-')), 'mine');
  cpSync(fileURLToPath(new URL('../../labs/hello', import.meta.url)), folder, { recursive: true });
  const file = join(folder, 'lab.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('id: hello', 'id: mine'));
  expect(await other.run(`start ${folder}`)).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('--trust') });
  expect(await other.run(`start ${folder} --trust`)).toMatchObject({ exitCode: 0 });
  expect(await other.run('check')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('✗ failed') });
  expect((await other.run('list')).stdout).toMatch(/^> started {2}mine /m);
  await other.dispose();
});

test('a lab can begin in the middle: what comes before is done, for no points', async () => {
  const other = makeSeclab();
  expect(await other.run('start hello --from one-door')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('step 3 of 3') });
  const { stdout } = await other.run('status');
  expect(stdout).toMatch(/✓ passed +denial +A denial +0 of 10 \(skipped\)/);
  expect(stdout).toMatch(/· open +one-door/);
  await other.dispose();
});
