import { mkdir } from 'node:fs/promises';
import type { ServiceClient } from '../client.ts';
import type { Entry } from './listing.ts';
import { asFolder, below, isFolder, type LocalPlace, type S3Place } from './paths.ts';
import { entriesBelow, type PlanOptions } from './plan.ts';
import type { Transfer } from './transfer.ts';

export interface SyncOptions extends PlanOptions {
  readonly remove: boolean;
  readonly sizeOnly: boolean;
  readonly exactTimestamps: boolean;
}

type Stored = S3Place | LocalPlace;

/**
 * What `aws s3 sync` does: copies what the destination lacks, or has in another size or of another time; with `remove`
 * deletes what the source lacks. https://docs.aws.amazon.com/cli/latest/reference/s3/sync.html
 */
export async function* planSync(
  from: Stored,
  to: Stored,
  verb: Transfer['verb'],
  client: ServiceClient,
  options: SyncOptions,
): AsyncGenerator<Transfer> {
  const [source, target] = [asFolder(from), asFolder(to)];
  if (target.kind === 'local' && !isFolder(target.path)) await mkdir(target.path, { recursive: true });
  const there = await byName(target, client, options);
  const names = new Set<string>();
  for await (const entry of entriesBelow(source, client, options)) {
    names.add(entry.name);
    const known = there.get(entry.name);
    if (known !== undefined && isSame(entry, known, verb, options)) continue;
    yield { verb, from: below(source, entry.name), to: below(target, entry.name), modified: entry.modified };
  }
  if (!options.remove) return;
  for (const name of there.keys()) if (!names.has(name)) yield { verb: 'delete', from: below(target, name) };
}

async function byName(place: Stored, client: ServiceClient, options: SyncOptions): Promise<Map<string, Entry>> {
  const found = new Map<string, Entry>();
  for await (const entry of entriesBelow(place, client, options)) found.set(entry.name, entry);
  return found;
}

/** Of the same size: an upload is not needed where the object is newer, a download not where the file is older. */
function isSame(source: Entry, target: Entry, verb: Transfer['verb'], { sizeOnly, exactTimestamps }: SyncOptions): boolean {
  if (source.size !== target.size) return false;
  if (sizeOnly) return true;
  const later = Math.floor(target.modified.getTime() / 1000) - Math.floor(source.modified.getTime() / 1000);
  if (verb !== 'download') return later >= 0;
  return exactTimestamps ? later === 0 : later <= 0;
}
