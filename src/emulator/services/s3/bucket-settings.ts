import type { BucketLocationConstraint } from '@aws-sdk/client-s3';

import { onBucket } from './access.ts';
import { bucketOf } from './buckets.ts';
import { operation } from './operation.ts';

/** Settings that every bucket here has and none can change: they are told as they are. */
export const getBucketLocation = operation('GetBucketLocation', {
  authorize: (input, call) => onBucket('s3:GetBucketLocation', input, call),
  handle: (input, call) => {
    const { region } = bucketOf(input, call).bucket;
    // For us-east-1 S3 answers an empty element.
    return region === 'us-east-1' ? {} : { LocationConstraint: asConstraint(region) };
  },
});

export const getBucketVersioning = operation('GetBucketVersioning', {
  authorize: (input, call) => onBucket('s3:GetBucketVersioning', input, call),
  handle: () => ({}),
});

export const getBucketOwnershipControls = operation('GetBucketOwnershipControls', {
  authorize: (input, call) => onBucket('s3:GetBucketOwnershipControls', input, call),
  handle: () => ({ OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] } }),
});

export const getBucketEncryption = operation('GetBucketEncryption', {
  authorize: (input, call) => onBucket('s3:GetEncryptionConfiguration', input, call),
  handle: () => ({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const }, BucketKeyEnabled: false }],
    },
  }),
});

// The SDK lists the Regions of its day; a bucket may lie in a later one.
const asConstraint = (region: string) => region as BucketLocationConstraint;
