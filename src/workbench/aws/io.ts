import type { Readable, Writable } from 'node:stream';

/** What a run of the command has of the world: nothing is read from the process itself. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly cwd: string;
}

/** Writes and waits until the stream has taken it; a reader that went away (`aws ... | head -1`) is no error. */
export function write(stream: Writable, chunk: string | Uint8Array): Promise<void> {
  if (!stream.listeners('error').includes(throwUnlessUnread)) stream.on('error', throwUnlessUnread);
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => {
      if (error && !isUnread(error)) reject(error);
      else resolve();
    });
  });
}

function throwUnlessUnread(error: Error): void {
  if (!isUnread(error)) throw error;
}

function isUnread(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}

/** Reads a stream to its end. */
export async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
