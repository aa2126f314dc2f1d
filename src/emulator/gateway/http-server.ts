import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AwsError, encodeError } from '../wire/index.ts';
import { readHost } from './allowed-hosts.ts';
import { type Control, isControlPath, serveControl } from './control/serve-control.ts';
import { readRequest } from './gateway-request.ts';
import { sendAnswer, sendJson } from './http-answer.ts';
import { serve } from './serve.ts';

/** In bytes; S3 takes 8 KiB. */
const MAX_HEADERS = 16 * 1024;
/** Longer than clients keep a connection, so that none is closed under a request. */
const KEEP_ALIVE = 65_000;

/** The HTTP side of the gateway. `control` is asked for at each request, since the endpoint is known only after listening. */
export function makeHttpServer(control: () => Control, port: () => number, secure: boolean): Server {
  const server = createServer({ maxHeaderSize: MAX_HEADERS, keepAliveTimeout: KEEP_ALIVE, requireHostHeader: false });
  const answer = (request: IncomingMessage, response: ServerResponse, allowBody: () => void) => {
    serveHttp(control(), request, response, port(), secure, allowBody).catch((error: unknown) => {
      control().gateway.onLog(`connection: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      response.destroy();
    });
  };
  server.on('request', (request, response) => answer(request, response, () => {}));
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
    answer(request, response, () => response.writeContinue()),
  );
  server.on('clientError', refuseConnection);
  return server;
}

async function serveHttp(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  secure: boolean,
  allowBody: () => void,
): Promise<void> {
  const hosts = request.headersDistinct['host'];
  const host = hosts?.length === 1 ? readHost(hosts[0], port) : undefined;
  if (host === undefined) {
    const message = `Expected a request for 127.0.0.1:${port}, got one for ${JSON.stringify(request.headers.host ?? '')}.`;
    sendJson(response, 403, { code: 'host.foreign', message });
    return;
  }
  if (host.kind === 'endpoint' && isControlPath(request.url)) {
    allowBody();
    await serveControl(control, request, response);
    return;
  }
  sendAnswer(response, await serveApi(control, request, host, secure, allowBody), request.method ?? 'GET');
}

async function serveApi(
  control: Control,
  request: IncomingMessage,
  host: Parameters<typeof readRequest>[1],
  secure: boolean,
  allowBody: () => void,
) {
  try {
    return await serve(control.gateway, readRequest(request, host, secure, allowBody));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const target = { protocol: 'restXml', xmlNamespace: '', errors: new Map() } as const;
    return encodeError(target, error, { requestId: control.gateway.random.uuid(), hostId: '' });
  }
}

/** What is no HTTP, or has too many headers, never becomes a request. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, code] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'RequestHeaderSectionTooLarge']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'RequestTimeout']
        : ['400 Bad Request', 'BadRequest'];
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>The request could not be read</Message></Error>`;
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
}
