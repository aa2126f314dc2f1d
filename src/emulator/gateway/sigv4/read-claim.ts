import { parsePairs } from '../../wire/index.ts';
import type { GatewayRequest } from '../gateway-request.ts';

/** Who a request claims to come from, and the signature that is to prove it. */
export interface Claim {
  readonly from: 'header' | 'query';
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260102T030405Z`, or the text of a `Date` header. */
  readonly date: string;
  readonly sessionToken: string | undefined;
  /** Seconds for which a presigned request is good; undefined for a header. */
  readonly expires: string | undefined;
}

export interface Scope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** A signature that cannot be read. `unsupported`: another signature version. */
export interface UnreadableClaim {
  readonly fault: 'malformed' | 'unsupported' | 'incompleteQuery';
  readonly message: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Reads the signature of a request, from its `Authorization` header or its query. Undefined for a request without any.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function readClaim(request: GatewayRequest): Claim | UnreadableClaim | undefined {
  const header = request.headers['authorization'];
  if (header !== undefined) return readHeader(header, request);
  if (!/X-Amz-(Algorithm|Signature|Credential)=|AWSAccessKeyId=/i.test(request.query)) return undefined;
  try {
    return readQuery(new Map(parsePairs(request.query)));
  } catch {
    return { fault: 'malformed', message: 'The query string cannot be decoded' };
  }
}

export function isReadable(claim: Claim | UnreadableClaim): claim is Claim {
  return !('fault' in claim);
}

function readHeader(header: string, request: GatewayRequest): Claim | UnreadableClaim {
  const space = header.indexOf(' ');
  const algorithm = space === -1 ? header : header.slice(0, space);
  if (algorithm !== ALGORITHM) {
    return { fault: 'unsupported', message: `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.` };
  }
  const parts = new Map<string, string>();
  for (const part of header.slice(space + 1).split(',')) {
    const equals = part.indexOf('=');
    if (equals !== -1) parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const date = request.headers['x-amz-date'] ?? request.headers['date'];
  const lacking = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parts.get(name)).map((name) => `'${name}' parameter`);
  if (lacking.length > 0 || date === undefined) {
    const names = [...lacking, ...(date === undefined ? ["existence of either a 'X-Amz-Date' or a 'Date' header"] : [])];
    return { fault: 'malformed', message: names.map((name) => `Authorization header requires ${name}.`).join(' ') };
  }
  const credential = readCredential(parts.get('Credential') ?? '');
  if (credential === undefined) return malformedCredential(parts.get('Credential') ?? '');
  return {
    from: 'header',
    ...credential,
    signedHeaders: headerNames(parts.get('SignedHeaders') ?? ''),
    signature: parts.get('Signature') ?? '',
    date,
    sessionToken: request.headers['x-amz-security-token'],
    expires: undefined,
  };
}

function readQuery(query: ReadonlyMap<string, string>): Claim | UnreadableClaim {
  const algorithm = query.get('X-Amz-Algorithm');
  if (algorithm !== undefined && algorithm !== ALGORITHM) {
    return { fault: 'incompleteQuery', message: `X-Amz-Algorithm only supports "${ALGORITHM} and AWS4-ECDSA-P256-SHA256"` };
  }
  if (algorithm === undefined && query.has('AWSAccessKeyId')) {
    return { fault: 'unsupported', message: `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.` };
  }
  const required = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-Date', 'X-Amz-SignedHeaders', 'X-Amz-Expires'];
  if (required.some((name) => !query.get(name))) {
    const names = `${required.slice(0, -1).join(', ')}, and ${required.at(-1) ?? ''}`;
    return { fault: 'incompleteQuery', message: `Query-string authentication version 4 requires the ${names} parameters.` };
  }
  const credential = readCredential(query.get('X-Amz-Credential') ?? '');
  if (credential === undefined) return malformedCredential(query.get('X-Amz-Credential') ?? '');
  return {
    from: 'query',
    ...credential,
    signedHeaders: headerNames(query.get('X-Amz-SignedHeaders') ?? ''),
    signature: query.get('X-Amz-Signature') ?? '',
    date: query.get('X-Amz-Date') ?? '',
    sessionToken: query.get('X-Amz-Security-Token'),
    expires: query.get('X-Amz-Expires') ?? '',
  };
}

function readCredential(text: string): { accessKeyId: string; scope: Scope } | undefined {
  const [accessKeyId = '', date = '', region = '', service = '', end, ...more] = text.split('/');
  if (end !== 'aws4_request' || more.length > 0 || accessKeyId === '' || !/^\d{8}$/.test(date) || region === '' || service === '')
    return undefined;
  return { accessKeyId, scope: { date, region, service } };
}

function malformedCredential(text: string): UnreadableClaim {
  const message = `the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request", got "${text}".`;
  return { fault: 'malformed', message };
}

function headerNames(text: string): string[] {
  return text
    .split(';')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}
