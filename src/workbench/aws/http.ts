import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { readFile } from 'node:fs/promises';
import { failure } from './errors.ts';
import { readAll, write } from './io.ts';
import type { Settings } from './settings.ts';

export interface SignedRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>> | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly stream: IncomingMessage;
}

/** Sends a request once and gives the answer's head with its body still unread. Throws where nobody listens. */
export async function send(request: SignedRequest, settings: Settings): Promise<HttpAnswer> {
  const target = request.path + queryText(request.query);
  const debug = settings.globals.debug ? (text: string) => write(settings.io.stderr, `${text}\n`) : undefined;
  await debug?.(`> ${request.method} ${target}\n${headerLines('>', request.headers)}${bodyLine(request.body)}`);
  // Importing node:http also starts up fetch, 30 ms that a command is waited for; asking for it does not.
  const { request: open } = process.getBuiltinModule(request.protocol === 'https:' ? 'node:https' : 'node:http');
  const ca = settings.globals.caBundle ?? settings.io.env['AWS_CA_BUNDLE'];
  const options = {
    method: request.method,
    host: request.hostname.replace(/^\[|\]$/g, ''),
    port: request.port ?? (request.protocol === 'https:' ? 443 : 80),
    path: target,
    headers: request.headers,
    ...(ca === undefined ? {} : { ca: await readFile(ca) }),
    rejectUnauthorized: settings.globals.verifySsl,
  };
  const stream = await exchange(open, options, request);
  const headers = Object.fromEntries(
    Object.entries(stream.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
  await debug?.(`< ${stream.statusCode}\n${headerLines('<', headers)}`);
  return { statusCode: stream.statusCode ?? 0, headers, stream };
}

/** Reads an answer's body. */
export function bodyOf(answer: HttpAnswer): Promise<Uint8Array> {
  return readAll(answer.stream);
}

/** `?a=b&c` of a query; values are percent-encoded as a signature wants them. */
export function queryText(query: SignedRequest['query']): string {
  const parts = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === null ? [encode(name)] : [value].flat().map((one) => `${encode(name)}=${encode(one)}`),
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function exchange(
  open: (options: RequestOptions) => ClientRequest,
  options: RequestOptions,
  { protocol, hostname, port, path, query, body }: SignedRequest,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = open(options);
    outgoing.once('response', resolve);
    outgoing.once('error', (cause) => {
      const address = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${queryText(query)}`;
      reject(failure(`Could not connect to the endpoint URL: "${address}"`, cause));
    });
    if (typeof body === 'string' || body instanceof Uint8Array) outgoing.end(body);
    else outgoing.end();
  });
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function headerLines(mark: string, headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${mark} ${name}: ${value}`)
    .join('\n');
}

function bodyLine(body: unknown): string {
  if (typeof body === 'string') return body === '' ? '' : `\n\n${body}`;
  return body instanceof Uint8Array ? `\n\n(${body.byteLength} bytes)` : '';
}
