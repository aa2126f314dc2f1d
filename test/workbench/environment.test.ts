import { existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { prepareWorkbench } from '../../src/workbench/environment.ts';
import { ENDPOINT, makeWorkbench } from './workbench.ts';

const installedClis = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'aws'))
  .filter((path) => existsSync(path));

test('keeps nothing of the AWS settings of its user', () => {
  const settings = {
    AWS_PROFILE: 'work',
    AWS_ACCESS_KEY_ID: 'AKIAREAL',
    AWS_SESSION_TOKEN: 'real',
    AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/work',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
    AWS_ENDPOINT_URL_S3: 'https://s3.eu-west-1.amazonaws.com',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    AWS_CA_BUNDLE: '/ca.pem',
    aws_secret_access_key: 'real',
  };
  const { env } = makeWorkbench({ inherited: { ...settings, PATH: '/usr/bin', EDITOR: 'vi' } });
  expect(Object.keys(env).filter((name) => name in settings)).toEqual([]);
  expect(env).toMatchObject({
    EDITOR: 'vi',
    AWS_ENDPOINT_URL: ENDPOINT,
    AWS_REGION: 'us-east-1',
    AWS_PAGER: '',
    PHOTOS: 'lab-photos-7f3a',
  });
});

test('writes AWS files for their owner only, with a profile for each of the lab’s people', () => {
  const { env } = makeWorkbench();
  const [config = '', credentials = ''] = [env['AWS_CONFIG_FILE'], env['AWS_SHARED_CREDENTIALS_FILE']];
  expect(statSync(credentials).mode & 0o777).toBe(0o600);
  expect(readFileSync(config, 'utf8')).toContain(`[profile ana]\nregion = us-east-1\nendpoint_url = ${ENDPOINT}\n`);
  expect(readFileSync(credentials, 'utf8')).toBe(
    `[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = secret/1\n\n[ana]\naws_access_key_id = ASIAANA\naws_secret_access_key = secret/2\naws_session_token = token\n`,
  );
});

test('presigns by Signature Version 4 with each AWS CLI that is installed here', async () => {
  const { env } = makeWorkbench();
  const settings = { AWS_CONFIG_FILE: env['AWS_CONFIG_FILE'] ?? '', AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
  for (const aws of installedClis) {
    const { stdout } = await execa(aws, ['s3', 'presign', 's3://bucket/key', '--endpoint-url', ENDPOINT], { env: settings });
    expect(stdout).toContain('X-Amz-Algorithm=AWS4-HMAC-SHA256');
  }
  expect(readFileSync(settings.AWS_CONFIG_FILE, 'utf8')).toContain('s3 =\n  signature_version = s3v4\n');
});

test.each([
  [{ NO_PROXY: 'corp.example,localhost' }, 'corp.example,localhost,127.0.0.1,::1'],
  [{ no_proxy: 'corp.example' }, 'corp.example,127.0.0.1,localhost,::1'],
  [{}, '127.0.0.1,localhost,::1'],
])('goes to the sandbox past a proxy, given %o', (inherited, expected) => {
  const { env } = makeWorkbench({ inherited });
  expect([env['NO_PROXY'], env['no_proxy']]).toEqual([expected, expected]);
});

test('puts its commands first in the path, once, also from within another lab’s shell', () => {
  const outer = makeWorkbench({ inherited: { Path: '/usr/bin' } });
  expect(outer.env['Path']).toBe(`${outer.bin}:/usr/bin`);
  const home = outer.env['SECLAB_HOME'] ?? '';
  const keys = { default: { accessKeyId: 'AKIA', secretAccessKey: 's' } };
  const place = { endpoint: ENDPOINT, plainEndpoint: ENDPOINT, region: 'us-east-1', profiles: keys };
  const inner = prepareWorkbench({ home, folder: join(home, 'workbench', 'other'), ...place, inherited: outer.env });
  expect(inner.env['Path']).toBe(`${inner.bin}:/usr/bin`);
});
