import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceClient } from '../client.ts';
import type { LocalPlace, S3Place } from './paths.ts';

/** A file or an object below a folder or prefix; `name` has `/` and is relative to it. */
export interface Entry {
  readonly name: string;
  readonly size: number;
  readonly modified: Date;
}

export interface ObjectPage {
  readonly prefixes: readonly string[];
  readonly objects: readonly { readonly key: string; readonly size: number; readonly modified: Date }[];
}

/** Pages of what a bucket holds under a prefix; keys are asked for percent-encoded, as the AWS CLI does. */
export async function* objectPages(
  client: ServiceClient,
  place: S3Place,
  options: { delimiter?: string | undefined; pageSize?: number | undefined; requestPayer?: string | undefined } = {},
): AsyncGenerator<ObjectPage> {
  let token: unknown;
  do {
    const { output } = await client.call('ListObjectsV2', {
      Bucket: place.bucket,
      Prefix: place.key,
      Delimiter: options.delimiter,
      MaxKeys: options.pageSize,
      RequestPayer: options.requestPayer,
      ContinuationToken: token,
      EncodingType: 'url',
    });
    const isEncoded = output['EncodingType'] === 'url';
    const decode = (text: unknown) => (isEncoded ? decodeURIComponent(String(text).replaceAll('+', ' ')) : String(text));
    yield {
      prefixes: records(output['CommonPrefixes']).map(({ Prefix }) => decode(Prefix)),
      objects: records(output['Contents']).map(({ Key, Size, LastModified }) => ({
        key: decode(Key),
        size: Number(Size ?? 0),
        modified: LastModified instanceof Date ? LastModified : new Date(0),
      })),
    };
    token = output['IsTruncated'] === true ? output['NextContinuationToken'] : undefined;
  } while (token !== undefined);
}

/** The objects below a prefix, by key. */
export async function* objectsBelow(
  client: ServiceClient,
  place: S3Place,
  options?: Parameters<typeof objectPages>[2],
): AsyncGenerator<Entry> {
  for await (const { objects } of objectPages(client, place, options)) {
    for (const { key, size, modified } of objects) yield { name: key.slice(place.key.length), size, modified };
  }
}

/** The files below a folder, in the order of their names as keys would have it; links are followed unless told otherwise. */
export async function* filesBelow(folder: LocalPlace, followLinks: boolean, inside = ''): AsyncGenerator<Entry> {
  const path = join(folder.path, inside);
  const found = await readdir(path, { withFileTypes: true });
  const listed = await Promise.all(found.map((entry) => described(path, entry, followLinks)));
  const ordered = listed.filter((entry) => entry !== undefined).toSorted((a, b) => (a.sortName < b.sortName ? -1 : 1));
  for (const { name, isFolder, size, modified } of ordered) {
    const below = inside === '' ? name : `${inside}/${name}`;
    if (isFolder) yield* filesBelow(folder, followLinks, below);
    else yield { name: below, size, modified };
  }
}

async function described(folder: string, entry: Dirent, followLinks: boolean) {
  if (entry.isSymbolicLink() && !followLinks) return undefined;
  const found = await stat(join(folder, entry.name)).catch(() => undefined);
  if (found === undefined || !(found.isFile() || found.isDirectory())) return undefined;
  const isFolder = found.isDirectory();
  return { name: entry.name, sortName: isFolder ? `${entry.name}/` : entry.name, isFolder, size: found.size, modified: found.mtime };
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map((item) => ({ ...Object(item) })) : [];
}
