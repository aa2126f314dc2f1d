import type { IncomingMessage } from 'node:http';
import { AwsError, type WireRequest } from '../wire/index.ts';
import type { HostTarget } from './allowed-hosts.ts';

/** A request as it came in, its body unread. */
export interface GatewayRequest extends WireRequest {
  /** As sent: what a signature covers. `path` has the bucket of a virtual host in front. */
  readonly signedPath: string;
  readonly secure: boolean;
  readonly source: { readonly ip: string; readonly userAgent: string; readonly secure: boolean };
  readonly message: IncomingMessage;
  /** Tells a client that asked first (`Expect: 100-continue`) to send its body. */
  readonly allowBody: () => void;
}

/** A second one of these would let two readers of the request see different things. */
const SINGLE = new Set(['host', 'authorization', 'content-length', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256']);

/** Takes a message apart. Throws AwsError for one that no client of AWS sends. */
export function readRequest(message: IncomingMessage, host: HostTarget, secure: boolean, allowBody: () => void): GatewayRequest {
  const url = message.url ?? '';
  if (!url.startsWith('/')) throw new AwsError('InvalidURI', "Couldn't parse the specified URI.", 400);
  const mark = url.indexOf('?');
  const signedPath = mark === -1 ? url : url.slice(0, mark);
  const headers = joinHeaders(message.rawHeaders);
  const ip = message.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
  return {
    method: message.method ?? 'GET',
    path: host.kind === 'bucket' ? `/${host.bucket}${signedPath}` : signedPath,
    query: mark === -1 ? '' : url.slice(mark + 1),
    headers,
    signedPath,
    secure,
    source: { ip, userAgent: headers['user-agent'] ?? '', secure },
    message,
    allowBody,
  };
}

/** Headers of one name are joined by a comma, as signatures want them; values come as the Latin-1 reading of their bytes. */
function joinHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i]?.toLowerCase() ?? '';
    const value = raw[i + 1] ?? '';
    const before = headers[name];
    if (before !== undefined && SINGLE.has(name)) throw new AwsError('InvalidRequest', `Expected one ${name} header, got several`, 400);
    headers[name] = before === undefined ? value : `${before},${value}`;
  }
  return headers;
}
