import { createHash } from 'node:crypto';

import { AwsError } from '../../wire/aws-error.ts';
import { crc32, crc32c, crc64nvme } from './crc.ts';
import { invalidRequest, notImplemented } from './errors.ts';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256' | 'SHA512' | 'MD5';

/** What S3 keeps with an object or part, beside its ETag. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of an upload in parts that is hashed part by part with `-` and the number of parts behind. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** The checksum members of inputs and outputs: `ChecksumCRC32`, ... */
export type ChecksumMembers = { readonly [Algorithm in ChecksumAlgorithm as `Checksum${Algorithm}`]?: string | undefined };

const COMPUTE: Readonly<Record<ChecksumAlgorithm, (body: Uint8Array) => string>> = {
  CRC32: crc32,
  CRC32C: crc32c,
  CRC64NVME: crc64nvme,
  SHA1: (body) => createHash('sha1').update(body).digest('base64'),
  SHA256: (body) => createHash('sha256').update(body).digest('base64'),
  SHA512: (body) => createHash('sha512').update(body).digest('base64'),
  MD5: (body) => createHash('md5').update(body).digest('base64'),
};

const UNKNOWN = ['ChecksumXXHASH64', 'ChecksumXXHASH3', 'ChecksumXXHASH128'];

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(COMPUTE, name);
}

/**
 * Checks a body against what the call says of it and gives the checksum to keep: the one that the call names, else CRC64NVME.
 * Throws `BadDigest`, `InvalidDigest`, `InvalidRequest`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export function checkBody(body: Uint8Array, input: object, wanted?: string): Checksum {
  checkMd5(body, Reflect.get(input, 'ContentMD5'));
  const foreign = UNKNOWN.find((member) => Reflect.get(input, member) !== undefined);
  if (foreign !== undefined) throw notImplemented(foreign);
  const given = Object.keys(COMPUTE)
    .filter(isChecksumAlgorithm)
    .filter((name) => Reflect.get(input, `Checksum${name}`) !== undefined);
  if (given.length > 1) throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  const algorithm = given[0] ?? algorithmNamed(wanted) ?? 'CRC64NVME';
  const value = COMPUTE[algorithm](body);
  const claimed: unknown = Reflect.get(input, `Checksum${algorithm}`);
  if (claimed !== undefined && !isDigest(claimed, value))
    throw invalidRequest(`Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
  if (claimed !== undefined && claimed !== value) {
    throw new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`, 400);
  }
  return { algorithm, value, type: 'FULL_OBJECT' };
}

/** The checksum of a whole object out of those of its parts, as S3 composes it. */
export function composeChecksum(algorithm: ChecksumAlgorithm, parts: readonly Checksum[]): Checksum {
  const bytes = Buffer.concat(parts.map(({ value }) => Buffer.from(value, 'base64')));
  return { algorithm, value: `${COMPUTE[algorithm](bytes)}-${parts.length}`, type: 'COMPOSITE' };
}

/** A checksum as the member of an output. */
export function checksumMember({ algorithm, value }: Checksum): ChecksumMembers {
  return { [`Checksum${algorithm}`]: value };
}

/** MD5 in hexadecimal digits: the ETag of an object. */
export function md5Hex(body: Uint8Array): string {
  return createHash('md5').update(body).digest('hex');
}

export function algorithmNamed(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined || isChecksumAlgorithm(name)) return name;
  throw notImplemented(`x-amz-checksum-algorithm: ${name}`);
}

function checkMd5(body: Uint8Array, claimed: unknown): void {
  if (claimed === undefined) return;
  const value = COMPUTE.MD5(body);
  if (!isDigest(claimed, value))
    throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, { 'Content-MD5': claimed });
  if (claimed === value) return;
  throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400, {
    ExpectedDigest: claimed,
    CalculatedDigest: value,
  });
}

function isDigest(claimed: unknown, like: string): boolean {
  return typeof claimed === 'string' && /^[A-Za-z0-9+/]+=*$/.test(claimed) && claimed.length === like.length;
}
