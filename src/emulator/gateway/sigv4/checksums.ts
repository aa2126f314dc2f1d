import { createHash } from 'node:crypto';
import { crc32, crc32c, crc64nvme } from '../../services/s3/crc.ts';

export type ChecksumName = keyof typeof CHECKSUMS;

/** In base64, as `x-amz-checksum-...` headers have them. */
const CHECKSUMS = {
  crc32,
  crc32c,
  crc64nvme,
  sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('base64'),
  sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64'),
};

const PREFIX = 'x-amz-checksum-';

/** The checksum that a header or trailer of this name carries; undefined for another header, or one that is not known. */
export function checksumOfHeader(name: string): ChecksumName | undefined {
  const checksum = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
  return isChecksum(checksum) ? checksum : undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export function computeChecksum(name: ChecksumName, bytes: Uint8Array): string {
  return CHECKSUMS[name](bytes);
}

function isChecksum(name: string): name is ChecksumName {
  return Object.hasOwn(CHECKSUMS, name);
}
