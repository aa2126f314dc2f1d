import { createHash } from 'node:crypto';
import { AwsError, type WireRequest } from '../wire/index.ts';
import type { Proof } from './authenticate.ts';
import type { GatewayRequest } from './gateway-request.ts';
import { type BODY_LIMITS, readBody } from './read-body.ts';
import { checksumOfHeader, computeChecksum } from './sigv4/checksums.ts';
import { decodeChunked } from './sigv4/decode-chunked.ts';
import { sha256Hex } from './sigv4/signing-key.ts';

export interface Payload {
  readonly body: Buffer;
  /** The request as if it had been sent whole: trailers among the headers, no `aws-chunked`. */
  readonly request: WireRequest;
}

/**
 * Reads the body of an S3 request and holds it against everything that was said of it: the signature, chunk signatures,
 * checksums in headers and trailers, `Content-MD5`.
 * Throws AwsError `XAmzContentSHA256Mismatch`, `SignatureDoesNotMatch`, `BadDigest`, `InvalidDigest`, `IncompleteBody`, `EntityTooLarge`.
 */
export async function readPayload(request: GatewayRequest, proof: Proof, kind: keyof typeof BODY_LIMITS): Promise<Payload> {
  const { payload, claim, credential } = proof;
  const raw = await readBody(request, kind);
  if (payload.mode !== 'chunked') {
    if (payload.mode === 'signed') checkSha256(raw, payload.hash);
    checkDigests(raw, request.headers);
    return { body: raw, request: wholeRequest(request, raw, new Map()) };
  }
  const signer =
    payload.signed && claim !== undefined && credential !== undefined ? { claim, secret: credential.secretAccessKey } : undefined;
  const { body, trailers } = decodeChunked(raw, signer);
  const length = request.headers['x-amz-decoded-content-length'];
  if (length !== undefined && Number(length) !== body.length) {
    throw new AwsError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header', 400);
  }
  const whole = wholeRequest(request, body, trailers);
  checkDigests(body, whole.headers);
  return { body, request: whole };
}

/** The headers as S3 reads them before it has the body: `aws-chunked` is no encoding of the object. */
export function wholeRequest(request: GatewayRequest, body: Uint8Array | undefined, trailers: ReadonlyMap<string, string>): WireRequest {
  const { method, path, query } = request;
  const headers: Record<string, string | undefined> = { ...request.headers, ...Object.fromEntries(trailers) };
  const encodings = headers['content-encoding']?.split(',').map((encoding) => encoding.trim());
  if (encodings?.includes('aws-chunked')) {
    const rest = encodings.filter((encoding) => encoding !== 'aws-chunked');
    headers['content-encoding'] = rest.length === 0 ? undefined : rest.join(',');
  }
  const decoded = headers['x-amz-decoded-content-length'];
  if (body !== undefined) headers['content-length'] = String(body.length);
  else if (decoded !== undefined) headers['content-length'] = decoded;
  return { method, path, query, headers };
}

function checkSha256(body: Uint8Array, given: string): void {
  const computed = sha256Hex(body);
  if (computed === given) return;
  throw new AwsError('XAmzContentSHA256Mismatch', "The provided 'x-amz-content-sha256' header does not match what was computed.", 400, {
    ClientComputedContentSHA256: given,
    S3ComputedContentSHA256: computed,
  });
}

function checkDigests(body: Uint8Array, headers: WireRequest['headers']): void {
  const md5 = headers['content-md5'];
  if (md5 !== undefined) {
    if (Buffer.from(md5, 'base64').length !== 16) throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400);
    const computed = createHash('md5').update(body).digest('base64');
    if (computed !== md5) {
      const fields = { ExpectedDigest: md5, CalculatedDigest: computed };
      throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400, fields);
    }
  }
  for (const [name, given] of Object.entries(headers)) {
    const checksum = checksumOfHeader(name);
    if (checksum === undefined || given === undefined || computeChecksum(checksum, body) === given) continue;
    throw new AwsError('BadDigest', `The ${checksum.toUpperCase()} you specified did not match the calculated checksum.`, 400);
  }
}
