import type { RequestContext } from '../../iam/types.ts';
import type { CallContext, Credential } from '../services/contract.ts';
import type { GatewayRequest } from './gateway-request.ts';
import { readAmzDate } from './sigv4/check-date.ts';
import type { Proof } from './authenticate.ts';

/**
 * The condition keys that every request has, whatever it asks for; times are those of the account's lab clock.
 * Keys that follow from the principal are added by the policy engine.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(request: GatewayRequest, call: CallContext, proof: Proof, identity: RequestContext): RequestContext {
  const referer = request.headers['referer'];
  return {
    ...identity,
    ...sessionContext(proof.credential),
    'aws:SourceIp': request.source.ip,
    'aws:SecureTransport': request.secure,
    'aws:CurrentTime': call.now.toISOString(),
    'aws:EpochTime': Math.floor(call.now.getTime() / 1000),
    'aws:UserAgent': request.source.userAgent,
    'aws:RequestedRegion': call.region,
    'aws:ViaAWSService': false,
    ...(referer === undefined ? {} : { 'aws:Referer': referer }),
    ...signatureContext(request, call, proof),
  };
}

function sessionContext(credential: Credential | undefined): RequestContext {
  return credential?.context ?? {};
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
function signatureContext(request: GatewayRequest, call: CallContext, { claim }: Proof): RequestContext {
  if (claim?.scope.service !== 's3') return {};
  const signed = readAmzDate(claim.date);
  const sha256 = request.headers['x-amz-content-sha256'];
  return {
    's3:authType': claim.from === 'query' ? 'REST-QUERY-STRING' : 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    ...(sha256 === undefined ? {} : { 's3:x-amz-content-sha256': sha256 }),
    ...(signed === undefined ? {} : { 's3:signatureAge': Math.max(0, Date.now() - signed.getTime()) }),
  };
}
