/** The body of a call as bytes: the gateway has read the stream. */
export function bodyOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  throw new TypeError(`Expected the body of a call as bytes, got ${typeof body}`);
}
