/** The ids that an answer carries. */
export interface RequestIds {
  /** A UUID; S3 has 16 hexadecimal digits. */
  readonly requestId: string;
  /** S3's second id, `x-amz-id-2`. */
  readonly hostId: string;
}

/** Draws the ids of a request in the form of its service. */
export function drawRequestIds(s3: boolean, random: { uuid(): string; bytes(length: number): Uint8Array }): RequestIds {
  if (!s3) return { requestId: random.uuid(), hostId: '' };
  const bytes = Buffer.from(random.bytes(64));
  return { requestId: bytes.subarray(0, 8).toString('hex').toUpperCase(), hostId: bytes.subarray(8).toString('base64') };
}

/** The headers that carry the ids. */
export function requestIdHeaders(s3: boolean, ids: RequestIds): Readonly<Record<string, string>> {
  return s3 ? { 'x-amz-request-id': ids.requestId, 'x-amz-id-2': ids.hostId } : { 'x-amzn-requestid': ids.requestId };
}
