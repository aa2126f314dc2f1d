import type { ServiceClient } from '../client.ts';
import { queryText } from '../http.ts';
import { write } from '../io.ts';
import { wholeNumber } from '../parameters.ts';
import type { Given } from '../parse-arguments.ts';
import type { Settings } from '../settings.ts';
import { parseS3Uri } from './paths.ts';

const DEFAULT_SECONDS = 3600;
const PAYLOAD_HASH = 'x-amz-content-sha256';

/** `aws s3 presign`: an address with which anybody may get the object until it expires. Nothing is sent. */
export async function presign(client: ServiceClient, given: Given, settings: Settings): Promise<number> {
  const { bucket, key } = parseS3Uri(given.get('path')?.[0] ?? '');
  const request = await client.request('GetObject', { Bucket: bucket, Key: key });
  const { host = '' } = request.headers;
  request.headers = { host, [PAYLOAD_HASH]: 'UNSIGNED-PAYLOAD' };
  const unsigned = new Set([PAYLOAD_HASH]);
  const expiresIn = wholeNumber(given, 'expires-in') ?? DEFAULT_SECONDS;
  const signed = await client.signer().presign(request, { expiresIn, unhoistableHeaders: unsigned, unsignableHeaders: unsigned });
  await write(settings.io.stdout, `${signed.protocol}//${host}${signed.path}${queryText(signed.query)}\n`);
  return 0;
}
