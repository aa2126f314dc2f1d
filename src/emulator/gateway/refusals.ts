import type { Protocol } from '../../aws/schema.ts';
import { AwsError } from '../wire/index.ts';
import { amzDate, type DateFault } from './sigv4/check-date.ts';
import type { Claim } from './sigv4/read-claim.ts';
import type { SignatureCheck } from './sigv4/verify-signature.ts';

/** What a refusal is worded by: S3, the query services and the JSON services each have their own codes. */
export interface Refuser {
  readonly service: string;
  readonly protocol: Protocol;
}

/** Minutes that a signature's date may be away from now. */
export function freshMinutes({ service }: Refuser): number {
  return service === 'kms' || service === 'lambda' ? 5 : 15;
}

export function missingToken(by: Refuser): AwsError {
  if (isJson(by)) return new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', 403);
  return new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
}

export function malformedSignature(by: Refuser, fault: 'malformed' | 'unsupported' | 'incompleteQuery', message: string): AwsError {
  if (isS3(by)) {
    if (fault === 'unsupported') return new AwsError('InvalidRequest', message, 400);
    if (fault === 'incompleteQuery') return new AwsError('AuthorizationQueryParametersError', message, 400);
    return new AwsError('AuthorizationHeaderMalformed', `The authorization header is malformed; ${message}`, 400);
  }
  return new AwsError(isJson(by) ? 'IncompleteSignatureException' : 'IncompleteSignature', message, isJson(by) ? 400 : 403);
}

/** The access key is unknown, deleted or inactive. */
export function unknownKey(by: Refuser, accessKeyId: string): AwsError {
  if (isS3(by)) {
    const message = 'The AWS Access Key Id you provided does not exist in our records.';
    return new AwsError('InvalidAccessKeyId', message, 403, { AWSAccessKeyId: accessKeyId });
  }
  return invalidIdentity(by);
}

/** The session token is missing, or belongs to another key. */
export function wrongToken(by: Refuser, token: string | undefined): AwsError {
  if (!isS3(by)) return invalidIdentity(by);
  const fields = token === undefined ? {} : { 'Token-0': token };
  return new AwsError('InvalidToken', 'The provided token is malformed or otherwise invalid.', 400, fields);
}

export function expiredToken(by: Refuser): AwsError {
  if (isS3(by)) return new AwsError('ExpiredToken', 'The provided token has expired.', 400);
  const message = 'The security token included in the request is expired';
  return isJson(by) ? new AwsError('ExpiredTokenException', message, jsonStatus(by)) : new AwsError('ExpiredToken', message, 403);
}

export function wrongSignature(by: Refuser, claim: Claim, check: SignatureCheck): AwsError {
  const start = 'The request signature we calculated does not match the signature you provided.';
  if (!isS3(by)) {
    return badSignature(by, `${start} Check your AWS Secret Access Key and signing method. Consult the service documentation for details.`);
  }
  return new AwsError('SignatureDoesNotMatch', `${start} Check your key and signing method.`, 403, {
    AWSAccessKeyId: claim.accessKeyId,
    StringToSign: check.stringToSign,
    SignatureProvided: claim.signature,
    StringToSignBytes: hexBytes(check.stringToSign),
    CanonicalRequest: check.canonicalRequest,
    CanonicalRequestBytes: hexBytes(check.canonicalRequest),
  });
}

export function unsignedHeader(by: Refuser, names: readonly string[]): AwsError {
  if (!isS3(by)) return badSignature(by, `'${names[0] ?? 'Host'}' must be a 'SignedHeader' in the AWS Authorization.`);
  const message = 'There were headers present in the request which were not signed';
  return new AwsError('AccessDenied', message, 403, { HeadersNotSigned: names.join(', ') });
}

export function wrongRegion(by: Refuser, region: string, expected: string): AwsError {
  if (!isS3(by)) return badSignature(by, `Credential should be scoped to a valid region, got '${region}'. `);
  const message = `The authorization header is malformed; the region '${region}' is wrong; expecting '${expected}'`;
  return new AwsError('AuthorizationHeaderMalformed', message, 400, { Region: expected });
}

/** `now` is the real time. */
export function badDate(by: Refuser, claim: Claim, fault: DateFault, now: Date): AwsError {
  if (isS3(by)) return badS3Date(claim, fault, now);
  const minutes = freshMinutes(by);
  const limit = (sign: number) => amzDate(new Date(now.getTime() + sign * minutes * 60_000));
  switch (fault.fault) {
    case 'unreadable':
      return malformedSignature(
        by,
        'malformed',
        `Date must be in ISO-8601 'basic format'. Got '${claim.date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
      );
    case 'scopeDate': {
      const got = `'${claim.scope.date}' != '${amzDate(fault.signed).slice(0, 8)}', from '${claim.date}'`;
      return badSignature(by, `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ${got}.`);
    }
    case 'expired':
      return badSignature(by, `Signature expired: ${amzDate(fault.until)} is now earlier than ${amzDate(now)}`);
    case 'tooOld':
      return badSignature(
        by,
        `Signature expired: ${amzDate(fault.signed)} is now earlier than ${limit(-1)} (${amzDate(now)} - ${minutes} min.)`,
      );
    default:
      return badSignature(
        by,
        `Signature not yet current: ${amzDate(fault.signed)} is still later than ${limit(1)} (${amzDate(now)} + ${minutes} min.)`,
      );
  }
}

function badS3Date(claim: Claim, fault: DateFault, now: Date): AwsError {
  switch (fault.fault) {
    case 'unreadable':
      if (claim.from === 'header')
        return new AwsError('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header', 403);
      return new AwsError(
        'AuthorizationQueryParametersError',
        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
        400,
      );
    case 'scopeDate': {
      const message = `Invalid credential date "${claim.scope.date}". This date is not the same as X-Amz-Date: "${amzDate(fault.signed).slice(0, 8)}".`;
      if (claim.from === 'query') return new AwsError('AuthorizationQueryParametersError', message, 400);
      return new AwsError('AuthorizationHeaderMalformed', `The authorization header is malformed; ${message}`, 400);
    }
    case 'expired':
      return new AwsError('AccessDenied', 'Request has expired', 403, {
        'X-Amz-Expires': claim.expires,
        Expires: fault.until,
        ServerTime: now,
      });
    case 'notYetValid':
      return new AwsError('AccessDenied', 'Request is not yet valid', 403, { Expires: fault.signed, ServerTime: now });
    default:
      return new AwsError('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 403, {
        RequestTime: claim.date,
        ServerTime: now,
        MaxAllowedSkewMilliseconds: '900000',
      });
  }
}

function invalidIdentity(by: Refuser): AwsError {
  const message = 'The security token included in the request is invalid.';
  return isJson(by)
    ? new AwsError('UnrecognizedClientException', message, jsonStatus(by))
    : new AwsError('InvalidClientTokenId', message, 403);
}

function badSignature(by: Refuser, message: string): AwsError {
  return isJson(by)
    ? new AwsError('InvalidSignatureException', message, jsonStatus(by))
    : new AwsError('SignatureDoesNotMatch', message, 403);
}

/** Lambda and the other REST-JSON services answer 403 where JSON services answer 400. */
function jsonStatus({ protocol }: Refuser): number {
  return protocol === 'restJson1' ? 403 : 400;
}

function isS3({ protocol }: Refuser): boolean {
  return protocol === 'restXml';
}

function isJson({ protocol }: Refuser): boolean {
  return protocol !== 'restXml' && protocol !== 'awsQuery';
}

function hexBytes(text: string): string {
  return Buffer.from(text, 'latin1')
    .toString('hex')
    .replaceAll(/(..)(?=.)/g, '$1 ');
}
