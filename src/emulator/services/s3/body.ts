import type { AccountStore } from '../../store/types.ts';
import { AwsError } from '../../wire/aws-error.ts';

/** The body of a call as bytes: the gateway has read the stream. */
export function bodyOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  throw new TypeError(`Expected the body of a call as bytes, got ${typeof body}`);
}

/** The body of an object or part as it was stored. Throws `InternalError` where the disk has lost it. */
export function storedBody({ blobs }: AccountStore, { sha256 }: { readonly sha256: string }): Uint8Array {
  const body = blobs.get(sha256);
  if (body === undefined)
    throw new AwsError('InternalError', `The body with SHA-256 ${sha256} is lost: the sandbox's folder was damaged.`, 500);
  return body;
}
