import type { AwsClients } from '../aws/clients.ts';
import { attachedPolicy } from './documents.ts';
import type { BucketView } from './world-types.ts';

/** Reads the buckets of an account with what decides about them. */
export async function readBuckets(aws: AwsClients): Promise<ReadonlyMap<string, BucketView>> {
  const { Buckets = [] } = await aws.call('s3', 'ListBuckets', {});
  const views = await Promise.all(Buckets.flatMap(({ Name }) => (Name === undefined ? [] : [readBucket(aws, Name)])));
  return new Map(views.map((view) => [view.name, view]));
}

async function readBucket(aws: AwsClients, name: string): Promise<BucketView> {
  const [policy, access, objects] = await Promise.all([
    unless('NoSuchBucketPolicy', aws.call('s3', 'GetBucketPolicy', { Bucket: name })),
    unless('NoSuchPublicAccessBlockConfiguration', aws.call('s3', 'GetPublicAccessBlock', { Bucket: name })),
    aws.call('s3', 'ListObjectsV2', { Bucket: name }),
  ]);
  const source = policy?.Policy;
  const block = access?.PublicAccessBlockConfiguration;
  return {
    kind: 'bucket',
    name,
    arn: `arn:aws:s3:::${name}`,
    blockPublicAccess:
      block !== undefined &&
      [block.BlockPublicAcls, block.IgnorePublicAcls, block.BlockPublicPolicy, block.RestrictPublicBuckets].every((on) => on === true),
    keys: (objects.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])),
    ...(source === undefined
      ? {}
      : { policy: attachedPolicy({ name: 'bucket policy', attachedTo: `bucket ${name}`, source, kind: 'resource' }) }),
  };
}

/** The answer, or undefined for the one error that means "there is none". */
async function unless<T>(code: string, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === code) return undefined;
    throw error;
  }
}
