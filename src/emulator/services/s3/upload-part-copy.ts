import { onObject, toRead } from './access.ts';
import { storedBody } from './body.ts';
import { checkBody, checksumMember, md5Hex } from './checksums.ts';
import { findCopySource, readCopySource } from './copy-source.ts';
import { invalidArgument } from './errors.ts';
import { checkPartNumber, uploadOf } from './multipart-upload.ts';
import { checkSettings } from './object-settings.ts';
import { operation } from './operation.ts';
import { toSecond } from './put-object.ts';
import { partsOf } from './state.ts';

/** Makes a part out of an object or a range of it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy = operation('UploadPartCopy', {
  authorize: (input, call) => [...toRead('s3:GetObject', readCopySource(input), call), onObject('s3:PutObject', input, call)],
  handle: (input, call) => {
    const { account, upload } = uploadOf(input, call);
    const number = checkPartNumber(input.PartNumber);
    checkSettings(input);
    const source = findCopySource(input, call);
    const body = pieceOf(storedBody(source.account, source.object), input.CopySourceRange);
    const checksum = checkBody(body, {}, upload.checksumAlgorithm);
    const etag = md5Hex(body);
    const { sha256, size } = account.blobs.put(body);
    const lastModified = toSecond(call.now);
    partsOf(account, upload.id).set(String(number), { number, etag, size, sha256, lastModified, checksum });
    return {
      CopyPartResult: { ETag: `"${etag}"`, LastModified: new Date(lastModified), ...checksumMember(checksum) },
      ServerSideEncryption: 'AES256' as const,
    };
  },
});

/** Unlike in a read, both ends are named and have to lie inside the object. */
function pieceOf(body: Uint8Array, range: string | undefined): Uint8Array {
  if (range === undefined) return body;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (first === undefined || last === undefined || Number(first) > Number(last)) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      range,
    );
  }
  if (Number(last) >= body.length)
    throw invalidArgument(`Range specified is not valid for source object of size: ${body.length}`, 'x-amz-copy-source-range', range);
  return body.subarray(Number(first), Number(last) + 1);
}
