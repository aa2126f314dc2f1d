import { AWS_SERVICES, type AwsServiceName } from '../../aws/services.ts';
import type { AwsService, Protocol } from '../../aws/schema.ts';
import type { GatewayRequest } from './gateway-request.ts';
import type { Claim, UnreadableClaim } from './sigv4/read-claim.ts';
import { isReadable } from './sigv4/read-claim.ts';

/** The service that a request is for. `known` is undefined for one that seclab has never heard of. */
export interface FoundService {
  /** As the AWS CLI names it where it is known, else the name in the signature, else `unknown`. */
  readonly name: string;
  readonly known: AwsServiceName | undefined;
  readonly protocol: Protocol;
  /** Where the call counts as made: a service of the whole world is in one Region, wherever its caller signed. */
  readonly region: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion */
const WORLDWIDE: ReadonlySet<string> = new Set<AwsServiceName>(['iam']);
const WORLDWIDE_REGION = 'us-east-1';

const SERVICES: readonly (readonly [AwsServiceName, AwsService])[] = serviceNames().map((name) => [name, AWS_SERVICES[name]]);
const BY_SIGNING_NAME = new Map(SERVICES.map(([name, { signingName }]) => [signingName, name]));

/** Finds the service by the credential scope; an unsigned request by its target, its form, or else as S3's. */
export function findService(request: GatewayRequest, claim: Claim | UnreadableClaim | undefined, home: string): FoundService {
  const scope = claim !== undefined && isReadable(claim) ? claim.scope : undefined;
  const known = scope === undefined ? unsignedService(request) : BY_SIGNING_NAME.get(scope.service);
  const region = scope?.region ?? home;
  if (known === undefined) return { name: scope?.service ?? 'unknown', known, protocol: guessProtocol(request), region };
  return { name: known, known, protocol: AWS_SERVICES[known].protocol, region: WORLDWIDE.has(known) ? WORLDWIDE_REGION : region };
}

function unsignedService(request: GatewayRequest): AwsServiceName | undefined {
  const target = request.headers['x-amz-target']?.toLowerCase();
  if (target !== undefined) return SERVICES.find(([, { sdkId }]) => target.startsWith(sdkId.toLowerCase()))?.[0];
  return isForm(request) ? undefined : 's3';
}

function guessProtocol(request: GatewayRequest): Protocol {
  if (request.headers['x-amz-target'] !== undefined)
    return /-1\.0/.test(request.headers['content-type'] ?? '') ? 'awsJson1_0' : 'awsJson1_1';
  return isForm(request) ? 'awsQuery' : 'restJson1';
}

function isForm({ headers, query }: GatewayRequest): boolean {
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true || /(^|&)Action=/.test(query);
}

function serviceNames(): AwsServiceName[] {
  return Object.keys(AWS_SERVICES).filter((name): name is AwsServiceName => Object.hasOwn(AWS_SERVICES, name));
}
