import { grantAllows } from './grants.ts';
import { hear, hearEach, hearLevels, LAYERS, type Saying } from './layers.ts';
import { hasResourceControl } from './catalogue.ts';
import { findNearMisses } from './near-miss.ts';
import { accountOf, isServiceLinkedRole } from './principal.ts';
import { isPublicPolicy } from './public-policy.ts';
import { ask, type Asked } from './request.ts';
import type { AccessRequest, Decision, Layer, LayerVerdict, NearMiss, PoliciesInForce, StatementRef } from './types.ts';

/**
 * Decides a request by the policies in force, as AWS does: an explicit deny anywhere wins; then RCPs, SCPs and VPC endpoint policies
 * must allow; then a resource-based policy, or the identity-based policies within boundary and session policy; across accounts both sides.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function evaluate(request: AccessRequest, policies: PoliciesInForce): Decision {
  const asked = ask(request);
  if (asked.action === UNDENIABLE) return decision(asked, policies, { outcome: 'allowed', layer: 'none', matched: [] }, [], new Set());
  const sayings = hearAll(asked, policies);
  const denying = sayings.find((saying) => saying.denied.length > 0);
  if (denying !== undefined) {
    return decision(asked, policies, { outcome: 'explicitDeny', layer: denying.layer, matched: denying.denied }, sayings, new Set());
  }
  const { verdict, unasked } = decideWithoutDeny(asked, policies, sayings);
  return decision(asked, policies, verdict, sayings, unasked);
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const UNDENIABLE = 'sts:getcalleridentity';
/** Users need no permission for it. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const NEEDS_NO_ALLOW = 'sts:getsessiontoken';
/**
 * Against these a bucket policy cannot lock out the root user of its own account.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
const ROOT_KEEPS = new Set(['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy']);

interface Verdict {
  readonly outcome: Decision['outcome'];
  readonly layer: Layer;
  readonly matched: readonly StatementRef[];
}

interface Outcome {
  readonly verdict: Verdict;
  /** Layers whose word did not count. */
  readonly unasked: ReadonlySet<Layer>;
}

/** The layers in force, in AWS's order. */
function hearAll(asked: Asked, policies: PoliciesInForce): Saying[] {
  const { principal } = asked;
  const sayings: Saying[] = [];
  const isLinked = isServiceLinkedRole(principal);
  if (isNotEmpty(policies.rcp) && !isLinked && hasResourceControl(asked.service)) sayings.push(hearLevels('rcp', policies.rcp, asked));
  if (isNotEmpty(policies.scp) && !isLinked && accountOf(principal) !== undefined) sayings.push(hearLevels('scp', policies.scp, asked));
  if (isNotEmpty(policies.vpcEndpoint)) sayings.push(hearEach('vpcEndpoint', policies.vpcEndpoint, asked));
  const blocked = blockPublicAccess(asked, policies);
  if (blocked !== undefined) sayings.push(blocked);
  const layer = resourceLayer(asked);
  if (layer !== undefined && policies.resource !== undefined) {
    const saying = hear(layer, [policies.resource], asked, isNotEmpty(policies.boundary));
    const keeps = principal.type === 'Root' && principal.account === asked.resourceAccount && ROOT_KEEPS.has(asked.action);
    sayings.push(keeps ? { ...saying, denied: [] } : saying);
  }
  if (layer === 'keyPolicy' && isNotEmpty(policies.grants)) {
    const allows = policies.grants.some((grant) => grantAllows(grant, asked));
    const reach = !allows ? 'none' : principal.type === 'AssumedRole' || principal.type === 'Role' ? 'role' : 'direct';
    sayings.push({ layer: 'grant', denied: [], allowed: [], reach });
  }
  if (accountOf(principal) !== undefined && principal.type !== 'Root') {
    sayings.push(hear('identity', policies.identity ?? [], asked));
    if (isNotEmpty(policies.boundary)) sayings.push(hearEach('boundary', policies.boundary, asked));
    // A federated user without a session policy has no permissions of its own.
    const session = policies.session ?? [];
    if (session.length > 0 || principal.type === 'FederatedUser') sayings.push(hear('session', session, asked));
  }
  return sayings;
}

/** The kind of policy that the resource has: trust policies speak only on `sts:`, key policies on keys. */
function resourceLayer({ action, service, resource }: Asked): 'resource' | 'trust' | 'keyPolicy' | undefined {
  const { text } = resource;
  if (/^arn:[^:]*:iam::[^:]*:role\//.test(text)) return action.startsWith('sts:') ? 'trust' : undefined;
  if (service === 'kms') return /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(text) ? 'keyPolicy' : undefined;
  return 'resource';
}

/** RestrictPublicBuckets: a public bucket policy lets in only its own account and AWS services. */
function blockPublicAccess(asked: Asked, policies: PoliciesInForce): Saying | undefined {
  if (policies.blockPublicAccess !== true || asked.service !== 's3') return undefined;
  const own = asked.principal.type === 'Service' || accountOf(asked.principal) === (asked.resourceAccount ?? 'unknown');
  const blocks = !own && policies.resource !== undefined && isPublicPolicy(policies.resource.document);
  return { layer: 'blockPublicAccess', denied: [], allowed: [], reach: blocks ? 'none' : 'direct' };
}

function decideWithoutDeny(asked: Asked, policies: PoliciesInForce, sayings: readonly Saying[]): Outcome {
  const said = (layer: Layer) => sayings.find((saying) => saying.layer === layer);
  for (const layer of ['rcp', 'scp', 'vpcEndpoint', 'blockPublicAccess'] as const) {
    if (said(layer)?.reach === 'none') return refuse(layer);
  }
  const { principal, action } = asked;
  const account = accountOf(principal);
  const layer = resourceLayer(asked);
  if (layer === 'trust' && (principal.type === 'Anonymous' || (principal.type === 'Root' && action === 'sts:assumerole')))
    return refuse('trust');
  if (action === NEEDS_NO_ALLOW && (principal.type === 'User' || principal.type === 'Root')) {
    return { verdict: { outcome: 'allowed', layer: 'none', matched: [] }, unasked: AFTER_RESOURCE };
  }

  const policy = layer === undefined ? undefined : said(layer);
  const grant = said('grant');
  const byGrant = REACHES.indexOf(grant?.reach ?? 'none') > REACHES.indexOf(policy?.reach ?? 'none');
  const resource = byGrant ? grant : policy;
  const reach = resource?.reach ?? 'none';
  const isOwn = account !== undefined && account === asked.resourceAccount;
  const mustAllow = layer === 'trust' || layer === 'keyPolicy' || !isOwn;
  if (mustAllow && reach === 'none') return refuse(layer ?? 'resource');
  if (account === undefined || (isOwn && reach === 'direct')) return allow(resource, AFTER_RESOURCE);
  if (!isOwn || reach !== 'role') {
    const identity = said('identity');
    if (principal.type === 'Root') return reach === 'none' ? allow(undefined, AFTER_RESOURCE) : allow(resource, AFTER_RESOURCE);
    if (identity?.reach !== 'direct') return refuse('identity');
  }
  for (const limit of ['boundary', 'session'] as const) if (said(limit)?.reach === 'none') return refuse(limit);
  if (isOwn && reach === 'role') return allow(resource, new Set(['identity']));
  return allow(said('identity'), new Set());
}

const REACHES: readonly Saying['reach'][] = ['none', 'account', 'role', 'direct'];
const AFTER_RESOURCE: ReadonlySet<Layer> = new Set(['identity', 'boundary', 'session']);

function refuse(layer: Layer): Outcome {
  return { verdict: { outcome: 'implicitDeny', layer, matched: [] }, unasked: new Set() };
}

function allow(saying: Saying | undefined, unasked: ReadonlySet<Layer>): Outcome {
  return { verdict: { outcome: 'allowed', layer: saying?.layer ?? 'none', matched: saying?.allowed ?? [] }, unasked };
}

function decision(
  asked: Asked,
  policies: PoliciesInForce,
  verdict: Verdict,
  sayings: readonly Saying[],
  unasked: ReadonlySet<Layer>,
): Decision {
  let layers: readonly LayerVerdict[] | undefined;
  let nearMisses: readonly NearMiss[] | undefined;
  // Most decisions are never explained: what only an explanation needs is made when it is read.
  return {
    ...verdict,
    get layers() {
      layers ??= LAYERS.map((layer) => layerVerdict(layer, sayings, unasked, verdict));
      return layers;
    },
    get nearMisses() {
      nearMisses ??= findNearMisses(asked, policies, verdict, sayings);
      return nearMisses;
    },
  };
}

function layerVerdict(layer: Layer, sayings: readonly Saying[], unasked: ReadonlySet<Layer>, verdict: Verdict): LayerVerdict {
  const saying = sayings.find((one) => one.layer === layer);
  if (saying === undefined) {
    // There is no such policy, and one was needed.
    if (verdict.layer === layer) return { layer, verdict: 'implicitDeny', by: [] };
    return { layer, verdict: sayings.length === 0 ? 'notAsked' : 'notInForce', by: [] };
  }
  if (saying.denied.length > 0) return { layer, verdict: 'explicitDeny', by: saying.denied };
  if (unasked.has(layer)) return { layer, verdict: 'notAsked', by: [] };
  return saying.reach === 'none' ? { layer, verdict: 'implicitDeny', by: [] } : { layer, verdict: 'allow', by: saying.allowed };
}

function isNotEmpty<T>(list: readonly T[] | undefined): list is readonly T[] {
  return list !== undefined && list.length > 0;
}
