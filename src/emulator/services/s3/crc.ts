import { crc32 as zlibCrc32 } from 'node:zlib';

/** CRC-32 as S3 spells checksums: base64 of the big-endian bytes. */
export function crc32(body: Uint8Array): string {
  return base64Of(zlibCrc32(body));
}

/** CRC-32C (Castagnoli). */
export function crc32c(body: Uint8Array): string {
  let value = 0xffffffff;
  for (const byte of body) value = (CASTAGNOLI[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return base64Of(~value >>> 0);
}

/** CRC-64/NVME, which S3 computes for every object that comes without another checksum. */
export function crc64nvme(body: Uint8Array): string {
  let [high, low] = [0xffffffff, 0xffffffff];
  for (const byte of body) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (NVME_LOW[index] ?? 0);
    high = (high >>> 8) ^ (NVME_HIGH[index] ?? 0);
  }
  return base64Of(~high >>> 0, ~low >>> 0);
}

const CASTAGNOLI = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

const NVME = Array.from({ length: 256 }, (_, index) => {
  let value = BigInt(index);
  for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ 0x9a6c9329ac4bc9b5n : value >> 1n;
  return value;
});
// Halves of 32 bits: a big integer for each byte would be fifty times slower.
const NVME_HIGH = Uint32Array.from(NVME, (value) => Number(value >> 32n));
const NVME_LOW = Uint32Array.from(NVME, (value) => Number(value & 0xffffffffn));

function base64Of(...words: number[]): string {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [index, word] of words.entries()) bytes.writeUInt32BE(word, index * 4);
  return bytes.toString('base64');
}
