import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ServiceClient } from '../client.ts';
import { ServiceError } from '../errors.ts';
import { type Filters, passes } from './filters.ts';
import { type Entry, filesBelow, objectsBelow } from './listing.ts';
import { asFolder, below, keepsName, type LocalPlace, type Place, type S3Place } from './paths.ts';
import type { Transfer } from './transfer.ts';

export interface PlanOptions {
  readonly filters: Filters;
  readonly recursive: boolean;
  readonly followLinks: boolean;
  readonly pageSize?: number | undefined;
  readonly requestPayer?: string | undefined;
}

type Stored = S3Place | LocalPlace;

/** What `cp` and `mv` do, one after the other; `as` is the verb that is printed. */
export async function* planCopies(
  from: Place,
  to: Place,
  as: Transfer['verb'],
  client: ServiceClient,
  options: PlanOptions,
): AsyncGenerator<Transfer> {
  if (from.kind === 'stream' || to.kind === 'stream') {
    yield { verb: as, from, to };
    return;
  }
  if (options.recursive) {
    const [source, target] = [asFolder(from), asFolder(to)];
    for await (const { name, modified } of entriesBelow(source, client, options)) {
      yield { verb: as, from: below(source, name), to: below(target, name), modified };
    }
    return;
  }
  const modified = from.kind === 's3' ? await changedObject(from, client, options) : statSync(from.path).mtime;
  const name = from.kind === 's3' ? (from.key.split('/').at(-1) ?? '') : basename(from.path);
  if (!passes(name, options.filters)) return;
  yield { verb: as, from, to: keepsName(to) ? below(asFolder(to), name) : to, modified };
}

/** What `rm` does. */
export async function* planDeletions(place: S3Place, client: ServiceClient, options: PlanOptions): AsyncGenerator<Transfer> {
  if (!options.recursive) {
    if (passes(place.key.split('/').at(-1) ?? '', options.filters)) yield { verb: 'delete', from: place };
    return;
  }
  const source = asFolder(place);
  for await (const { name } of objectsBelow(client, source, options)) {
    if (passes(name, options.filters)) yield { verb: 'delete', from: below(source, name) };
  }
}

/** What is below a folder or prefix and passes the filters; the empty objects that stand for folders do not count. */
export async function* entriesBelow(place: Stored, client: ServiceClient, options: PlanOptions): AsyncGenerator<Entry> {
  const found = place.kind === 's3' ? objectsBelow(client, place, options) : filesBelow(place, options.followLinks);
  for await (const entry of found) {
    const isFolderMark = place.kind === 's3' && (entry.name === '' || entry.name.endsWith('/')) && entry.size === 0;
    if (!isFolderMark && passes(entry.name, options.filters)) yield entry;
  }
}

async function changedObject({ bucket, key }: S3Place, client: ServiceClient, { requestPayer }: PlanOptions): Promise<Date | undefined> {
  try {
    const { output } = await client.call('HeadObject', { Bucket: bucket, Key: key, RequestPayer: requestPayer });
    return output['LastModified'] instanceof Date ? output['LastModified'] : undefined;
  } catch (error) {
    if (error instanceof ServiceError && error.status === 404)
      throw new ServiceError('HeadObject', '404', `Key "${key}" does not exist`, 404);
    throw error;
  }
}
