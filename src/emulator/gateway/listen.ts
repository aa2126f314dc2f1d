import type { Server } from 'node:http';
import { SeclabError } from '../../aws/seclab-error.ts';

const LOOPBACK = '127.0.0.1';

/** Listens on loopback only; port 0 is a free one. Returns the port. Throws SeclabError `port.taken` or `port.refused`. */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(port, error)));
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new SeclabError('port.refused', `Could not listen on port ${port}.`, { exit: 3 });
  return address.port;
}

function portError(port: number, cause: NodeJS.ErrnoException): SeclabError {
  if (cause.code === 'EADDRINUSE') {
    return new SeclabError('port.taken', `Port ${port} is taken by another program: give another one with --port, or leave it out.`, {
      exit: 3,
      cause,
    });
  }
  return new SeclabError('port.refused', `Could not listen on ${LOOPBACK}:${port}: ${cause.message}`, { exit: 3, cause });
}
