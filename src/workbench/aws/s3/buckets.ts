import type { ServiceClient } from '../client.ts';
import { AwsCommandError, EXIT, failure } from '../errors.ts';
import { write } from '../io.ts';
import type { Given } from '../parse-arguments.ts';
import { regionFor, type Settings } from '../settings.ts';
import { S3_COMMANDS } from './options.ts';
import { parseS3Uri, type S3Place } from './paths.ts';

/** `aws s3 mb`: makes a bucket in the region in use. */
export async function makeBucket(client: ServiceClient, given: Given, settings: Settings): Promise<number> {
  const { text, place } = bucketUri('mb', given);
  const region = regionFor(settings, 's3');
  const configuration = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
  return reported('make_bucket', text, place, settings, () => client.call('CreateBucket', { Bucket: place.bucket, ...configuration }));
}

/** `aws s3 rb`: deletes an empty bucket; `empty` deletes its objects first and gives an exit code. */
export async function removeBucket(
  client: ServiceClient,
  given: Given,
  settings: Settings,
  empty: (uri: string) => Promise<number>,
): Promise<number> {
  const { text, place } = bucketUri('rb', given);
  if (place.key !== '') throw new AwsCommandError(EXIT.badUsage, `Please specify a valid bucket name only. E.g. s3://${place.bucket}`);
  if (given.has('force') && (await empty(text)) !== 0) {
    throw failure('remove_bucket failed: Unable to delete all objects in the bucket, bucket will not be deleted.');
  }
  return reported('remove_bucket', text, place, settings, () => client.call('DeleteBucket', { Bucket: place.bucket }));
}

function bucketUri(command: 'mb' | 'rb', given: Given): { text: string; place: S3Place } {
  const text = given.get('path')?.[0] ?? '';
  if (!text.startsWith('s3://')) throw new AwsCommandError(EXIT.badUsage, `${S3_COMMANDS[command]?.usage}\nError: Invalid argument type`);
  return { text, place: parseS3Uri(text) };
}

async function reported(what: string, text: string, place: S3Place, { io }: Settings, act: () => Promise<unknown>): Promise<number> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof AwsCommandError)) throw error;
    await write(io.stderr, `${what} failed: ${text} ${error.message}\n`);
    return 1;
  }
  await write(io.stdout, `${what}: ${place.bucket}\n`);
  return 0;
}
