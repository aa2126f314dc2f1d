import { expect, test } from 'vitest';
import { aws, folder, queryReply, service } from './aws-command.ts';

const IDENTITY = queryReply('GetCallerIdentity', '<Arn>a</Arn><UserId>u</UserId><Account>1</Account>');
const NOBODY = 'http://127.0.0.1:1';

test('without an endpoint nothing is sent anywhere', async () => {
  const ran = await aws('sts get-caller-identity', { env: { AWS_ENDPOINT_URL: undefined } });
  expect(ran).toEqual({
    exit: 253,
    stdout: '',
    stderr: '\naws: [ERROR]: This aws talks to a sandbox only, and no endpoint is set: give --endpoint-url or set AWS_ENDPOINT_URL.\n',
  });
});

test.each(['https://sts.amazonaws.com', 'http://10.0.0.1:4566', 'http://127.0.0.1.example.com', 'http://0.0.0.0:1', 'ftp://127.0.0.1'])(
  '%s is not on this machine and is refused',
  async (address) => {
    const ran = await aws(['sts', 'get-caller-identity', '--endpoint-url', address]);
    expect(ran).toEqual({
      exit: 253,
      stdout: '',
      stderr: `\naws: [ERROR]: This aws talks to a sandbox on this machine only, and the endpoint is ${address}.\n`,
    });
  },
);

test('the option wins over the service’s variable, that over the general one, that over the profile', async () => {
  const { endpoint, seen } = await service(IDENTITY);
  const home = folder({
    config: `[default]\nendpoint_url = ${endpoint}\n[profile s]\nservices = local\n[services local]\nsts =\n  endpoint_url = ${endpoint}\n`,
  });
  const AWS_CONFIG_FILE = `${home}/config`;
  const runs = [
    await aws(`sts get-caller-identity --endpoint-url ${endpoint}`, { env: { AWS_ENDPOINT_URL_STS: NOBODY } }),
    await aws('sts get-caller-identity', { env: { AWS_ENDPOINT_URL_STS: endpoint, AWS_ENDPOINT_URL: NOBODY } }),
    await aws('sts get-caller-identity', { env: { AWS_ENDPOINT_URL: endpoint } }),
    await aws('sts get-caller-identity', { env: { AWS_CONFIG_FILE } }),
    await aws('sts get-caller-identity', { env: { AWS_CONFIG_FILE, AWS_PROFILE: 's' } }),
  ];
  expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 0]);
  expect(seen).toHaveLength(5);
});

test('the region comes from the option, the environment or the profile, and IAM’s is always us-east-1', async () => {
  const { endpoint, seen } = await service({ body: '<R/>' });
  const home = folder({ config: '[default]\nregion = eu-west-3\n' });
  const env = { AWS_ENDPOINT_URL: endpoint, AWS_CONFIG_FILE: `${home}/config`, AWS_REGION: undefined };
  await aws('sts get-caller-identity --region eu-west-1', { env });
  await aws('sts get-caller-identity', { env: { ...env, AWS_DEFAULT_REGION: 'eu-west-2' } });
  await aws('sts get-caller-identity', { env });
  await aws('iam list-users', { env });
  expect(seen.map(({ headers }) => /\/\d{8}\/([^/]*)\//.exec(headers.authorization ?? '')?.[1])).toEqual([
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'us-east-1',
  ]);
  const without = await aws('sts get-caller-identity', { env: { AWS_ENDPOINT_URL: endpoint, AWS_REGION: undefined } });
  expect(without).toMatchObject({
    exit: 253,
    stderr: '\naws: [ERROR]: You must specify a region. You can also configure your region by running "aws configure".\n',
  });
});
