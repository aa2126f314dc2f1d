import { AwsError } from '../wire/index.ts';
import type { GatewayRequest } from './gateway-request.ts';

const MEGABYTE = 1024 * 1024;

/** In bytes. `plain`: parameters and documents; `streamed`: objects. */
export const BODY_LIMITS = { plain: 10 * MEGABYTE, streamed: 512 * MEGABYTE } as const;

const EMPTY = Buffer.alloc(0);

/**
 * Reads the body of a request. Throws AwsError `RequestEntityTooLarge` 413, for a streamed body S3's `EntityTooLarge`, and
 * `IncompleteBody` where the client stopped before its end.
 */
export async function readBody(request: GatewayRequest, kind: keyof typeof BODY_LIMITS): Promise<Buffer> {
  const limit = BODY_LIMITS[kind];
  const length = request.headers['content-length'];
  if (request.headers['transfer-encoding'] === undefined && (length === undefined || length === '0')) return EMPTY;
  if (Number(length ?? 0) > limit) throw tooLarge(kind);
  request.allowBody();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.message) {
      size += chunk.length;
      if (size > limit) throw tooLarge(kind);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw new AwsError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header', 400);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

function tooLarge(kind: keyof typeof BODY_LIMITS): AwsError {
  const limit = `${BODY_LIMITS[kind]} bytes`;
  if (kind === 'streamed') return new AwsError('EntityTooLarge', `Your proposed upload exceeds the maximum allowed size of ${limit}`, 400);
  return new AwsError('RequestEntityTooLarge', `Expected a body of at most ${limit}`, 413);
}
