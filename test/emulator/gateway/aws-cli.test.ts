import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Keys, type Sandbox, startSandbox, type TestAccount } from '../../support/sandbox.ts';

const run = promisify(execFile);
let sandbox: Sandbox;
let account: TestAccount;
let folder: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandbox.account();
  folder = mkdtempSync(join(tmpdir(), 'seclab-cli-'));
  // Version 1 presigns by version 2 of the signature unless told, which AWS takes for no bucket made since 2020.
  writeFileSync(join(folder, 'config'), '[default]\ns3 =\n  signature_version = s3v4\n');
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An installed AWS CLI, with an endpoint and nothing of this machine's own settings. */
async function callCli(program: string, keys: Keys, words: readonly string[]): Promise<string> {
  const { stdout } = await run(program, ['--endpoint-url', sandbox.endpoint, ...words], {
    timeout: 60_000,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_DEFAULT_OUTPUT: 'json',
      AWS_PAGER: '',
      NO_PROXY: '127.0.0.1',
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      ...(keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: keys.sessionToken }),
    },
  });
  return stdout;
}

const installed = installedClis();

describe.skipIf(installed.length === 0)('the AWS CLI', { timeout: 120_000 }, () => {
  test('is found with the version that it says', () => {
    expect(installed.filter(({ version }) => !/^aws-cli\/\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe.each(installed)('$version', { timeout: 120_000 }, ({ program, version }) => {
  const aws = (keys: Keys, ...words: string[]) => callCli(program, keys, words);
  const bucket = `cli-${version.replaceAll(/[^0-9]/g, '-')}`;

  test('asks who it is', async () => {
    expect(JSON.parse(await aws(account.rootKeys, 'sts', 'get-caller-identity'))).toMatchObject({ Account: account.id });
  });

  test('makes a user with tags and reads it back', async () => {
    await aws(account.rootKeys, 'iam', 'create-user', '--user-name', bucket, '--tags', 'Key=team,Value=red blue');
    const { User } = JSON.parse(await aws(account.rootKeys, 'iam', 'get-user', '--user-name', bucket));
    expect(User).toMatchObject({ UserName: bucket, Tags: [{ Key: 'team', Value: 'red blue' }] });
  });

  test('uploads, lists, reads, signs and removes', async () => {
    const file = join(folder, 'a file.txt');
    writeFileSync(file, 'from the command line');
    await aws(account.rootKeys, 's3', 'mb', `s3://${bucket}`);
    await aws(account.rootKeys, 's3', 'cp', file, `s3://${bucket}/folder/a file+ü.txt`);
    expect(await aws(account.rootKeys, 's3', 'ls', `s3://${bucket}/folder/`)).toContain('a file+ü.txt');
    await aws(account.rootKeys, 's3', 'cp', `s3://${bucket}/folder/a file+ü.txt`, join(folder, 'back'));
    expect(readFileSync(join(folder, 'back'), 'utf8')).toBe('from the command line');
    const url = (await aws(account.rootKeys, 's3', 'presign', `s3://${bucket}/folder/a file+ü.txt`)).trim();
    expect(await (await fetch(url)).text()).toBe('from the command line');
    await aws(account.rootKeys, 's3', 'rm', '--recursive', `s3://${bucket}`);
    await aws(account.rootKeys, 's3', 'rb', `s3://${bucket}`);
  });

  test('uploads in parts', async () => {
    const file = join(folder, 'large');
    writeFileSync(file, Buffer.alloc(17 * 1024 * 1024, 'seclab'));
    await aws(account.rootKeys, 's3', 'mb', `s3://${bucket}-parts`);
    await aws(account.rootKeys, 's3', 'cp', file, `s3://${bucket}-parts/large`);
    await aws(account.rootKeys, 's3', 'cp', `s3://${bucket}-parts/large`, join(folder, 'large-back'));
    expect(readFileSync(join(folder, 'large-back')).equals(readFileSync(file))).toBe(true);
  });

  test('looks events up', async () => {
    const { Events } = JSON.parse(await aws(account.rootKeys, 'cloudtrail', 'lookup-events', '--max-items', '1'));
    expect(Events).toHaveLength(1);
  });

  test('is told why it is denied', async () => {
    const nobody = await account.user();
    await expect(aws(nobody.keys, 'iam', 'list-users')).rejects.toMatchObject({
      stderr: expect.stringContaining(`(AccessDenied) when calling the ListUsers operation: User: ${nobody.arn} is not authorized`),
    });
  });

  test('uses a session', async () => {
    const { arn } = await account.role(bucket);
    const { keys } = await account.session(arn, 'cli');
    expect(JSON.parse(await aws(keys, 'sts', 'get-caller-identity'))).toMatchObject({
      Arn: `arn:aws:sts::${account.id}:assumed-role/${bucket}/cli`,
    });
  });
});

/** The first one in the path, and that of the system. */
function installedClis(): { program: string; version: string }[] {
  const found = ['aws', '/usr/bin/aws'].flatMap((program) => {
    try {
      const [version = ''] = execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 30_000 }).split(' ');
      return [{ program, version }];
    } catch {
      return [];
    }
  });
  return [...new Map(found.map((cli) => [cli.version, cli])).values()];
}
