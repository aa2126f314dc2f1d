import type { Credential } from '../services/contract.ts';
import type { Store } from '../store/types.ts';
import { AwsError } from '../wire/index.ts';
import type { Gateway } from './gateway.ts';
import type { GatewayRequest } from './gateway-request.ts';
import * as refusals from './refusals.ts';
import { checkDate } from './sigv4/check-date.ts';
import { contentSha256, type PayloadMode, payloadMode } from './sigv4/payload.ts';
import { type Claim, isReadable, type UnreadableClaim } from './sigv4/read-claim.ts';
import { isSame, sha256Hex } from './sigv4/signing-key.ts';
import { unsignedHeaders, verifySignature } from './sigv4/verify-signature.ts';

/** Who a request is proven to come from; `credential` is undefined for an anonymous caller, whom only S3 lets in. */
export interface Proof {
  readonly credential: Credential | undefined;
  readonly claim: Claim | undefined;
  /** How the signature covers a body that has not been read yet. */
  readonly payload: PayloadMode;
  /** The body, where the signature could not be checked without it. */
  readonly body: Buffer | undefined;
}

const REGION = /^(?:[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}|aws-global)$/;
const MAX_EXPIRES = 604_800;

/**
 * Checks the signature of a request. `readBody` is called only where a service signs its body by value.
 * Throws AwsError in the words of the service: unknown keys, wrong tokens, dates and signatures.
 */
export async function authenticate(
  gateway: Gateway,
  request: GatewayRequest,
  claim: Claim | UnreadableClaim | undefined,
  by: refusals.Refuser,
  readBody: () => Promise<Buffer>,
): Promise<Proof> {
  const isS3 = by.protocol === 'restXml';
  if (claim === undefined) {
    if (!isS3) throw refusals.missingToken(by);
    const sha256 = contentSha256(request, undefined);
    return {
      credential: undefined,
      claim,
      payload: checkMode(sha256 === undefined ? { mode: 'unsigned' } : payloadMode(sha256), sha256),
      body: undefined,
    };
  }
  if (!isReadable(claim)) throw refusals.malformedSignature(by, claim.fault, claim.message);
  if (!REGION.test(claim.scope.region)) throw refusals.wrongRegion(by, claim.scope.region, gateway.region);
  checkExpires(claim, by);
  const credential = findCredential(gateway, claim, by);
  const now = new Date();
  const dateFault = checkDate(claim, now, refusals.freshMinutes(by));
  if (dateFault !== undefined) throw refusals.badDate(by, claim, dateFault, now);
  const unsigned = unsignedHeaders(request, claim);
  if (unsigned.length > 0) throw refusals.unsignedHeader(by, unsigned);

  const sha256 = isS3 ? contentSha256(request, claim) : undefined;
  const payload: PayloadMode = isS3 ? checkMode(payloadMode(sha256), sha256) : { mode: 'unsigned' };
  const body = isS3 ? undefined : await readBody();
  const check = verifySignature(request, claim, credential.secretAccessKey, sha256 ?? sha256Hex(body ?? ''));
  if (!check.ok) throw refusals.wrongSignature(by, claim, check);
  if (hasExpired(credential, gateway.store)) throw refusals.expiredToken(by);
  return { credential, claim, payload, body };
}

function findCredential(gateway: Gateway, claim: Claim, by: refusals.Refuser): Credential {
  const credential = gateway.directory.credential(claim.accessKeyId, gateway.store);
  if (credential === undefined || credential.status !== 'Active') throw refusals.unknownKey(by, claim.accessKeyId);
  if (!isSame(credential.sessionToken ?? '', claim.sessionToken ?? '')) throw refusals.wrongToken(by, claim.sessionToken);
  return credential;
}

function hasExpired({ expires, principal }: Credential, store: Store): boolean {
  if (expires === undefined || !('account' in principal)) return false;
  return expires.getTime() <= store.account(principal.account).clock.now().getTime();
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function checkExpires({ expires }: Claim, by: refusals.Refuser): void {
  if (expires === undefined) return;
  const refuse = (message: string) => refusals.malformedSignature(by, 'incompleteQuery', message);
  if (!/^-?\d+$/.test(expires)) throw refuse('X-Amz-Expires should be a number');
  if (Number(expires) < 0) throw refuse('X-Amz-Expires must be non-negative');
  if (Number(expires) > MAX_EXPIRES) {
    throw refuse(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${MAX_EXPIRES} seconds`,
    );
  }
}

function checkMode(payload: PayloadMode, given: string | undefined): PayloadMode {
  if (payload.mode === 'missing') {
    throw new AwsError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256', 400);
  }
  if (payload.mode === 'invalid') {
    const message =
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.';
    throw new AwsError('InvalidArgument', message, 400, { ArgumentName: 'x-amz-content-sha256', ArgumentValue: given });
  }
  return payload;
}
