import { changeInWords, nothingHelps } from './change-words.ts';
import { allowOf, changeOfMiss, placeOf, requestMeeting } from './change-options.ts';
import { changesFor } from './mend.ts';
import { neededStatements } from './needed.ts';
import { accountOf } from './principal.ts';
import { nearest } from './reason.ts';
import type { AccessRequest, Change, Decision, Explanation, Layer, LayerVerdict, PoliciesInForce } from './types.ts';
import { LAYER_WORDS, nearMissInWords, either, statementInWords, whoInWords } from './words.ts';

/**
 * Says a decision to a learner: one sentence with its cause, a line for each layer that spoke, the statements that came close, and for a
 * denial the smallest change that would allow it. With the policies at hand the change is whole, and an allowance says what it needs.
 */
export function explain(request: AccessRequest, decision: Decision, policies?: PoliciesInForce): Explanation {
  const changes = changesOf(request, decision, policies);
  const change = changeText(request, decision, changes);
  return {
    headline: headline(request, decision),
    layers: decision.layers.filter(({ verdict }) => verdict !== 'notInForce').map((layer) => layerLine(layer, decision)),
    nearMisses: decision.nearMisses.map((miss) => nearMissInWords(miss, request.action, request.principal)),
    ...(change === undefined ? {} : { change }),
    changes,
    needed: policies === undefined ? [] : neededStatements(request, policies),
  };
}

function headline(request: AccessRequest, decision: Decision): string {
  const { principal, action } = request;
  const what = `${action} on ${request.resource === '*' ? 'all resources' : request.resource}`;
  if (decision.outcome === 'allowed') return `${whoInWords(principal)} may do ${what}: ${whyAllowed(request, decision)}.`;
  const start = `${whoInWords(principal)} may not do ${what}`;
  const [statement] = decision.matched;
  if (decision.outcome === 'explicitDeny' && statement !== undefined) {
    return `${start}: ${statementInWords(statement)} denies it, and an explicit deny always wins.`;
  }
  return `${start}: ${whyNot(request, decision.layer)}.`;
}

function whyAllowed({ principal, action }: AccessRequest, { layer, matched }: Decision): string {
  const [statement] = matched;
  if (statement !== undefined) return `${statementInWords(statement)} allows it`;
  if (layer === 'grant') return 'a KMS grant allows it';
  if (principal.type === 'Root') return 'the root user needs no policy in its own account';
  return action.toLowerCase() === 'sts:getcalleridentity' ? 'no policy can deny it' : 'it needs no permission';
}

function whyNot({ principal, action }: AccessRequest, layer: Layer): string {
  switch (layer) {
    case 'identity':
      return `no identity-based policy of ${whoInWords(principal).replace(/^[A-Z]/, (letter) => letter.toLowerCase())} allows it`;
    case 'scp':
      return 'the service control policies of the organization do not allow it at every level, and they limit every identity of the account';
    case 'rcp':
      return 'a resource control policy of the organization does not allow it';
    case 'boundary':
      return 'the permissions boundary does not allow it, and it limits whatever the other policies allow';
    case 'session':
      return 'the session policy does not allow it, and it limits whatever the role or user may do';
    case 'vpcEndpoint':
      return 'the policy of the VPC endpoint on the way does not allow it';
    case 'blockPublicAccess':
      return 'the bucket policy is public, and S3 Block Public Access then lets in only the own account and AWS services';
    case 'trust':
      if (principal.type === 'Root') return 'a root user cannot assume roles';
      return `the role trust policy does not allow ${action} for this caller, and a role can be taken only by whom it trusts`;
    case 'keyPolicy':
    case 'grant':
      return 'neither the key policy nor a grant allows it, and without the key policy no other policy counts on a KMS key';
    case 'resource':
    case 'none':
      return accountOf(principal) === undefined
        ? 'no resource-based policy allows it, and this caller has no other policies'
        : 'the resource belongs to another account, and no resource-based policy of it lets this caller in';
  }
}

function layerLine({ layer, verdict, by }: LayerVerdict, decision: Decision): string {
  const { many } = LAYER_WORDS[layer];
  const names = by.map(statementInWords);
  switch (verdict) {
    case 'allow':
      return names.length === 0 ? `${many}: nothing stands against it.` : `${many}: allowed by ${either(names)}.`;
    case 'explicitDeny':
      return `${many}: denied by ${either(names)}.`;
    case 'implicitDeny':
      return layer === 'blockPublicAccess' ? `${many}: blocks it.` : `${many}: nothing allows it.`;
    default:
      return decision.layer === 'none' ? `${many}: not asked.` : `${many}: not asked, ${LAYER_WORDS[decision.layer].one} had decided.`;
  }
}

/** All that would allow it where the policies are known; else what the decision tells of it. */
function changesOf(request: AccessRequest, decision: Decision, policies: PoliciesInForce | undefined): readonly Change[] {
  if (decision.outcome === 'allowed') return [];
  if (policies !== undefined) return changesFor(request, policies) ?? [];
  const { layer, matched } = decision;
  const [statement] = matched;
  if (statement !== undefined) return [{ ...placeOf(statement), element: 'Statement', remove: true }];
  if (isHopeless(request, layer) || layer === 'blockPublicAccess') return [];
  const miss = nearest(decision);
  const change = miss === undefined ? undefined : (changeOfMiss(miss, request) ?? requestMeeting(miss, request));
  return [change ?? { layer, element: 'Statement', add: allowOf(request, layer) }];
}

/** A root user and a caller who does not sign take no role. */
function isHopeless({ principal }: AccessRequest, layer: Layer): boolean {
  return layer === 'trust' && (principal.type === 'Root' || principal.type === 'Anonymous');
}

function changeText(request: AccessRequest, decision: Decision, changes: readonly Change[]): string | undefined {
  if (decision.outcome === 'allowed') return undefined;
  const [first, ...more] = changes.map((change) => changeInWords(change, request));
  if (first !== undefined) return more.length === 0 ? first : `${first} That alone is not enough. ${more.join(' ')}`;
  return decision.layer === 'blockPublicAccess'
    ? 'Replace the "*" in the Principal of the bucket policy by the accounts or roles that need access.'
    : nothingHelps(request, decision.layer);
}
