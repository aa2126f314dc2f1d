import type { Trial } from '../../../support/operations.ts';

export const KEY = 'uploads/ana.txt';
export const BODY = 'hello world';

/** Makes a bucket with a name of its own in the account of a trial; returns the name. */
export async function bucketIn({ root, account }: Pick<Trial, 'root' | 'account'>, suffix = ''): Promise<string> {
  const Bucket = `lab-${account.id}${suffix}`;
  await root.call('s3', 'CreateBucket', { Bucket });
  return Bucket;
}

/** Makes a bucket with one object in it. */
export async function objectIn(trial: Pick<Trial, 'root' | 'account'>, Key = KEY): Promise<{ Bucket: string; Key: string }> {
  const Bucket = await bucketIn(trial);
  await trial.root.call('s3', 'PutObject', { Bucket, Key, Body: BODY });
  return { Bucket, Key };
}

/** A bucket policy of one statement on the bucket and all that is in it. */
export function bucketPolicy(bucket: string, statement: object): string {
  const own = { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` };
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ ...own, ...statement }] });
}
