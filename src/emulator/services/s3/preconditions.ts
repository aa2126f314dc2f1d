import { noSuchKey, notImplemented, notModified, preconditionFailed } from './errors.ts';
import type { ObjectRecord } from './state.ts';

interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/**
 * The conditions of a read, in the order of RFC 9110: a matching ETag outweighs the dates.
 * Throws `PreconditionFailed` (412) and `NotModified` (304).
 */
export function checkRead(conditions: ReadConditions, object: ObjectRecord): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  const modified = Date.parse(object.lastModified);
  if (IfMatch !== undefined) {
    if (!names(IfMatch, object)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince !== undefined && modified > IfUnmodifiedSince.getTime()) throw preconditionFailed('If-Unmodified-Since');
  if (IfNoneMatch !== undefined) {
    if (names(IfNoneMatch, object)) throw notModified();
  } else if (IfModifiedSince !== undefined && modified <= IfModifiedSince.getTime()) throw notModified();
}

/** The conditions of a write. Throws `PreconditionFailed`, and `NoSuchKey` for an ETag of an object that is not there. */
export function checkWrite(
  {
    Key = '',
    IfMatch,
    IfNoneMatch,
  }: { readonly Key?: string | undefined; readonly IfMatch?: string | undefined; readonly IfNoneMatch?: string | undefined },
  there: ObjectRecord | undefined,
): void {
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') throw notImplemented('If-None-Match');
  if (IfNoneMatch === '*' && there !== undefined) throw preconditionFailed('If-None-Match');
  if (IfMatch === undefined) return;
  if (there === undefined) throw noSuchKey(Key);
  if (!names(IfMatch, there)) throw preconditionFailed('If-Match');
}

/** Does the header name the object's ETag? It may have several, quoted or not, or `*`. */
function names(header: string, { etag }: ObjectRecord): boolean {
  return header.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '').replaceAll('"', '')));
}
