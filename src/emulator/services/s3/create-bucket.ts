import { AwsError } from '../../wire/aws-error.ts';
import type { CallContext } from '../contract.ts';
import { aclContext, checkAcl, hasAcl } from './acl.ts';
import { bucketArn, given } from './access.ts';
import { findBucket, isBucketName } from './buckets.ts';
import { notImplemented } from './errors.ts';
import { operation } from './operation.ts';
import { ALL_BLOCKED } from './public-access-block.ts';
import { bucketsOf } from './state.ts';
import { readTags } from './tags.ts';

const FIRST_REGION = 'us-east-1';

/**
 * Bucket names are shared by all accounts; new buckets block public access and have their owner enforced.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export const createBucket = operation('CreateBucket', {
  authorize: (input, call) => {
    const { Bucket = '', CreateBucketConfiguration: configuration } = input;
    if (!isBucketName(Bucket)) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: Bucket });
    refuseTaken(Bucket, call);
    const context = {
      ...aclContext(input),
      ...given({ 's3:LocationConstraint': configuration?.LocationConstraint, 's3:x-amz-object-ownership': input.ObjectOwnership }),
    };
    const access = (action: string) => ({ action, resource: bucketArn(Bucket), resourceAccount: call.account, context });
    return [
      access('s3:CreateBucket'),
      ...(hasAcl(input) ? [access('s3:PutBucketAcl')] : []),
      ...(input.ObjectOwnership === undefined ? [] : [access('s3:PutBucketOwnershipControls')]),
      ...(configuration?.Tags === undefined ? [] : [access('s3:TagResource')]),
    ];
  },
  handle: (input, call) => {
    const { Bucket = '', CreateBucketConfiguration: configuration } = input;
    checkAcl(input);
    if (input.ObjectLockEnabledForBucket === true) throw notImplemented('x-amz-bucket-object-lock-enabled');
    if (input.ObjectOwnership !== undefined && input.ObjectOwnership !== 'BucketOwnerEnforced')
      throw notImplemented('x-amz-object-ownership');
    if (configuration?.Bucket !== undefined || configuration?.Location !== undefined) throw notImplemented('CreateBucketConfiguration');
    const region = regionOf(configuration?.LocationConstraint, call);
    const Location = region === FIRST_REGION ? `/${Bucket}` : `${call.endpoint}/${Bucket}`;
    const there = findBucket(Bucket, call);
    if (there === undefined) {
      const tags = readTags(configuration?.Tags ?? [], 'bucket');
      bucketsOf(call.own).set(Bucket, { name: Bucket, region, created: call.now.toISOString(), publicAccessBlock: ALL_BLOCKED, tags });
    } else if (region !== FIRST_REGION || there.bucket.region !== FIRST_REGION) {
      // In us-east-1, making one's own bucket again is no fault: AWS keeps to what it did before there were other Regions.
      const sentence = 'Your previous request to create the named bucket succeeded and you already own it.';
      throw new AwsError('BucketAlreadyOwnedByYou', sentence, 409, { BucketName: Bucket });
    }
    return { Location, BucketArn: bucketArn(Bucket) };
  },
});

// Asked before the policies: they would be those of the other account's bucket.
function refuseTaken(name: string, call: CallContext): void {
  const there = findBucket(name, call);
  if (there === undefined || there.account.id === call.account) return;
  const sentence =
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.';
  throw new AwsError('BucketAlreadyExists', sentence, 409, { BucketName: name });
}

function regionOf(constraint: string | undefined, { region }: CallContext): string {
  if (constraint === FIRST_REGION || (constraint !== undefined && !/^([a-z]{2}(-[a-z]+)+-\d|EU)$/.test(constraint))) {
    throw new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400, {
      LocationConstraint: constraint,
    });
  }
  const asked = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (region === FIRST_REGION || asked === region) return asked ?? FIRST_REGION;
  const named = constraint ?? 'unspecified';
  throw new AwsError(
    'IllegalLocationConstraintException',
    `The ${named} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    400,
  );
}
