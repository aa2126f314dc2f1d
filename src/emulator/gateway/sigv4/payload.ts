import type { GatewayRequest } from '../gateway-request.ts';
import type { Claim } from './read-claim.ts';

/** How the body of a request is covered by its signature. */
export type PayloadMode =
  | { readonly mode: 'signed'; readonly hash: string }
  | { readonly mode: 'unsigned' }
  | { readonly mode: 'chunked'; readonly signed: boolean; readonly trailer: boolean }
  | { readonly mode: 'invalid' | 'missing' };

const CHUNKED: Readonly<Record<string, PayloadMode>> = {
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { mode: 'chunked', signed: false, trailer: true },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { mode: 'chunked', signed: true, trailer: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { mode: 'chunked', signed: true, trailer: true },
};

export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

/** The text that stands for the body in an S3 request's signature; undefined where none is given. */
export function contentSha256(request: GatewayRequest, claim: Claim | undefined): string | undefined {
  const header = request.headers['x-amz-content-sha256'];
  if (claim?.from !== 'query') return header;
  const query = /[?&]X-Amz-Content-Sha256=([^&]*)/i.exec(`?${request.query}`)?.[1];
  return query ?? (claim.signedHeaders.includes('x-amz-content-sha256') ? header : undefined) ?? UNSIGNED_PAYLOAD;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
export function payloadMode(sha256: string | undefined): PayloadMode {
  if (sha256 === undefined) return { mode: 'missing' };
  if (sha256 === UNSIGNED_PAYLOAD) return { mode: 'unsigned' };
  if (/^[0-9a-f]{64}$/i.test(sha256)) return { mode: 'signed', hash: sha256.toLowerCase() };
  return CHUNKED[sha256] ?? { mode: 'invalid' };
}
