import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export type ChecksumName = keyof typeof CHECKSUMS;

/** In base64, as `x-amz-checksum-...` headers have them. */
const CHECKSUMS = {
  crc32: (bytes: Uint8Array) => base64Of32(crc32(bytes)),
  crc32c: (bytes: Uint8Array) => base64Of32(crc32c(bytes)),
  crc64nvme: (bytes: Uint8Array) => crc64nvme(bytes),
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

const CRC32C_POLYNOMIAL = 0x82f63b78;
/** Reversed, as its high and low 32 bits. */
const CRC64_HIGH = 0x9a6c9329;
const CRC64_LOW = 0xac4bc9b5;

let crc32cTable: Uint32Array | undefined;
let crc64Tables: { readonly high: Uint32Array; readonly low: Uint32Array } | undefined;

function crc32c(bytes: Uint8Array): number {
  const table = (crc32cTable ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? CRC32C_POLYNOMIAL : 0);
    return value;
  }));
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

function crc64nvme(bytes: Uint8Array): string {
  const { high: highs, low: lows } = (crc64Tables ??= makeCrc64Tables());
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0);
    high = (high >>> 8) ^ (highs[index] ?? 0);
  }
  const sum = Buffer.alloc(8);
  sum.writeUInt32BE(~high >>> 0, 0);
  sum.writeUInt32BE(~low >>> 0, 4);
  return sum.toString('base64');
}

function makeCrc64Tables(): { high: Uint32Array; low: Uint32Array } {
  const tables = { high: new Uint32Array(256), low: new Uint32Array(256) };
  for (let byte = 0; byte < 256; byte++) {
    let [high, low] = [0, byte];
    for (let bit = 0; bit < 8; bit++) {
      const odd = low & 1;
      low = ((low >>> 1) | (high << 31)) ^ (odd ? CRC64_LOW : 0);
      high = (high >>> 1) ^ (odd ? CRC64_HIGH : 0);
    }
    tables.high[byte] = high;
    tables.low[byte] = low;
  }
  return tables;
}

function base64Of32(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
}
