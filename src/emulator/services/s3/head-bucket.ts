import { bucketArn, onBucket } from './access.ts';
import { findBucket } from './buckets.ts';
import { notFound } from './errors.ts';
import { operation } from './operation.ts';

/** An answer to HEAD has no body, so that a bucket that is not there is told by the status alone. */
export const headBucket = operation('HeadBucket', {
  authorize: (input, call) => {
    if (findBucket(input.Bucket ?? '', call) === undefined) throw notFound();
    return onBucket('s3:ListBucket', input, call);
  },
  handle: (input, call) => {
    const found = findBucket(input.Bucket ?? '', call);
    if (found === undefined) throw notFound();
    return { BucketArn: bucketArn(found.bucket.name), BucketRegion: found.bucket.region, AccessPointAlias: false };
  },
});
