import { onObject, requestedTags, toRead } from './access.ts';
import { objectOf } from './buckets.ts';
import { operation } from './operation.ts';
import { objectsOf } from './state.ts';
import { readTags } from './tags.ts';

export const putObjectTagging = operation('PutObjectTagging', {
  authorize: (input, call) => onObject('s3:PutObjectTagging', input, call, requestedTags(readTags(input.Tagging?.TagSet ?? [], 'object'))),
  handle: (input, call) => {
    const { account, bucket, object } = objectOf(input, call);
    objectsOf(account, bucket.name).set(object.key, { ...object, tags: readTags(input.Tagging?.TagSet ?? [], 'object') });
    return {};
  },
});

export const getObjectTagging = operation('GetObjectTagging', {
  authorize: (input, call) => toRead('s3:GetObjectTagging', input, call),
  handle: (input, call) => ({ TagSet: [...objectOf(input, call).object.tags] }),
});

export const deleteObjectTagging = operation('DeleteObjectTagging', {
  authorize: (input, call) => onObject('s3:DeleteObjectTagging', input, call),
  handle: (input, call) => {
    const { account, bucket, object } = objectOf(input, call);
    objectsOf(account, bucket.name).set(object.key, { ...object, tags: [] });
    return {};
  },
});
