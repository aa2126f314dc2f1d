import { createWriteStream } from 'node:fs';
import { mkdir, readFile, unlink, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ServiceClient } from '../client.ts';
import { failure } from '../errors.ts';
import { type Io, readAll, write } from '../io.ts';
import { guessContentType } from './content-type.ts';
import type { LocalPlace, Place, S3Place } from './paths.ts';

/** One thing to do: copy from one place to another (and delete the source of a move), or delete. */
export interface Transfer {
  readonly verb: 'upload' | 'download' | 'copy' | 'move' | 'delete';
  readonly from: Place;
  /** Absent for a deletion. */
  readonly to?: Place;
  /** When the source was last changed, for a file that is written. */
  readonly modified?: Date | undefined;
}

export interface TransferOptions {
  /** Parameters of the objects that are written. */
  readonly object: Readonly<Record<string, unknown>>;
  readonly metadataDirective?: string | undefined;
  readonly guessType: boolean;
  readonly requestPayer?: string | undefined;
}

/** Does one transfer. Throws what the service or the file system said. */
export async function transfer(task: Transfer, client: ServiceClient, options: TransferOptions, io: Io): Promise<void> {
  const { from, to } = task;
  if (to === undefined) return remove(from, client, options);
  if (to.kind === 's3') await (from.kind === 's3' ? copy(from, to, client, options) : upload(from, to, client, options, io));
  else if (from.kind === 's3') await download(from, to, task.modified, client, options, io);
  else throw failure('Neither the source nor the destination is in S3');
  if (task.verb === 'move') await remove(from, client, options);
}

async function upload(from: LocalPlace | Exclude<Place, S3Place>, to: S3Place, client: ServiceClient, options: TransferOptions, io: Io) {
  const body = from.kind === 'local' ? await readFile(from.path) : await readAll(io.stdin);
  const type = options.guessType && from.kind === 'local' ? guessContentType(from.path) : undefined;
  await client.call('PutObject', { Bucket: to.bucket, Key: to.key, Body: body, ContentType: type, ...options.object });
}

async function copy(from: S3Place, to: S3Place, client: ServiceClient, { object, metadataDirective }: TransferOptions) {
  const directive = metadataDirective ?? (object['Metadata'] === undefined ? undefined : 'REPLACE');
  const source = `${from.bucket}/${from.key.split('/').map(encodeURIComponent).join('/')}`;
  await client.call('CopyObject', { Bucket: to.bucket, Key: to.key, CopySource: source, MetadataDirective: directive, ...object });
}

async function download(
  from: S3Place,
  to: Exclude<Place, S3Place>,
  modified: Date | undefined,
  client: ServiceClient,
  { requestPayer }: TransferOptions,
  io: Io,
) {
  const object = { Bucket: from.bucket, Key: from.key, RequestPayer: requestPayer };
  // The AWS CLI asks for the size before it streams, so a refusal reads as HeadObject's.
  if (to.kind === 'stream') await client.call('HeadObject', object);
  const { payload } = await client.call('GetObject', object);
  if (payload === undefined) throw failure('GetObject answered without content');
  if (to.kind === 'stream') {
    for await (const chunk of payload) await write(io.stdout, chunk);
    return;
  }
  await mkdir(dirname(to.path), { recursive: true });
  await pipeline(payload, createWriteStream(to.path));
  if (modified) await utimes(to.path, modified, modified);
}

async function remove(place: Place, client: ServiceClient, { requestPayer }: TransferOptions) {
  if (place.kind === 's3') await client.call('DeleteObject', { Bucket: place.bucket, Key: place.key, RequestPayer: requestPayer });
  else if (place.kind === 'local') await unlink(place.path);
}
