import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox, type TestAccount } from '../../support/sandbox.ts';
import { aws, contentOf, folder } from './aws-command.ts';

let sandbox: Sandbox;
let account: TestAccount;

beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandbox.account();
});
afterAll(() => sandbox.close());

async function asRoot(command: string | readonly string[], cwd?: string) {
  const { accessKeyId, secretAccessKey } = account.rootKeys;
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_ENDPOINT_URL: sandbox.endpoint };
  return aws(command, { env, ...(cwd === undefined ? {} : { cwd }) });
}

async function json(command: string | readonly string[], cwd?: string): Promise<unknown> {
  const { exit, stdout, stderr } = await asRoot(command, cwd);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('an account is built with it, worn and denied as on AWS', async () => {
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account.id}:user/ana` }, Action: 'sts:AssumeRole' }],
  });
  const cwd = folder({
    'trust.json': trust,
    'assume.json': JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }] }),
  });
  expect(await json('iam create-user --user-name ana --tags Key=team,Value=blue')).toMatchObject({
    User: { UserName: 'ana', Tags: [{ Key: 'team', Value: 'blue' }] },
  });
  expect(await json('iam create-role --role-name reader --assume-role-policy-document file://trust.json', cwd)).toMatchObject({
    Role: { RoleName: 'reader', AssumeRolePolicyDocument: JSON.parse(trust) },
  });
  await asRoot('iam put-user-policy --user-name ana --policy-name assume --policy-document file://assume.json', cwd);
  const key = (await asRoot('iam create-access-key --user-name ana --query AccessKey.[AccessKeyId,SecretAccessKey] --output text')).stdout
    .trim()
    .split('\t');

  const home = folder({
    config: `[profile ana]\naws_access_key_id = ${key[0]}\naws_secret_access_key = ${key[1]}\n[profile reader]\nrole_arn = arn:aws:iam::${account.id}:role/reader\nsource_profile = ana\n`,
  });
  const env = {
    AWS_CONFIG_FILE: `${home}/config`,
    AWS_ENDPOINT_URL: sandbox.endpoint,
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
  };
  const who = await aws('sts get-caller-identity --profile reader --query Arn --output text --region us-east-1', { env });
  expect(who.stdout).toMatch(new RegExp(`^arn:aws:sts::${account.id}:assumed-role/reader/aws-cli-session-\\d+\\n$`));
  const denied = await aws('iam create-user --user-name eve --profile reader', { env });
  expect(denied.exit).toBe(254);
  expect(denied.stderr).toMatch(
    /^\nAn error occurred \(AccessDenied\) when calling the CreateUser operation: User: arn:aws:sts::\d+:assumed-role\/reader\/\S+ is not authorized to perform: iam:CreateUser on resource: /,
  );
});

test('pages of a listing are followed', async () => {
  for (const name of ['u1', 'u2', 'u3']) await asRoot(`iam create-user --user-name ${name} --path /paged/`);
  expect(await json('iam list-users --path-prefix /paged/ --page-size 1 --query Users[].UserName')).toEqual(['u1', 'u2', 'u3']);
  expect(await json('iam list-users --path-prefix /paged/ --max-items 2')).toMatchObject({
    Users: [{ UserName: 'u1' }, { UserName: 'u2' }],
    NextToken: expect.any(String),
  });
});

test('files go to S3 and come back', async () => {
  const cwd = folder({ 'in.txt': 'hello', 'd/ü x.txt': 'two', 'd/e+f.txt': 'three' });
  const bucket = `built-in-${account.id}`;
  expect((await asRoot(`s3 mb s3://${bucket}`)).stdout).toBe(`make_bucket: ${bucket}\n`);
  expect((await asRoot(`s3 cp in.txt s3://${bucket}/a/`, cwd)).stdout).toBe(`upload: ./in.txt to s3://${bucket}/a/in.txt\n`);
  expect((await asRoot(`s3 sync d s3://${bucket}/d`, cwd)).exit).toBe(0);
  expect((await asRoot(`s3 ls s3://${bucket}/d/`)).stdout).toMatch(/ 5 e\+f\.txt\n.* 3 ü x\.txt\n$/);
  expect((await asRoot(`s3 cp s3://${bucket} back --recursive`, cwd)).exit).toBe(0);
  expect(contentOf(cwd, 'back/d/ü x.txt')).toBe('two');
  expect(contentOf(cwd, 'back/d/e+f.txt')).toBe('three');
  expect(await json(`s3api head-object --bucket ${bucket} --key a/in.txt`)).toMatchObject({ ContentLength: 5, ContentType: 'text/plain' });
  const address = (await asRoot(`s3 presign s3://${bucket}/a/in.txt`)).stdout.trim();
  expect(await (await fetch(address)).text()).toBe('hello');
  expect((await asRoot(`s3 rb s3://${bucket}`)).exit).toBe(1);
  expect((await asRoot(`s3 rb s3://${bucket} --force`)).exit).toBe(0);
});

test('what the sandbox does not emulate is said, never passed over', async () => {
  const ran = await asRoot('iam list-service-specific-credentials');
  expect(ran).toMatchObject({ exit: 254, stdout: '' });
  expect(ran.stderr).toContain('(NotImplemented) when calling the ListServiceSpecificCredentials operation: ');
});
