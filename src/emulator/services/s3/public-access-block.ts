import { AwsError } from '../../wire/aws-error.ts';
import { onBucket } from './access.ts';
import { bucketOf, saveBucket } from './buckets.ts';
import { operation } from './operation.ts';
import type { PublicAccessBlock } from './state.ts';

/** What new buckets have. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export const ALL_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const putPublicAccessBlock = operation('PutPublicAccessBlock', {
  authorize: (input, call) => onBucket('s3:PutBucketPublicAccessBlock', input, call),
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    const asked = input.PublicAccessBlockConfiguration;
    const publicAccessBlock = {
      BlockPublicAcls: asked?.BlockPublicAcls ?? false,
      IgnorePublicAcls: asked?.IgnorePublicAcls ?? false,
      BlockPublicPolicy: asked?.BlockPublicPolicy ?? false,
      RestrictPublicBuckets: asked?.RestrictPublicBuckets ?? false,
    };
    saveBucket({ account, bucket: { ...bucket, publicAccessBlock } });
    return {};
  },
});

export const getPublicAccessBlock = operation('GetPublicAccessBlock', {
  authorize: (input, call) => onBucket('s3:GetBucketPublicAccessBlock', input, call),
  handle: (input, call) => {
    const { bucket } = bucketOf(input, call);
    if (bucket.publicAccessBlock !== undefined) return { PublicAccessBlockConfiguration: bucket.publicAccessBlock };
    const code = 'NoSuchPublicAccessBlockConfiguration';
    throw new AwsError(code, 'The public access block configuration was not found', 404, { BucketName: bucket.name });
  },
});

export const deletePublicAccessBlock = operation('DeletePublicAccessBlock', {
  authorize: (input, call) => onBucket('s3:PutBucketPublicAccessBlock', input, call),
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    const { publicAccessBlock: _gone, ...rest } = bucket;
    saveBucket({ account, bucket: rest });
    return {};
  },
});
