import { isPublicPolicy } from '../../../iam/index.ts';
import { AwsError } from '../../wire/aws-error.ts';
import { bindPrincipals, boundText } from '../iam/bound-principals.ts';
import { onBucket } from './access.ts';
import { bucketOf, saveBucket } from './buckets.ts';
import { accessDenied } from './errors.ts';
import { operation } from './operation.ts';
import { invalidPrincipal, parseBucketPolicy } from './policy-document.ts';
import { documentOf } from './policy-in-force.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const putBucketPolicy = operation('PutBucketPolicy', {
  authorize: (input, call) => onBucket('s3:PutBucketPolicy', input, call),
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    const text = input.Policy ?? '';
    const document = parseBucketPolicy(text, bucket.name);
    const policy = bindPrincipals(text, document, call.store, invalidPrincipal);
    if (bucket.publicAccessBlock?.BlockPublicPolicy === true && isPublicPolicy(document)) {
      const caller = 'arn' in call.caller ? call.caller.arn : 'anonymous';
      throw accessDenied(
        `User: ${caller} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket.name}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      );
    }
    saveBucket({ account, bucket: { ...bucket, policy } });
    return {};
  },
});

export const getBucketPolicy = operation('GetBucketPolicy', {
  authorize: (input, call) => onBucket('s3:GetBucketPolicy', input, call),
  handle: (input, call) => {
    const { bucket } = bucketOf(input, call);
    if (bucket.policy === undefined) throw noSuchBucketPolicy(bucket.name);
    return { Policy: boundText(bucket.policy, call.store) };
  },
});

export const deleteBucketPolicy = operation('DeleteBucketPolicy', {
  authorize: (input, call) => onBucket('s3:DeleteBucketPolicy', input, call),
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    const { policy: _gone, ...rest } = bucket;
    saveBucket({ account, bucket: rest });
    return {};
  },
});

export const getBucketPolicyStatus = operation('GetBucketPolicyStatus', {
  authorize: (input, call) => onBucket('s3:GetBucketPolicyStatus', input, call),
  handle: (input, call) => {
    const { bucket } = bucketOf(input, call);
    if (bucket.policy === undefined) throw noSuchBucketPolicy(bucket.name);
    return { PolicyStatus: { IsPublic: isPublicPolicy(documentOf(bucket.policy, call.store)) } };
  },
});

const noSuchBucketPolicy = (name: string) =>
  new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: name });
