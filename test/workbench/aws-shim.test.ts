import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { findInstalledAws } from '../../src/workbench/aws-executable.ts';
import { endpointArgument } from '../../src/workbench/loopback.ts';
import { ENDPOINT, makeEcho, makeWorkbench } from './workbench.ts';

const refused = [
  ['--endpoint-url https://iam.amazonaws.com iam list-users'],
  ['iam list-users --endpoint-url=https://iam.amazonaws.com'],
  ['iam list-users --endpoint http://10.0.0.1:4599'],
  ['iam list-users --endpoint-url http://127.0.0.1:4599@evil.example/'],
  ['iam list-users --endpoint-url http://127.0.0.1.evil.example/'],
  ['iam list-users --endpoint-url http://localhost.evil.example'],
  ['iam list-users --endpoint-url http://127.0.0.1:4599 --endpoint-url http://evil.example'],
  ['iam list-users --endpoint-url file:///etc/passwd'],
];
const taken = [
  ['iam list-users'],
  ['--endpoint-url http://127.0.0.1:4600 s3 ls'],
  ['s3 ls --endpoint-url=http://localhost:4600/'],
  ['s3 ls --endpoint-url http://[::1]:4600'],
  ['s3 cp a b --exclude https://x'],
];

describe('an installed AWS CLI in a lab’s shell', () => {
  const { bin, env } = makeWorkbench({ installedAws: makeEcho() });
  const aws = (line: string, more: Record<string, string> = {}) =>
    execa(join(bin, 'aws'), line.split(' '), { env: { ...env, ...more }, extendEnv: false, reject: false });

  test.each(refused)('is not called with an address elsewhere: %s', async (line) => {
    const { exitCode, stdout, stderr } = await aws(line);
    expect({ exitCode, stdout }).toEqual({ exitCode: 252, stdout: '' });
    expect(stderr).toMatch(/^This shell's aws talks to the lab only, and --endpoint(-url)? names .*: leave it out/);
    expect(() => endpointArgument(line.split(' '))).toThrow(/talks to the lab only/);
  });

  test.each(taken)('is called with the lab’s endpoint and what was typed: %s', async (line) => {
    const { exitCode, stdout } = await aws(line);
    expect({ exitCode, first: stdout.split('\n')[0] }).toEqual({ exitCode: 0, first: `--endpoint-url ${ENDPOINT} ${line}` });
    expect(() => endpointArgument(line.split(' '))).not.toThrow();
  });

  test('starts no sandbox in a home folder that never had one', async () => {
    const other = makeWorkbench({ installedAws: makeEcho() });
    const sandbox = join(other.env['SECLAB_HOME'] ?? '', 'sandbox');
    rmSync(sandbox, { recursive: true });
    expect(await execa(join(other.bin, 'aws'), ['s3', 'ls'], { env: other.env, extendEnv: false })).toMatchObject({ stderr: '' });
    expect(existsSync(sandbox)).toBe(false);
  });

  test('keeps every argument whole', async () => {
    const { stdout } = await execa(join(bin, 'aws'), ['iam', 'get-user', '--query', 'a  b', ''], { env, extendEnv: false });
    expect(stdout.split('\n')[0]).toBe(`--endpoint-url ${ENDPOINT} iam get-user --query a  b `);
  });

  test('has no way out beside the endpoint, whatever was set by hand', async () => {
    const { stdout } = await aws('s3 ls', { NO_PROXY: '*', ALL_PROXY: 'http://proxy.example', AWS_ENDPOINT_URL: 'https://aws.example' });
    expect(stdout).toContain('HTTPS_PROXY=http://127.0.0.1:9\n');
    expect(stdout).toContain('NO_PROXY=127.0.0.1,localhost,::1\n');
    expect(stdout).toContain(`AWS_ENDPOINT_URL=${ENDPOINT}\n`);
    expect(stdout).not.toContain('ALL_PROXY');
  });

  test('uses the lab’s files also where the variables were taken away', async () => {
    const { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: _, ...rest } = env;
    const { stdout } = await execa(join(bin, 'aws'), ['s3', 'ls'], { env: rest, extendEnv: false });
    expect(stdout).toContain(`AWS_CONFIG_FILE=${config}\n`);
  });
});

const installed = await findInstalledAws(mkdtempSync(join(tmpdir(), 'seclab-')));

describe.runIf(installed !== undefined)('the AWS CLI of this machine', () => {
  test('is found with its version, and remembered', async () => {
    const home = mkdtempSync(join(tmpdir(), 'seclab-'));
    expect(await findInstalledAws(home)).toEqual(installed);
    expect(existsSync(join(home, 'workbench', 'aws-cli.json'))).toBe(true);
    expect(await findInstalledAws(home)).toEqual(installed);
  });

  test('asks the lab for a role of a profile, never AWS', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers.host ?? '');
      response.writeHead(403).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { env, bin } = makeWorkbench({ installedAws: installed?.path ?? '', endpoint: `http://127.0.0.1:${port}` });
    writeFileSync(
      env['AWS_CONFIG_FILE'] ?? '',
      '[profile far]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = default\n',
    );
    const { exitCode } = await execa(join(bin, 'aws'), ['iam', 'list-users', '--profile', 'far'], { env, extendEnv: false, reject: false });
    await new Promise((resolve) => server.close(resolve));
    expect(exitCode).not.toBe(0);
    expect(new Set(asked)).toEqual(new Set([`127.0.0.1:${port}`]));
  });
});

test('an aws that does not run is no AWS CLI', async () => {
  const path = makeEcho();
  const home = mkdtempSync(join(tmpdir(), 'seclab-'));
  expect(await findInstalledAws(home, { PATH: join(path, '..') + ':/usr/bin:/bin' })).toBeUndefined();
});
