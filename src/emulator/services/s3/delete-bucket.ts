import { AwsError } from '../../wire/aws-error.ts';
import { onBucket } from './access.ts';
import { bucketOf } from './buckets.ts';
import { forgetUpload } from './multipart-upload.ts';
import { operation } from './operation.ts';
import { bucketsOf, objectsOf, uploadsOf } from './state.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket = operation('DeleteBucket', {
  authorize: (input, call) => onBucket('s3:DeleteBucket', input, call),
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    if (objectsOf(account, bucket.name).size > 0) {
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, { BucketName: bucket.name });
    }
    for (const upload of uploadsOf(account).values()) if (upload.bucket === bucket.name) forgetUpload(account, upload);
    bucketsOf(account).delete(bucket.name);
    return {};
  },
});
