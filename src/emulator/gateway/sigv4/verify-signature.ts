import type { GatewayRequest } from '../gateway-request.ts';
import { canonicalRequest } from './canonical-request.ts';
import { amzDate, readAmzDate } from './check-date.ts';
import type { Claim } from './read-claim.ts';
import { hmacHex, isSame, scopeText, sha256Hex, signingKey } from './signing-key.ts';

/** What a signature was checked against: S3 shows it to whoever signed wrongly. */
export interface SignatureCheck {
  readonly ok: boolean;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/** Computes the signature that the request should have. `payloadHash` is what stands for the body. */
export function verifySignature(request: GatewayRequest, claim: Claim, secret: string, payloadHash: string): SignatureCheck {
  const canonical = canonicalRequest(request, claim, payloadHash);
  const date = readAmzDate(claim.date);
  const time = date === undefined ? claim.date : amzDate(date);
  const stringToSign = ['AWS4-HMAC-SHA256', time, scopeText(claim.scope), sha256Hex(canonical)].join('\n');
  const expected = hmacHex(signingKey(secret, claim.scope), stringToSign);
  return { ok: isSame(expected, claim.signature), canonicalRequest: canonical, stringToSign };
}

/** Headers that must be signed and are not: the host for everybody, S3 wants every `x-amz-` header. */
export function unsignedHeaders(request: GatewayRequest, claim: Claim): string[] {
  const signed = new Set(claim.signedHeaders);
  const required = [
    'host',
    ...(claim.scope.service === 's3' ? Object.keys(request.headers).filter((name) => name.startsWith('x-amz-')) : []),
  ];
  return required.filter((name) => !signed.has(name));
}
