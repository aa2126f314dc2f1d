import type { IncomingMessage } from 'node:http';
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
  return collect(request.message, limit, () => tooLarge(kind));
}

/** By events: an async iterator over a message costs more than all the rest of a small request. */
function collect(message: IncomingMessage, limit: number, refuse: () => AwsError): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(refuse());
    });
    message.on('end', () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
    message.on('error', () => reject(incomplete()));
    message.on('close', () => {
      // It comes after each request: an error is made only where one is meant.
      if (!message.complete) reject(incomplete());
    });
    if (message.destroyed) reject(incomplete());
  });
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header', 400);
}

function tooLarge(kind: keyof typeof BODY_LIMITS): AwsError {
  const limit = `${BODY_LIMITS[kind]} bytes`;
  if (kind === 'streamed') return new AwsError('EntityTooLarge', `Your proposed upload exceeds the maximum allowed size of ${limit}`, 400);
  return new AwsError('RequestEntityTooLarge', `Expected a body of at most ${limit}`, 413);
}
