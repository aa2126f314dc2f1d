import type { ApiEvent } from '../../../iam/event.ts';

/** Calls on objects are data events: a trail may log them, the event history never has them. */
const S3_DATA = /Object|Part|MultipartUpload|^HeadBucket$/;

/** Whoever could not prove who they are leaves no trace in an account. */
const NOT_AUTHENTICATED = new Set([
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'RequestTimeTooSkewed',
]);

/** Is the event part of the history that CloudTrail shows in a Region? Calls made by checks are not. */
export function inHistory(event: ApiEvent, region: string): boolean {
  if (event.checker || event.region !== region || event.status === 501) return false;
  if (event.errorCode !== undefined && NOT_AUTHENTICATED.has(event.errorCode)) return false;
  return event.service !== 's3' || !S3_DATA.test(event.operation);
}
