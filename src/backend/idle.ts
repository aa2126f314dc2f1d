import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/**
 * Watches every connection to a server of this process. Whoever calls or follows holds one; HTTP closes those that nobody uses.
 * Returns how many milliseconds there has been none. https://nodejs.org/api/diagnostics_channel.html#net
 */
export function watchIdleness(): () => number {
  let open = 0;
  let quietSince = Date.now();
  subscribe('net.server.socket', (message) => {
    const { socket } = message as { socket: Socket };
    open++;
    socket.once('close', () => {
      open--;
      quietSince = Date.now();
    });
  });
  return () => (open > 0 ? 0 : Date.now() - quietSince);
}
