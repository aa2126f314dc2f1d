import { onObject } from './access.ts';
import { bucketOf } from './buckets.ts';
import { malformedXml } from './errors.ts';
import { operation } from './operation.ts';
import { objectsOf } from './state.ts';
import { checkWrite } from './preconditions.ts';

const MOST_KEYS = 1000;

/** Deleting what is not there is no fault. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject = operation('DeleteObject', {
  authorize: (input, call) => onObject('s3:DeleteObject', input, call),
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    const objects = objectsOf(account, bucket.name);
    const key = input.Key ?? '';
    if (input.IfMatch !== undefined) checkWrite({ Key: key, IfMatch: input.IfMatch }, objects.get(key));
    objects.delete(key);
    return {};
  },
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const deleteObjects = operation('DeleteObjects', {
  authorize: (input, call) => {
    const keys = keysOf(input.Delete?.Objects);
    return keys.map((Key) => onObject('s3:DeleteObject', { ...input, Key }, call));
  },
  handle: (input, call) => {
    const { account, bucket } = bucketOf(input, call);
    const objects = objectsOf(account, bucket.name);
    const keys = keysOf(input.Delete?.Objects);
    for (const key of keys) objects.delete(key);
    return input.Delete?.Quiet === true ? {} : { Deleted: keys.map((Key) => ({ Key })) };
  },
});

function keysOf(objects: readonly { readonly Key?: string | undefined }[] | undefined): string[] {
  if (objects === undefined || objects.length === 0 || objects.length > MOST_KEYS) throw malformedXml();
  return objects.map(({ Key = '' }) => Key);
}
