import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox, type TestAccount } from '../../support/sandbox.ts';
import { runPython } from '../../support/python.ts';

const python = process.env['SECLAB_TEST_PYTHON'] ?? 'python3';

function hasBoto3(): boolean {
  try {
    execFileSync(python, ['-c', 'import boto3'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasBoto3())('boto3', { timeout: 60_000 }, () => {
  let sandbox: Sandbox;
  let account: TestAccount;

  beforeAll(async () => {
    sandbox = await startSandbox();
    account = await sandbox.account();
  });
  afterAll(() => sandbox.close());

  const run = (script: string) => runPython(python, PRELUDE + script, sandbox.endpoint, account.rootKeys);

  it('makes a user, gives it a policy, and reads both back', async () => {
    const said = await run(`
iam = client('iam')
iam.create_user(UserName='ana', Tags=[{'Key': 'team', 'Value': 'blue'}])
iam.put_user_policy(UserName='ana', PolicyName='read', PolicyDocument=json.dumps(POLICY))
got = iam.get_user_policy(UserName='ana', PolicyName='read')
answer = {'document': got['PolicyDocument'], 'tags': iam.list_user_tags(UserName='ana')['Tags']}
`);
    expect(said).toEqual({
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] },
      tags: [{ Key: 'team', Value: 'blue' }],
    });
  });

  it('assumes a role, and is refused what the role may not do', async () => {
    const said = await run(`
iam = client('iam')
iam.create_user(UserName='bo')
key = iam.create_access_key(UserName='bo')['AccessKey']
account = client('sts').get_caller_identity()['Account']
trust = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': f'arn:aws:iam::{account}:user/bo'}, 'Action': 'sts:AssumeRole'}]}
role = iam.create_role(RoleName='reader', AssumeRolePolicyDocument=json.dumps(trust))['Role']['Arn']
bo = client('sts', key['AccessKeyId'], key['SecretAccessKey'])
session = bo.assume_role(RoleArn=role, RoleSessionName='boto')['Credentials']
try:
    client('iam', session['AccessKeyId'], session['SecretAccessKey'], session['SessionToken']).list_users()
    answer = 'not refused'
except botocore.exceptions.ClientError as error:
    answer = {'code': error.response['Error']['Code'], 'message': error.response['Error']['Message']}
`);
    expect(said).toEqual({
      code: 'AccessDenied',
      message: expect.stringContaining(`arn:aws:sts::${account.id}:assumed-role/reader/boto is not authorized to perform: iam:ListUsers`),
    });
  });

  it('puts an object, lists it, gets it by its signed address', async () => {
    const said = await run(`
import urllib.request
s3 = client('s3')
bucket = 'boto-' + client('sts').get_caller_identity()['Account']
s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={'LocationConstraint': 'eu-west-1'})
s3.put_object(Bucket=bucket, Key='grüße/ä b.txt', Body=b'hello')
url = s3.generate_presigned_url('get_object', Params={'Bucket': bucket, 'Key': 'grüße/ä b.txt'})
keys = [item['Key'] for item in s3.list_objects_v2(Bucket=bucket)['Contents']]
answer = {'keys': keys, 'body': urllib.request.urlopen(url).read().decode()}
`);
    expect(said).toEqual({ keys: ['grüße/ä b.txt'], body: 'hello' });
  });
});

const PRELUDE = `
import json, os, boto3, botocore
from botocore.config import Config
POLICY = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '*'}]}
def client(service, key=os.environ['KEY'], secret=os.environ['SECRET'], token=None):
    config = Config(signature_version='s3v4', s3={'addressing_style': 'path'}) if service == 's3' else Config()
    return boto3.client(service, endpoint_url=os.environ['ENDPOINT'], region_name='eu-west-1', aws_access_key_id=key,
                        aws_secret_access_key=secret, aws_session_token=token, config=config)
`;
