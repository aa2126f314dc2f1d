import { parsePairs } from '../../wire/index.ts';
import type { GatewayRequest } from '../gateway-request.ts';
import type { Claim } from './read-claim.ts';

/**
 * The canonical request of a signature, as Latin-1 text: header values are bytes, whatever they spell. S3 encodes the path once,
 * all others twice.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(request: GatewayRequest, claim: Claim, payloadHash: string): string {
  const path = claim.scope.service === 's3' ? s3Path(request.signedPath) : plainPath(request.signedPath);
  const headers = claim.signedHeaders.map((name) => `${name}:${canonicalValue(request.headers[name] ?? '')}\n`).join('');
  return [request.method, path, canonicalQuery(request.query), headers, claim.signedHeaders.join(';'), payloadHash].join('\n');
}

/** Everything but unreserved characters, in upper-case hexadecimal. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function s3Path(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeStrictly(decodeSegment(segment)))
    .join('/');
}

function plainPath(path: string): string {
  if (path === '/') return path;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encodeStrictly(segment));
  }
  return `/${segments.join('/')}${path.endsWith('/') && segments.length > 0 ? '/' : ''}`;
}

/** What cannot be decoded is signed as it stands; routing refuses it later. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment.replaceAll('+', ' '));
  } catch {
    return segment;
  }
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  return pairsOf(query)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encodeStrictly(name), encodeStrictly(value)] as const)
    .toSorted(([a, av], [b, bv]) => order(a, b) || order(av, bv))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** What cannot be decoded is signed as it stands. */
function pairsOf(query: string): [string, string][] {
  try {
    return parsePairs(query);
  } catch {
    return query.split('&').map((pair) => [pair, '']);
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function canonicalValue(value: string): string {
  return value.trim().replaceAll(/ +/g, ' ');
}
