/** Where a request was sent, by its `Host`. */
export type HostTarget = { readonly kind: 'endpoint' } | { readonly kind: 'bucket'; readonly bucket: string };

const ENDPOINTS = new Set(['127.0.0.1', 'localhost', '[::1]', 's3.localhost']);
/** `lab-photos.s3.localhost`, `lab-photos.s3.eu-central-1.localhost`: a bucket as a virtual host. */
const BUCKET = /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.s3(?:[.-][a-z0-9-]+)?\.localhost$/;

/**
 * Reads a `Host` header. Undefined for any that is not ours: a page on another site whose name was made to point at this
 * machine (DNS rebinding) sends its own.
 */
export function readHost(host: string | undefined, port: number): HostTarget | undefined {
  const match = /^(.*?)(?::(\d+))?$/.exec(host?.toLowerCase() ?? '');
  const [, name = '', given = '80'] = match ?? [];
  if (Number(given) !== port) return undefined;
  if (ENDPOINTS.has(name)) return { kind: 'endpoint' };
  const bucket = BUCKET.exec(name)?.[1];
  return bucket === undefined ? undefined : { kind: 'bucket', bucket };
}
