import type { ObjectRecord } from './state.ts';

export interface ListingQuery {
  readonly prefix: string;
  /** Empty: no grouping. */
  readonly delimiter: string;
  /** Begin behind this key or common prefix. */
  readonly after: string;
  readonly maxKeys: number;
}

export interface Listing {
  readonly objects: readonly ObjectRecord[];
  readonly prefixes: readonly string[];
  readonly truncated: boolean;
  /** The last key or common prefix of the page. */
  readonly last: string;
}

/**
 * One page of a bucket's keys in the order of their UTF-8 bytes; keys that have the delimiter behind the prefix are grouped.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
 */
export function listPage(all: Iterable<ObjectRecord>, { prefix, delimiter, after, maxKeys }: ListingQuery): Listing {
  const candidates = [...all]
    .filter(({ key }) => key.startsWith(prefix) && compareKeys(key, after) > 0)
    .toSorted((a, b) => compareKeys(a.key, b.key));
  const objects: ObjectRecord[] = [];
  const prefixes: string[] = [];
  let last = '';
  for (const object of maxKeys === 0 ? [] : candidates) {
    const group = groupOf(object.key, prefix, delimiter);
    // A page that ended with a group goes on behind all of its keys.
    if (group !== undefined && (group === prefixes.at(-1) || group === after)) continue;
    if (objects.length + prefixes.length === maxKeys) return { objects, prefixes, truncated: true, last };
    if (group === undefined) objects.push(object);
    else prefixes.push(group);
    last = group ?? object.key;
  }
  return { objects, prefixes, truncated: false, last };
}

/** Percent-encodes a key for a listing that asked for it; slashes stay. */
export function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}

function groupOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

// UTF-16 and UTF-8 order differ only where one key has a surrogate.
function compareKeys(a: string, b: string): number {
  if (/[\ud800-\udfff]/.test(a) || /[\ud800-\udfff]/.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
