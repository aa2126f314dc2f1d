import { AwsError } from '../../wire/index.ts';
import { amzDate, readAmzDate } from './check-date.ts';
import type { Claim } from './read-claim.ts';
import { hmacHex, isSame, scopeText, sha256Hex, signingKey } from './signing-key.ts';

/** What chunk signatures are checked with; undefined where the chunks are not signed. */
export interface ChunkSigner {
  readonly claim: Claim;
  readonly secret: string;
}

export interface DecodedChunks {
  readonly body: Buffer;
  /** Names in lower case. */
  readonly trailers: ReadonlyMap<string, string>;
}

const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const CRLF = '\r\n';

/**
 * Takes an `aws-chunked` body apart and checks the signature of each chunk, and of the trailers.
 * Throws AwsError `SignatureDoesNotMatch`, `IncompleteBody` or `MalformedTrailerError`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function decodeChunked(raw: Buffer, signer: ChunkSigner | undefined): DecodedChunks {
  const chunks: Buffer[] = [];
  let previous = signer?.claim.signature ?? '';
  for (let at = 0; ;) {
    const lineEnd = raw.indexOf(CRLF, at);
    if (lineEnd === -1) throw incomplete();
    const [sizeText = '', ...extensions] = raw.toString('latin1', at, lineEnd).split(';');
    if (!/^[0-9a-fA-F]{1,8}$/.test(sizeText)) throw incomplete();
    const size = Number.parseInt(sizeText, 16);
    const start = lineEnd + CRLF.length;
    const data = raw.subarray(start, start + size);
    if (data.length < size) throw incomplete();
    if (signer !== undefined) previous = checkChunk(signer, previous, data, extensions);
    at = start + size;
    if (size === 0) return { body: Buffer.concat(chunks), trailers: readTrailers(raw.toString('latin1', at), signer, previous) };
    if (raw.toString('latin1', at, at + CRLF.length) !== CRLF) throw incomplete();
    at += CRLF.length;
    chunks.push(data);
  }
}

function checkChunk(signer: ChunkSigner, previous: string, data: Buffer, extensions: readonly string[]): string {
  const given = extensions.find((extension) => extension.startsWith('chunk-signature='))?.slice('chunk-signature='.length) ?? '';
  const expected = sign(signer, 'AWS4-HMAC-SHA256-PAYLOAD', [previous, EMPTY_HASH, sha256Hex(data)]);
  if (!isSame(expected, given)) throw mismatch();
  return expected;
}

function readTrailers(text: string, signer: ChunkSigner | undefined, previous: string): ReadonlyMap<string, string> {
  const trailers = new Map<string, string>();
  let canonical = '';
  let signature: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon === -1) throw new AwsError('MalformedTrailerError', 'The request contained trailing data that was not well-formed', 400);
    const [name, value] = [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    if (name === 'x-amz-trailer-signature') signature = value;
    else {
      trailers.set(name, value);
      canonical += `${name}:${value}\n`;
    }
  }
  if (signer !== undefined && trailers.size > 0) {
    const expected = sign(signer, 'AWS4-HMAC-SHA256-TRAILER', [previous, sha256Hex(canonical)]);
    if (signature === undefined || !isSame(expected, signature)) throw mismatch();
  }
  return trailers;
}

function sign({ claim, secret }: ChunkSigner, algorithm: string, parts: readonly string[]): string {
  const date = readAmzDate(claim.date);
  const time = date === undefined ? claim.date : amzDate(date);
  return hmacHex(signingKey(secret, claim.scope), [algorithm, time, scopeText(claim.scope), ...parts].join('\n'));
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 'The request body terminated unexpectedly', 400);
}

function mismatch(): AwsError {
  const message = 'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
  return new AwsError('SignatureDoesNotMatch', message, 403);
}
