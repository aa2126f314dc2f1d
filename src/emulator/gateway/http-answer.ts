import type { ServerResponse } from 'node:http';
import type { WireResponse } from '../wire/index.ts';

/** Sends an answer. A header that HTTP cannot carry is left out rather than ending the connection without an answer. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: WireResponse, method: string): void {
  if (response.headersSent || response.destroyed) return;
  for (const [name, value] of Object.entries(headers)) {
    if (isHeader(name, value)) response.setHeader(name, value);
  }
  response.statusCode = status;
  if (method === 'HEAD' || status === 304 || status === 204) {
    response.end();
    return;
  }
  // Text goes out in one write with the headers; bytes would need two.
  response.setHeader('content-length', typeof body === 'string' ? Buffer.byteLength(body) : body.length);
  response.end(body);
}

/** Sends a JSON value. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendAnswer(response, { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` }, 'GET');
}

function isHeader(name: string, value: string): boolean {
  // oxlint-disable-next-line no-control-regex -- what a header value may not hold
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value);
}
