import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Scope } from './read-claim.ts';

const CACHED_KEYS = 256;
const keys = new Map<string, KeyObject>();

/** The key of one day, region and service; the last ones are remembered, since deriving one costs four hashes. */
export function signingKey(secret: string, scope: Scope): KeyObject {
  const name = `${secret}/${scopeText(scope)}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const parts = [scope.date, scope.region, scope.service, 'aws4_request'];
  const bytes = parts.reduce((key: Buffer, part) => createHmac('sha256', key).update(part).digest(), Buffer.from(`AWS4${secret}`));
  // A hash takes a key object six times faster than the bytes of a key.
  const key = createSecretKey(bytes);
  const oldest = keys.size >= CACHED_KEYS ? keys.keys().next().value : undefined;
  if (oldest !== undefined) keys.delete(oldest);
  keys.set(name, key);
  return key;
}

export function scopeText({ date, region, service }: Scope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

/** Lower-case hexadecimal. Text is taken as Latin-1. */
export function sha256Hex(data: string | Uint8Array): string {
  const hash = createHash('sha256');
  return (typeof data === 'string' ? hash.update(data, 'latin1') : hash.update(data)).digest('hex');
}

export function hmacHex(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text, 'latin1').digest('hex');
}

/** Compares without telling by its time how much was right. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
