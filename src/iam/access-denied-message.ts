import { accountOf, principalName } from './principal.ts';
import type { AccessRequest, Decision, Layer } from './types.ts';

/**
 * The sentence with which AWS refuses: who, what, on what, and which type of policy. S3 tells callers of other accounts nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDeniedMessage(request: AccessRequest, decision: Decision): string {
  const { principal, action } = request;
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  const account = accountOf(principal);
  const owner = request.resourceAccount ?? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(request.resource)?.[1] ?? account;
  const isOwn = account !== undefined && account === owner;
  if (service === 's3' && !isOwn) return 'Access Denied';
  if (principal.type === 'Federated') return `Not authorized to perform ${action}`;
  const start = `User: ${principalName(principal)} is not authorized to perform: ${action}`;
  if (decision.layer === 'trust') {
    if (principal.type === 'Root') return 'Roles may not be assumed by root accounts.';
    return isOwn ? `${start} ${reason(action, decision)}` : `${start} on resource: ${request.resource}`;
  }
  if (service === 'kms' && decision.layer === 'keyPolicy' && !isOwn) {
    return `${start} on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`;
  }
  // S3 names no resource here.
  if (service === 's3' && decision.layer === 'vpcEndpoint' && decision.outcome === 'implicitDeny')
    return `${start} ${reason(action, decision)}`;
  const resource = service === 's3' ? `"${request.resource}"` : request.resource;
  return `${start} on resource: ${resource} ${reason(action, decision)}${suffix(decision)}`;
}

const ARTICLE: Readonly<Record<Layer, readonly [none: string, a: string]>> = {
  rcp: ['resource control policy', 'a resource control policy'],
  scp: ['service control policy', 'a service control policy'],
  vpcEndpoint: ['VPC endpoint policy', 'a VPC endpoint policy'],
  blockPublicAccess: ['resource-based policy', 'a resource-based policy'],
  resource: ['resource-based policy', 'a resource-based policy'],
  trust: ['role trust policy', 'the role trust policy'],
  keyPolicy: ['resource-based policy', 'a resource-based policy'],
  grant: ['resource-based policy', 'a resource-based policy'],
  identity: ['identity-based policy', 'an identity-based policy'],
  boundary: ['permissions boundary', 'a permissions boundary'],
  session: ['session policy', 'a session policy'],
  none: ['identity-based policy', 'an identity-based policy'],
};

function reason(action: string, { outcome, layer }: Decision): string {
  const [none, a] = ARTICLE[layer];
  return outcome === 'explicitDeny' ? `with an explicit deny in ${a}` : `because no ${none} allows the ${action} action`;
}

/** Since January 2026 the denying policy is named, where it has an ARN. */
function suffix({ outcome, layer, matched }: Decision): string {
  const arn = matched[0]?.policyArn;
  return outcome === 'explicitDeny' && arn !== undefined && NAMED.has(layer) ? `: ${arn}` : '';
}

const NAMED: ReadonlySet<Layer> = new Set(['rcp', 'scp', 'identity', 'boundary', 'session']);
