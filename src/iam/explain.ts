import { accountOf, principalName } from './principal.ts';
import { nearest } from './reason.ts';
import type { AccessRequest, Decision, Explanation, Layer, LayerVerdict, NearMiss } from './types.ts';
import { LAYER_WORDS, nearMissInWords, operatorInWords, either, statementInWords, whoInWords } from './words.ts';

/**
 * Says a decision to a learner: one sentence with its cause, a line for each layer that spoke, the statements that came close, and for a
 * denial the smallest change that would allow it.
 */
export function explain(request: AccessRequest, decision: Decision): Explanation {
  const change = changeFor(request, decision);
  return {
    headline: headline(request, decision),
    layers: decision.layers.filter(({ verdict }) => verdict !== 'notInForce').map((layer) => layerLine(layer, decision)),
    nearMisses: decision.nearMisses.map((miss) => nearMissInWords(miss, request.action, request.principal)),
    ...(change === undefined ? {} : { change }),
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

/** The smallest change that would allow it, and in which document. */
function changeFor(request: AccessRequest, decision: Decision): string | undefined {
  if (decision.outcome === 'allowed') return undefined;
  const [statement] = decision.matched;
  if (statement !== undefined) {
    return `Narrow or remove ${statementInWords(statement)}. No Allow elsewhere can outweigh it.`;
  }
  const miss = nearest(decision);
  return miss === undefined ? newStatement(request, decision.layer) : mend(request, miss);
}

function mend({ action, principal }: AccessRequest, miss: NearMiss): string {
  const where = statementInWords(miss.statement);
  switch (miss.element) {
    case 'Action':
      return `Add ${action} to the Action of ${where}.`;
    case 'Resource':
      return `Add ${miss.got ?? 'the resource'} to the Resource of ${where}.`;
    case 'Principal':
      return `Add ${principal.type === 'Anonymous' ? '"*"' : principalName(principal)} to the Principal of ${where}.`;
    case 'Condition': {
      const { key, operator } = miss.condition ?? { key: 'the key', operator: '' };
      return `Make the request so that ${key} ${operatorInWords(operator)} ${either(miss.expected)}, or change the Condition of ${where}.`;
    }
  }
}

function newStatement({ action, resource, principal }: AccessRequest, layer: Layer): string {
  const allow = `an Allow for ${action} on ${resource}`;
  const who = principalName(principal);
  switch (layer) {
    case 'scp':
      return `Allow ${action} in a service control policy at every level of the organization that lacks it: only the management account can.`;
    case 'rcp':
      return `Let the resource control policies of the organization pass ${action}.`;
    case 'vpcEndpoint':
      return `Add ${allow} to the policy of the VPC endpoint.`;
    case 'boundary':
      return `Add ${allow} to the permissions boundary.`;
    case 'session':
      return `Take a new session whose session policy has ${allow}.`;
    case 'blockPublicAccess':
      return 'Replace the "*" in the Principal of the bucket policy by the accounts or roles that need access.';
    case 'trust':
      return principal.type === 'Root'
        ? 'Ask as a user or a role of the account.'
        : `Add a statement to the role trust policy with ${who} as Principal and ${action} as Action.`;
    case 'keyPolicy':
    case 'grant':
      return `Add ${allow} for ${who} to the key policy, or let it give the account the right to use its identity-based policies.`;
    case 'resource':
      return `Add ${allow} with ${principal.type === 'Anonymous' ? '"*"' : who} as Principal to the policy of the resource.`;
    case 'identity':
    case 'none':
      return `Add ${allow} to an identity-based policy of ${whoInWords(principal).replace(/^[A-Z]/, (letter) => letter.toLowerCase())}.`;
  }
}
