import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Gateway } from '../gateway.ts';

const BEAT = 15_000;
/** A reader that lags so far is cut off: it comes back and asks for what it missed. */
const MAX_WAITING = 4 * 1024 * 1024;

/** Sends events of the accounts as they happen, as server-sent events, until the client goes. Checks' own calls are left out. */
export function follow(gateway: Gateway, accounts: ReadonlySet<string>, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': following\n\n');
  const stop = gateway.events.listen((event) => {
    if (event.checker || !accounts.has(event.account)) return;
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (response.writableLength > MAX_WAITING) response.destroy();
  });
  const beat = setInterval(() => response.write(': still here\n\n'), BEAT);
  beat.unref();
  const end = () => {
    stop();
    clearInterval(beat);
  };
  response.on('close', end);
  request.on('error', end);
}
