import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SeclabError } from '../../../aws/seclab-error.ts';
import { version } from '../../../aws/version.ts';
import type { Gateway } from '../gateway.ts';
import { sendJson } from '../http-answer.ts';
import { createAccount, rootKeys, setClock } from './accounts.ts';
import { follow } from './follow.ts';

/** What the control endpoints need beside the gateway. */
export interface Control {
  readonly gateway: Gateway;
  readonly token: string;
  readonly startedAt: Date;
  readonly stop: () => void;
}

const PREFIX = '/_seclab/';
const MAX_BODY = 64 * 1024;

export function isControlPath(path: string | undefined): boolean {
  return path?.startsWith(PREFIX) === true;
}

/** Answers a control call: JSON, and for errors `{"code", "message"}`. All but `health` ask for the bearer token. */
export async function serveControl(control: Control, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const parts = url.pathname.slice(PREFIX.length).split('/');
  if (request.method === 'GET' && parts.join('/') === 'health') {
    sendJson(response, 200, { ok: true, version });
    return;
  }
  if (!hasToken(request.headers.authorization, control.token)) {
    sendJson(response, 401, { code: 'control.noToken', message: 'Expected the bearer token of this sandbox in the Authorization header.' });
    return;
  }
  try {
    const body = await readJson(request);
    const found = answer(control, `${request.method ?? ''} ${parts[0] ?? ''}`, parts, url.searchParams, body, request, response);
    if (found !== undefined) sendJson(response, 200, found);
  } catch (error) {
    sendFailure(control, response, error);
  }
}

/** The answer of an endpoint; undefined where it has sent its own. */
function answer(
  { gateway, startedAt, stop }: Control,
  endpoint: string,
  [, id, what, ...more]: readonly string[],
  query: URLSearchParams,
  body: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): object | undefined {
  const { store } = gateway;
  if (more.length > 0) throw unknownEndpoint(request);
  if (id === undefined) {
    switch (endpoint) {
      case 'GET status':
        return status(gateway, startedAt);
      case 'POST accounts':
        return createAccount(gateway);
      case 'GET follow':
        follow(gateway, new Set(query.get('accounts')?.split(',') ?? []), request, response);
        return undefined;
      case 'POST stop':
        response.on('finish', stop);
        return { stopping: true };
      default:
        throw unknownEndpoint(request);
    }
  }
  switch (`${endpoint}/ID${what === undefined ? '' : `/${what}`}`) {
    case 'DELETE accounts/ID':
      if (store.hasAccount(id)) store.dropAccount(id);
      return { dropped: id };
    case 'GET accounts/ID/root':
      return rootKeys(gateway, id);
    case 'GET accounts/ID/events':
      return store
        .account(id)
        .events.since(since(query.get('since')))
        .filter((event) => !event.checker);
    case 'PUT accounts/ID/clock':
      return setClock(store.account(id), body);
    default:
      throw unknownEndpoint(request);
  }
}

function status({ store, region, endpoint, checkerMark }: Gateway, startedAt: Date) {
  const { pid } = process;
  return {
    backend: 'embedded',
    version,
    endpoint,
    region,
    pid,
    startedAt: startedAt.toISOString(),
    accounts: store.accounts(),
    checkerMark,
  };
}

function since(text: string | null): number {
  if (text === null) return 0;
  if (!/^\d+$/.test(text)) throw new SeclabError('control.badQuery', `Expected since to be the seq of an event, got "${text}".`);
  return Number(text);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY) throw new SeclabError('control.badBody', `Expected a body of at most ${MAX_BODY} bytes.`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SeclabError('control.badBody', `Expected a body of JSON, got ${JSON.stringify(text.slice(0, 100))}.`, { cause });
  }
}

function sendFailure({ gateway }: Control, response: ServerResponse, error: unknown): void {
  if (error instanceof SeclabError) {
    const status = error.code === 'account.unknown' || error.code === 'control.unknown' ? 404 : 400;
    sendJson(response, status, { code: error.code, message: error.message });
    return;
  }
  gateway.onLog(`control call: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  sendJson(response, 500, { code: 'control.failed', message: error instanceof Error ? error.message : String(error) });
}

function unknownEndpoint({ method, url }: IncomingMessage): SeclabError {
  return new SeclabError('control.unknown', `There is no control endpoint ${method} ${url}.`);
}

/** Hashed first, so that not even the length of the token can be told from the time. */
function hasToken(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
