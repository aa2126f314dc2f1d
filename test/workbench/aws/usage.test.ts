import { expect, test } from 'vitest';
import { aws, service } from './aws-command.ts';

const USAGE = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`;

test.each([
  ['', 'the following arguments are required: command'],
  ['iam', 'the following arguments are required: operation'],
  ['iam create-user', 'the following arguments are required: --user-name'],
  ['iam create-role --role-name r', 'the following arguments are required: --assume-role-policy-document'],
  ['iam create-virtual-mfa-device --virtual-mfa-device-name x', 'the following arguments are required: --outfile, --bootstrap-method'],
  ['s3api get-object --bucket b --key k', 'the following arguments are required: outfile'],
  ['s3 cp b.txt', 'the following arguments are required: paths'],
  ['iam create-user --user-name', 'argument --user-name: expected one argument'],
  ['iam create-user --user-name --path /', 'argument --user-name: expected one argument'],
  ['iam list-users --region', 'argument --region: expected one argument'],
  ['iam create-user --user-name a --foo b', 'Unknown options: --foo, b'],
  ['iam create-user --user-name a b', 'Unknown options: b'],
  ['iam list-users --output tsv', "argument --output: Found invalid choice 'tsv'\n"],
  ['iam creat-user', "argument operation: Found invalid choice 'creat-user'\n\nDid you mean:\n\n  * create-user\n"],
  ['imm list-users', "argument command: Found invalid choice 'imm'\n"],
  ['iamm list-users', "argument command: Found invalid choice 'iamm'\n\nDid you mean:\n\n  * iam\n"],
  ['s3 snyc', "argument subcommand: Found invalid choice 'snyc'\n"],
])('`aws %s` shows the usage and ends with 252', async (command, message) => {
  expect(await aws(command)).toEqual({ exit: 252, stdout: '', stderr: `\naws: [ERROR]: ${message}\n\n${USAGE}` });
});

test.each([
  ['iam tag-user --user-name a --tags foo', "Error parsing parameter '--tags': Expected: '=', received: 'EOF' for input:\nfoo\n   ^"],
  [
    'iam tag-user --user-name a --tags Key=a,Val=b',
    'Parameter validation failed:\nMissing required parameter in Tags[0]: "Value"\nUnknown parameter in Tags[0]: "Val", must be one of: Key, Value',
  ],
  [
    's3api put-public-access-block --bucket b --public-access-block-configuration BlockPublicAcls=maybe',
    "Parameter validation failed:\nInvalid type for parameter PublicAccessBlockConfiguration.BlockPublicAcls, value: maybe, type: <class 'str'>, valid types: <class 'bool'>",
  ],
  [
    'iam create-user --user-name file://nope',
    "Error parsing parameter '--user-name': Unable to load paramfile file://nope: [Errno 2] No such file or directory: 'nope'",
  ],
  ['s3api put-object --bucket b --key k --body nope', "Error parsing parameter '--body': Blob values must be a path to a file."],
  ['iam create-user --cli-input-json {', "Error parsing parameter 'cli-input-json': Invalid JSON received."],
  ['iam list-users --max-items x', "argument --max-items: invalid int value: 'x'"],
  ['iam list-users --no-paginate --page-size 1', 'Cannot specify --no-paginate along with pagination arguments: --page-size'],
  ['s3 cp a b', 'usage: aws s3 cp <LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>\nError: Invalid argument type'],
])('`aws %s` names the fault and ends with 252', async (command, message) => {
  const { endpoint, seen } = await service({});
  expect(await aws(command, { env: { AWS_ENDPOINT_URL: endpoint } })).toEqual({
    exit: 252,
    stdout: '',
    stderr: `\naws: [ERROR]: ${message}\n`,
  });
  expect(seen).toEqual([]);
});

test('a bad query is refused before anything is asked', async () => {
  const { endpoint, seen } = await service({});
  const ran = await aws('iam list-users --query [', { env: { AWS_ENDPOINT_URL: endpoint } });
  expect(ran.exit).toBe(252);
  expect(ran.stderr).toContain('Bad value for --query [: ');
  expect(seen).toEqual([]);
});

test('arguments may be cut short where they still mean one', async () => {
  const { endpoint, seen } = await service({ body: '<R/>' });
  await aws('iam create-user --user a --perm arn --pa=/x/', { env: { AWS_ENDPOINT_URL: endpoint } });
  expect(seen[0]?.form).toMatchObject({ UserName: 'a', PermissionsBoundary: 'arn', Path: '/x/' });
});

test('help is made from the schemas: names, types, what is required', async () => {
  expect((await aws('help')).stdout).toContain('o s3api');
  expect((await aws('iam help')).stdout).toContain('o create-user\n');
  const { stdout, exit } = await aws('iam create-user help');
  expect(exit).toBe(0);
  expect(stdout).toContain('aws iam create-user\n         --user-name <value>\n         [--path <value>]');
  expect(stdout).toContain('Shorthand: Key=string,Value=string ...');
  expect((await aws('s3 cp help')).stdout).toContain('--recursive');
});

test('--version names the program and ends with 0', async () => {
  expect(await aws('--version')).toEqual({
    exit: 0,
    stdout: expect.stringMatching(/^aws-cli\/2 seclab\/\d+\.\d+\.\d+ Node\//),
    stderr: '',
  });
});

test.each([
  [
    'iam create-user --generate-cli-skeleton',
    '{\n    "UserName": "",\n    "Path": "",\n    "PermissionsBoundary": "",\n    "Tags": [\n        {\n            "Key": "",\n            "Value": ""\n        }\n    ]\n}\n',
  ],
  [
    'sts get-caller-identity --generate-cli-skeleton output',
    '{\n    "UserId": "UserId",\n    "Account": "Account",\n    "Arn": "Arn"\n}\n',
  ],
])('`aws %s` prints a form to fill in and asks nobody', async (command, stdout) => {
  expect(await aws(command)).toEqual({ exit: 0, stdout, stderr: '' });
});
