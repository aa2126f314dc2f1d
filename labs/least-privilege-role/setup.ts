import { setup } from 'seclab/check';
import { accessLog } from './access-log.ts';

export default setup(async (lab) => {
  const aws = lab.account();
  const vendor = lab.account('vendor');
  const role = (name: string, trusted: string) =>
    aws.call('iam', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: trust(lab.text(trusted)) });

  for (const bucket of ['lab-photos', 'lab-photos-backup', 'lab-reports'])
    await aws.call('s3', 'CreateBucket', { Bucket: lab.text(bucket) });
  for (const key of ['uploads/a.jpg', 'thumbs/a.jpg'])
    await aws.call('s3', 'PutObject', { Bucket: lab.name('lab-photos'), Key: key, Body: `not really ${key}\n` });

  await aws.call('iam', 'CreateUser', { UserName: 'ana' });
  await aws.call('iam', 'PutUserPolicy', { UserName: 'ana', PolicyName: 'wear-any-role', PolicyDocument: allow('sts:AssumeRole') });

  await role('legacy-job', '{ "Service": "lambda.amazonaws.com" }');
  await aws.call('iam', 'PutRolePolicy', { RoleName: 'legacy-job', PolicyName: 'everything', PolicyDocument: lab.text(NEARLY_EVERYTHING) });

  await role('deployer', '{ "AWS": "arn:aws:iam::111122223333:root" }');
  await role('admin-task', '{ "Service": "lambda.amazonaws.com" }');
  await aws.call('iam', 'AttachRolePolicy', { RoleName: 'admin-task', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });

  await aws.call('iam', 'CreatePolicy', { PolicyName: 'dev-boundary', PolicyDocument: DEV_BOUNDARY });
  await aws.call('iam', 'CreateGroup', { GroupName: 'developers' });
  await aws.call('iam', 'CreateUser', { UserName: 'dev' });
  await aws.call('iam', 'AddUserToGroup', { GroupName: 'developers', UserName: 'dev' });

  await vendor.call('iam', 'CreateUser', { UserName: 'press' });
  await vendor.call('iam', 'PutUserPolicy', { UserName: 'press', PolicyName: 'wear-any-role', PolicyDocument: allow('sts:AssumeRole') });
  await vendor.call('iam', 'CreateRole', {
    RoleName: 'mug-printer',
    AssumeRolePolicyDocument: trust(lab.text('{ "AWS": "arn:aws:iam::444455556666:user/press" }')),
  });
  await vendor.call('iam', 'PutRolePolicy', {
    RoleName: 'mug-printer',
    PolicyName: 'work',
    PolicyDocument: allow('sts:AssumeRole', 's3:*'),
  });

  lab.profile('ana', await lab.makeKeys('ana'));
  lab.profile('dev', await lab.makeKeys('dev'));
  lab.profile('press', await lab.makeKeys('press', 'vendor'));
  lab.profile('vendor', { role: lab.text('arn:aws:iam::444455556666:role/mug-printer'), source: 'press', sessionName: 'mugs' });
  await lab.write('draft.json', DRAFT);
  await lab.write('access.jsonl', accessLog({ now: lab.clock.now(), account: '111122223333', bucket: 'lab-reports' }));
});

function allow(...actions: readonly string[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
}

function trust(principal: string): string {
  return `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole" }] }`;
}

const DRAFT = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:*", "logs:*"], "Resource": "*" }
  ]
}
`;

const NEARLY_EVERYTHING = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*", "kms:*"], "Resource": "*" },
    { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::lab-reports/incoming/*" }
  ]
}`;

const DEV_BOUNDARY = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:*", "logs:*", "lambda:InvokeFunction"], "Resource": "*" }
  ]
}`;
