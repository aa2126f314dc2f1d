import { expect, test } from 'vitest';
import { aws, folder, queryReply, service } from './aws-command.ts';

const IDENTITY = queryReply('GetCallerIdentity', '<Arn>a</Arn><UserId>u</UserId><Account>1</Account>');
const ASSUMED = queryReply(
  'AssumeRole',
  '<Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>',
);
const NOBODY = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

async function whoAsks(env: Record<string, string | undefined>, options = '', stdin = '') {
  const { endpoint, seen } = await service((request) => (request.form['Action'] === 'AssumeRole' ? ASSUMED : IDENTITY));
  const ran = await aws(`sts get-caller-identity ${options}`, { env: { AWS_ENDPOINT_URL: endpoint, ...env }, stdin });
  const keys = seen.map(({ headers }) => /Credential=([^/]*)/.exec(headers.authorization ?? '')?.[1]);
  return { ...ran, seen, keys };
}

function files(config: string, credentials = '') {
  const home = folder({ config, credentials });
  return { AWS_CONFIG_FILE: `${home}/config`, AWS_SHARED_CREDENTIALS_FILE: `${home}/credentials` };
}

test('the environment’s keys sign, with their session token', async () => {
  const { keys, seen } = await whoAsks({ AWS_ACCESS_KEY_ID: 'ASIAENV', AWS_SESSION_TOKEN: 'tok' });
  expect(keys).toEqual(['ASIAENV']);
  expect(seen[0]?.headers['x-amz-security-token']).toBe('tok');
});

test('~/.aws is never read', async () => {
  const home = folder({
    '.aws/credentials': '[default]\naws_access_key_id=REAL\naws_secret_access_key=x\n',
    '.aws/config': '[default]\nregion=eu-west-1\n',
  });
  const { exit, stderr, seen } = await whoAsks({ ...NOBODY, HOME: home, USERPROFILE: home });
  expect(exit).toBe(253);
  expect(stderr).toBe('\naws: [ERROR]: Unable to locate credentials. You can configure credentials by running "aws configure".\n');
  expect(seen).toEqual([]);
});

test('--profile wins over the environment’s keys, AWS_PROFILE does not', async () => {
  const both = files(
    '',
    '[default]\naws_access_key_id=AKIADEF\naws_secret_access_key=s\n[bob]\naws_access_key_id=AKIABOB\naws_secret_access_key=s\n',
  );
  expect((await whoAsks(both, '--profile bob')).keys).toEqual(['AKIABOB']);
  expect((await whoAsks({ ...both, AWS_PROFILE: 'bob' })).keys).toEqual(['AKIAQAAAAAAAAEXAMPLE']);
  expect((await whoAsks({ ...both, ...NOBODY, AWS_PROFILE: 'bob' })).keys).toEqual(['AKIABOB']);
  expect((await whoAsks({ ...both, ...NOBODY })).keys).toEqual(['AKIADEF']);
});

test('a profile may wear a role, and that role another', async () => {
  const config = `[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = s
[profile one]
role_arn = arn:aws:iam::111111111111:role/one
source_profile = base
[profile two]
role_arn = arn:aws:iam::222222222222:role/two
source_profile = one
external_id = ext
role_session_name = ana
duration_seconds = 900
`;
  const { keys, seen, exit } = await whoAsks({ ...files(config), ...NOBODY }, '--profile two');
  expect(exit).toBe(0);
  expect(keys).toEqual(['AKIABASE', 'ASIAROLE', 'ASIAROLE']);
  expect(seen[1]?.form).toMatchObject({
    RoleArn: 'arn:aws:iam::222222222222:role/two',
    ExternalId: 'ext',
    RoleSessionName: 'ana',
    DurationSeconds: '900',
  });
  expect(seen[2]?.headers['x-amz-security-token']).toBe('t');
});

test('a role that wants an MFA code has it asked for', async () => {
  const config =
    '[profile base]\naws_access_key_id=AKIABASE\naws_secret_access_key=s\n[profile r]\nrole_arn=arn:r\nsource_profile=base\nmfa_serial=arn:mfa\n';
  const { seen, stderr } = await whoAsks({ ...files(config), ...NOBODY }, '--profile r', '123456\n');
  expect(stderr).toBe('Enter MFA code for arn:mfa: ');
  expect(seen[0]?.form).toMatchObject({ SerialNumber: 'arn:mfa', TokenCode: '123456' });
});

test.each([
  [
    '[profile p]\ncredential_process = x\n',
    253,
    'Profile p signs in with credential_process, which the built-in aws does not do: give the profile keys or a role.',
  ],
  [
    '[profile p]\nsso_start_url = https://x\n',
    253,
    'Profile p signs in with sso_start_url, which the built-in aws does not do: give the profile keys or a role.',
  ],
  ['[profile q]\n', 255, 'The config profile (p) could not be found'],
  ['[profile p]\nrole_arn = a\nsource_profile = gone\n', 255, 'The source profile "gone" referenced in the profile "p" does not exist.'],
  ['[profile p]\naws_access_key_id = a\n', 255, 'Partial credentials found in FILE, missing: aws_secret_access_key'],
])('%j ends with %i', async (config, exit, message) => {
  const env = files(config);
  const ran = await whoAsks(env, '--profile p');
  expect(ran).toMatchObject({ exit, seen: [] });
  expect(ran.stderr).toBe(`\naws: [ERROR]: ${message.replace('FILE', env.AWS_CONFIG_FILE)}\n`);
});

test('two roles that need each other are found out', async () => {
  const config = '[profile a]\nrole_arn=x\nsource_profile=b\n[profile b]\nrole_arn=y\nsource_profile=a\n';
  const { exit, stderr } = await whoAsks({ ...files(config), ...NOBODY }, '--profile a');
  expect(exit).toBe(255);
  expect(stderr).toContain('Infinite loop in credential configuration detected.');
});
