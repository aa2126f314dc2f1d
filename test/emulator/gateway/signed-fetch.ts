import { Sha256 } from './sha256.ts';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Keys } from '../../support/sandbox.ts';

export interface SignedCall {
  readonly endpoint: string;
  readonly service: string;
  readonly keys: Keys;
  readonly region?: string;
  readonly method?: string;
  /** Percent-encoded. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Default now. */
  readonly date?: Date;
}

/** Signs a call with the SDK's own signer, and gives what `fetch` takes: a test may still tamper with it. */
export async function sign(call: SignedCall): Promise<{ url: string; init: RequestInit & { headers: Record<string, string> } }> {
  const { hostname, port, host } = new URL(call.endpoint);
  const signer = new SignatureV4({
    service: call.service,
    region: call.region ?? 'us-east-1',
    credentials: call.keys,
    sha256: Sha256,
    uriEscapePath: call.service !== 's3',
    applyChecksum: call.service === 's3',
  });
  const method = call.method ?? 'POST';
  const signed = await signer.sign(
    {
      protocol: 'http:',
      hostname,
      port: Number(port),
      method,
      path: call.path ?? '/',
      query: { ...call.query },
      headers: { host, ...call.headers },
      body: call.body,
    },
    { signingDate: call.date ?? new Date() },
  );
  const { host: _, ...headers } = signed.headers;
  const query = Object.entries(call.query ?? {}).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const url = `${call.endpoint}${call.path ?? '/'}${query.length === 0 ? '' : `?${query.join('&')}`}`;
  return { url, init: { method, headers, ...(call.body === undefined ? {} : { body: new Uint8Array(Buffer.from(call.body)) }) } };
}

export async function signedFetch(call: SignedCall): Promise<Response> {
  const { url, init } = await sign(call);
  return fetch(url, init);
}

/** A call of a query service. */
export function queryCall(endpoint: string, service: string, action: string, keys: Keys): SignedCall {
  return {
    endpoint,
    service,
    keys,
    body: `Action=${action}&Version=${service === 'iam' ? '2010-05-08' : '2011-06-15'}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
}

/** A call of CloudTrail, which speaks JSON. */
export function jsonCall(endpoint: string, keys: Keys): SignedCall {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'CloudTrail_20131101.LookupEvents' };
  return { endpoint, service: 'cloudtrail', keys, body: '{}', headers };
}

/** A read of S3. */
export function s3Call(endpoint: string, keys: Keys): SignedCall {
  return { endpoint, service: 's3', keys, method: 'GET' };
}

/** Status and error code of an answer, in whatever protocol. */
export async function answerOf(response: Response): Promise<{ status: number; code: string | undefined; text: string }> {
  const text = await response.text();
  const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? /"__type":"([^"]*)"/.exec(text)?.[1];
  return { status: response.status, code, text };
}
