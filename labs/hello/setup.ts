import { setup } from 'seclab/check';

export default setup(async (lab) => {
  const aws = lab.account();
  await aws.call('iam', 'CreateUser', { UserName: 'ana' });
  await aws.call('iam', 'PutUserPolicy', { UserName: 'ana', PolicyName: 'wear-reader', PolicyDocument: lab.text(MAY_WEAR_READER) });
  await aws.call('iam', 'CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: lab.text(ANA_MAY_WEAR_IT) });

  const bucket = lab.name('lab-greetings');
  await aws.call('s3', 'CreateBucket', { Bucket: bucket });
  await aws.call('s3', 'PutObject', { Bucket: bucket, Key: 'hello.txt', Body: 'Hello! You opened exactly one door.\n' });
  await aws.call('s3', 'PutObject', { Bucket: bucket, Key: 'diary.txt', Body: 'Not for you.\n' });

  lab.profile('root', lab.rootKeys());
  lab.profile('ana', await lab.makeKeys('ana'));
  lab.profile('reader', { role: lab.text('arn:aws:iam::111122223333:role/reader'), source: 'ana', sessionName: 'ana' });
});

const MAY_WEAR_READER = `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/reader" }]
}`;

const ANA_MAY_WEAR_IT = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:user/ana" }, "Action": "sts:AssumeRole" }
  ]
}`;
