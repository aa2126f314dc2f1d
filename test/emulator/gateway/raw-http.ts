import { connect } from 'node:net';

/**
 * Sends bytes to a port as they are and gives what comes back until the connection ends. With `end` the client stops sending
 * there, as one does whose program was killed.
 */
export function rawHttp(port: number, data: string | Buffer, options: { end?: boolean; milliseconds?: number } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    const done = () => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('latin1'));
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', done);
    socket.on('close', done);
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' || error.code === 'ECONNRESET' ? done() : reject(error)));
    socket.on('connect', () => (options.end ? socket.end(data) : socket.write(data)));
    if (options.milliseconds !== undefined) setTimeout(done, options.milliseconds).unref();
  });
}
