import { dirname, join, relative, resolve, sep, basename } from 'node:path';
import { statSync } from 'node:fs';
import { expandHome } from '../config-files.ts';
import type { Io } from '../io.ts';

/** An object or a prefix of a bucket; `key` is empty for the bucket itself. */
export interface S3Place {
  readonly kind: 's3';
  readonly bucket: string;
  readonly key: string;
}

/** A file or a folder; `path` is absolute. */
export interface LocalPlace {
  readonly kind: 'local';
  readonly path: string;
}

/** `-`: standard input or output. */
export interface StreamPlace {
  readonly kind: 'stream';
}

export type Place = S3Place | LocalPlace | StreamPlace;

/** Bucket and key of `s3://bucket/key` (or without `s3://`); an access point's ARN counts as a bucket. */
export function parseS3Uri(text: string): S3Place {
  const path = text.replace(/^s3:\/\//, '');
  const arn = /^(arn:aws[a-zA-Z-]*:s3[a-z-]*:[^:]*:[^:]*:accesspoint[/:][^/]+)(?:\/(.*))?$/s.exec(path);
  if (arn) return { kind: 's3', bucket: arn[1] ?? '', key: arn[2] ?? '' };
  const slash = path.indexOf('/');
  return slash < 0 ? { kind: 's3', bucket: path, key: '' } : { kind: 's3', bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

export function parsePlace(text: string, io: Io): Place {
  if (text === '-') return { kind: 'stream' };
  if (text.startsWith('s3://')) return parseS3Uri(text);
  const path = resolve(io.cwd, expandHome(text, io.env));
  return { kind: 'local', path: /[\\/]$/.test(text) && !path.endsWith(sep) ? path + sep : path };
}

/** A place as the AWS CLI shows it: files relative to the working folder. */
export function shown(place: Place, io: Io): string {
  if (place.kind === 'stream') return '-';
  if (place.kind === 's3') return `s3://${place.bucket}/${place.key}`;
  const folder = relative(io.cwd, dirname(place.path));
  return folder === '' ? `.${sep}${basename(place.path)}` : join(folder, basename(place.path));
}

/** A whole folder or prefix: what is below keeps its place under it. */
export function asFolder<P extends S3Place | LocalPlace>(place: P): P {
  if (place.kind === 's3') return place.key === '' || place.key.endsWith('/') ? place : { ...place, key: `${place.key}/` };
  return place.path.endsWith(sep) ? place : { ...place, path: place.path + sep };
}

/** Does a single file given there keep its own name? Then the place is a folder, a bucket or a prefix. */
export function keepsName(place: S3Place | LocalPlace): boolean {
  if (place.kind === 's3') return place.key === '' || place.key.endsWith('/');
  return place.path.endsWith(sep) || isFolder(place.path);
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The place of a name (with `/`) below a folder or prefix. */
export function below<P extends S3Place | LocalPlace>(folder: P, name: string): P {
  if (folder.kind === 's3') return { ...folder, key: folder.key + name };
  return { ...folder, path: resolve(folder.path, name.replaceAll('/', sep)) };
}
