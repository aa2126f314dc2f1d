import { expect, test } from 'vitest';
import { aws, contentOf, folder, queryError, queryReply, s3Error, service } from './aws-command.ts';

const ROLE = queryReply(
  'GetRole',
  `<Role><Path>/</Path><RoleName>r</RoleName><RoleId>AROA</RoleId><Arn>arn:aws:iam::1:role/r</Arn><CreateDate>2024-01-02T03:04:05Z</CreateDate>
   <AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D</AssumeRolePolicyDocument><MaxSessionDuration>3600</MaxSessionDuration></Role>`,
);

test('an operation of IAM is one signed POST with the parameters of the command line', async () => {
  const { endpoint, seen } = await service({ body: '<CreateUserResponse/>' });
  await aws('iam create-user --user-name ana --path /x/ --tags Key=a,Value=b Key=c,Value=d', { env: { AWS_ENDPOINT_URL: endpoint } });
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    method: 'POST',
    url: '/',
    headers: {
      authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKIAQAAAAAAAAEXAMPLE\/\d{8}\/us-east-1\/iam\/aws4_request, /),
    },
  });
  expect(seen[0]?.form).toEqual({
    Action: 'CreateUser',
    Version: '2010-05-08',
    UserName: 'ana',
    Path: '/x/',
    'Tags.member.1.Key': 'a',
    'Tags.member.1.Value': 'b',
    'Tags.member.2.Key': 'c',
    'Tags.member.2.Value': 'd',
  });
});

test('the answer is JSON in the model’s order, dates in ISO 8601, policy documents decoded', async () => {
  const { endpoint } = await service(ROLE);
  const { exit, stdout } = await aws('iam get-role --role-name r', { env: { AWS_ENDPOINT_URL: endpoint } });
  expect(exit).toBe(0);
  expect(stdout).toBe(`{
    "Role": {
        "Path": "/",
        "RoleName": "r",
        "RoleId": "AROA",
        "Arn": "arn:aws:iam::1:role/r",
        "CreateDate": "2024-01-02T03:04:05+00:00",
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": []
        },
        "MaxSessionDuration": 3600
    }
}
`);
});

test('an operation that answers nothing prints nothing', async () => {
  const { endpoint } = await service({ body: '<DeleteUserResponse><ResponseMetadata/></DeleteUserResponse>' });
  expect(await aws('iam delete-user --user-name a', { env: { AWS_ENDPOINT_URL: endpoint } })).toEqual({ exit: 0, stdout: '', stderr: '' });
});

test.each([
  [
    'iam delete-user --user-name a',
    queryError('NoSuchEntity', 'The user with name a cannot be found. &lt;&quot;&amp;', 404),
    '(NoSuchEntity) when calling the DeleteUser operation: The user with name a cannot be found. <"&',
  ],
  [
    'cloudtrail lookup-events',
    { status: 400, body: '{"__type":"com.amazon.coral#AccessDeniedException","Message":"no"}' },
    '(AccessDeniedException) when calling the LookupEvents operation: no',
  ],
  [
    's3api get-object --bucket b --key k out',
    s3Error('NoSuchKey', 'The specified key does not exist.', 404),
    '(NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
  ],
  ['s3api head-object --bucket b --key k', { status: 404 }, '(404) when calling the HeadObject operation: Not Found'],
  ['s3api head-object --bucket b --key k', { status: 403 }, '(403) when calling the HeadObject operation: Forbidden'],
  [
    's3api copy-object --bucket b --key k --copy-source b/x',
    s3Error('InternalError', 'm', 200),
    '(InternalError) when calling the CopyObject operation: m',
  ],
  [
    's3api list-buckets',
    s3Error('NotImplemented', 'ListBuckets is not emulated', 501),
    '(NotImplemented) when calling the ListBuckets operation: ListBuckets is not emulated',
  ],
])('`aws %s` ends with 254 and what the service said', async (command, reply, message) => {
  const { endpoint } = await service(reply);
  expect(await aws(command, { env: { AWS_ENDPOINT_URL: endpoint } })).toEqual({
    exit: 254,
    stdout: '',
    stderr: `\nAn error occurred ${message}\n`,
  });
});

test('nobody listening ends with 255', async () => {
  const ran = await aws('iam list-users --endpoint-url http://127.0.0.1:1');
  expect(ran).toEqual({ exit: 255, stdout: '', stderr: '\naws: [ERROR]: Could not connect to the endpoint URL: "http://127.0.0.1:1/"\n' });
});

test.each([
  ['UTF-8', Buffer.from('{"a":"ü"}')],
  ['UTF-8 with a mark', Buffer.from('\uFEFF{"a":"ü"}')],
  ['UTF-16 as PowerShell 5 writes it', Buffer.from('\uFEFF{"a":"ü"}', 'utf16le')],
  ['UTF-16 without a mark', Buffer.from('{"a":"ü"}', 'utf16le')],
  ['UTF-16 with its bytes the other way', Buffer.from('\uFEFF{"a":"ü"}', 'utf16le').swap16()],
])('file:// reads %s', async (_, content) => {
  const { endpoint, seen } = await service({ body: '<R/>' });
  const cwd = folder({ 'p.json': content });
  await aws('iam put-user-policy --user-name a --policy-name p --policy-document file://p.json', {
    env: { AWS_ENDPOINT_URL: endpoint },
    cwd,
  });
  expect(Buffer.from(seen[0]?.form['PolicyDocument'] ?? '', 'utf8').toString()).toBe('{"a":"ü"}');
});

test('JSON parameters come from --cli-input-json, and those of the command line win', async () => {
  const { endpoint, seen } = await service({ body: '<R/>' });
  const document = JSON.stringify({ RoleName: 'r', AssumeRolePolicyDocument: '{}', Path: '/a/', MaxSessionDuration: 7200 });
  await aws(['iam', 'create-role', '--cli-input-json', document, '--path', '/b/'], { env: { AWS_ENDPOINT_URL: endpoint } });
  expect(seen[0]?.form).toMatchObject({ RoleName: 'r', Path: '/b/', MaxSessionDuration: '7200' });
});

test('flags, numbers and lists take the types of their members', async () => {
  const { endpoint, seen } = await service({ body: '<R/>' });
  const env = { AWS_ENDPOINT_URL: endpoint };
  await aws('iam update-login-profile --user-name a --no-password-reset-required', { env });
  await aws('iam update-account-password-policy --minimum-password-length 14 --require-symbols', { env });
  await aws('sts assume-role --role-arn arn:r --role-session-name se --policy-arns arn=a arn=b --transitive-tag-keys k l', { env });
  expect(seen.map(({ form }) => form)).toEqual([
    expect.objectContaining({ PasswordResetRequired: 'false' }),
    expect.objectContaining({ MinimumPasswordLength: '14', RequireSymbols: 'true' }),
    expect.objectContaining({ 'PolicyArns.member.1.arn': 'a', 'PolicyArns.member.2.arn': 'b', 'TransitiveTagKeys.member.2': 'l' }),
  ]);
});

test('a JSON service is asked in JSON; its dates are shown in the zone of this machine', async () => {
  const { endpoint, seen } = await service({ body: JSON.stringify({ Events: [{ EventId: '1', EventTime: 1704164645.5 }] }) });
  const { stdout } = await aws(
    'cloudtrail lookup-events --start-time 2024-01-02 --lookup-attributes AttributeKey=EventName,AttributeValue=X',
    { env: { AWS_ENDPOINT_URL: endpoint } },
  );
  expect(seen[0]?.headers['x-amz-target']).toMatch(/CloudTrail_20131101\.LookupEvents$/);
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
    StartTime: 1704153600,
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'X' }],
  });
  const [, shown = ''] = /"EventTime": "(.*)"/.exec(stdout) ?? [];
  expect(shown).toMatch(/^2024-01-0\dT\d\d:\d\d:05\.500000[+-]\d\d:\d\d$/);
  expect(new Date(shown).getTime()).toBe(1704164645500);
});

test('an object goes out of a file and comes into one', async () => {
  const { endpoint, seen } = await service((request) =>
    request.method === 'PUT'
      ? { headers: { etag: '"e"' } }
      : {
          headers: { etag: '"e"', 'content-length': '5', 'last-modified': 'Tue, 02 Jan 2024 03:04:05 GMT', 'content-type': 'text/plain' },
          body: 'hello',
        },
  );
  const cwd = folder({ 'in.txt': 'hello' });
  const env = { AWS_ENDPOINT_URL: endpoint };
  const put = await aws(['s3api', 'put-object', '--bucket', 'b', '--key', 'x/y z+ä', '--body', 'in.txt', '--metadata', 'a=b'], {
    env,
    cwd,
  });
  const got = await aws('s3api get-object --bucket b --key k out.txt', { env, cwd });
  expect(put.stdout).toBe('{\n    "ETag": "\\"e\\""\n}\n');
  expect(seen[0]).toMatchObject({ method: 'PUT', url: '/b/x/y%20z%2B%C3%A4', body: 'hello', headers: { 'x-amz-meta-a': 'b' } });
  expect(seen[0]?.headers['content-type']).toBeUndefined();
  expect(contentOf(cwd, 'out.txt')).toBe('hello');
  expect(JSON.parse(got.stdout)).toEqual({
    LastModified: '2024-01-02T03:04:05+00:00',
    ContentLength: 5,
    ETag: '"e"',
    ContentType: 'text/plain',
    Metadata: {},
  });
});

test('keys come back as they are, though S3 is asked to encode them', async () => {
  const { endpoint, seen } = await service({
    body: `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated><Prefix/><Contents><Key>a+b%2Bc%C3%BC</Key><Size>1</Size></Contents></ListBucketResult>`,
  });
  const { stdout } = await aws('s3api list-objects-v2 --bucket b', { env: { AWS_ENDPOINT_URL: endpoint } });
  expect(seen[0]?.url).toBe('/b?list-type=2&encoding-type=url');
  expect(JSON.parse(stdout)).toEqual({ Contents: [{ Key: 'a b+cü', Size: 1 }], RequestCharged: null, Prefix: '' });
});

test('a bucket’s region is null in us-east-1', async () => {
  const { endpoint } = await service({ body: '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>' });
  expect((await aws('s3api get-bucket-location --bucket b', { env: { AWS_ENDPOINT_URL: endpoint } })).stdout).toBe(
    '{\n    "LocationConstraint": null\n}\n',
  );
});

test('the seed of a virtual MFA device goes into the file only', async () => {
  const { endpoint } = await service(
    queryReply(
      'CreateVirtualMFADevice',
      '<VirtualMFADevice><SerialNumber>arn:x</SerialNumber><Base32StringSeed>QUJD</Base32StringSeed><QRCodePNG>iVBO</QRCodePNG></VirtualMFADevice>',
    ),
  );
  const cwd = folder();
  const { stdout } = await aws(
    'iam create-virtual-mfa-device --virtual-mfa-device-name x --outfile seed --bootstrap-method Base32StringSeed',
    { env: { AWS_ENDPOINT_URL: endpoint }, cwd },
  );
  expect(JSON.parse(stdout)).toEqual({ VirtualMFADevice: { SerialNumber: 'arn:x' } });
  expect(contentOf(cwd, 'seed')).toBe('ABC');
});

test('--no-sign-request sends no signature', async () => {
  const { endpoint, seen } = await service({ body: 'x' });
  await aws('s3api get-object --bucket b --key k out --no-sign-request', {
    env: { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: '' },
    cwd: folder(),
  });
  expect(seen[0]?.headers.authorization).toBeUndefined();
});

test('--debug shows the request and the answer on standard error', async () => {
  const { endpoint } = await service(ROLE);
  const { stdout, stderr } = await aws('iam get-role --role-name r --debug', { env: { AWS_ENDPOINT_URL: endpoint } });
  expect(stderr).toContain('> POST /');
  expect(stderr).toContain('Action=GetRole');
  expect(stderr).toContain('< 200');
  expect(JSON.parse(stdout)).toHaveProperty('Role.RoleName', 'r');
});
