import { AwsError } from '../../wire/aws-error.ts';
import { onBucket } from './access.ts';
import { bucketOf, saveBucket } from './buckets.ts';
import { operation } from './operation.ts';
import { readTags } from './tags.ts';

export const putBucketTagging = operation('PutBucketTagging', {
  authorize: (input, call) => onBucket('s3:PutBucketTagging', input, call),
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    saveBucket({ account, bucket: { ...bucket, tags: readTags(input.Tagging?.TagSet ?? [], 'bucket') } });
    return {};
  },
});

export const getBucketTagging = operation('GetBucketTagging', {
  authorize: (input, call) => onBucket('s3:GetBucketTagging', input, call),
  handle: (input, call) => {
    const { bucket } = bucketOf(input, call);
    if (bucket.tags.length === 0) throw new AwsError('NoSuchTagSet', 'The TagSet does not exist', 404, { BucketName: bucket.name });
    return { TagSet: [...bucket.tags] };
  },
});

export const deleteBucketTagging = operation('DeleteBucketTagging', {
  authorize: (input, call) => onBucket('s3:PutBucketTagging', input, call),
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    saveBucket({ account, bucket: { ...bucket, tags: [] } });
    return {};
  },
});
