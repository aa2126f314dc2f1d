import { AwsError } from '../../wire/aws-error.ts';
import { parsePairs } from '../../wire/wire-request.ts';
import { invalidArgument } from './errors.ts';
import type { Tag } from './state.ts';

const TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const MOST = { object: 10, bucket: 50 };

/**
 * Reads the tags of a call; throws `InvalidTag` or `BadRequest`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
export function readTags(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
  of: 'object' | 'bucket',
): Tag[] {
  const read = tags.map(({ Key = '', Value = '' }) => {
    if (Key.length === 0 || Key.length > 128 || !TEXT.test(Key))
      throw invalidTag('The TagKey you have provided is invalid', { TagKey: Key });
    if (Value.length > 256 || !TEXT.test(Value))
      throw invalidTag('The TagValue you have provided is invalid', { TagKey: Key, TagValue: Value });
    if (Key.toLowerCase().startsWith('aws:')) throw invalidTag('System tags cannot be added/updated by requester');
    return { Key, Value };
  });
  if (read.length > MOST[of])
    throw new AwsError('BadRequest', `${of === 'object' ? 'Object' : 'Bucket'} tag count cannot be greater than ${MOST[of]}`, 400);
  const twice = read.find(({ Key }, index) => read.findIndex((other) => other.Key === Key) < index);
  if (twice !== undefined) throw invalidTag('Cannot provide multiple Tags with the same key', { TagKey: twice.Key });
  return read;
}

/** Reads the header `x-amz-tagging`: tags written as a query string. Throws `InvalidArgument`. */
export function readTaggingHeader(text: string | undefined): Tag[] {
  if (text === undefined) return [];
  try {
    const pairs = parsePairs(text);
    if (new Set(pairs.map(([key]) => key)).size === pairs.length)
      return readTags(
        pairs.map(([Key, Value]) => ({ Key, Value })),
        'object',
      );
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  throw invalidArgument(
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    'x-amz-tagging',
    text,
  );
}

const invalidTag = (message: string, fields: Record<string, string> = {}) => new AwsError('InvalidTag', message, 400, fields);
