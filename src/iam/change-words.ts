import { principalName } from './principal.ts';
import type { AccessRequest, Change, ChangePlace, Layer, PrincipalJson } from './types.ts';
import { either, operatorInWords, statementInWords, whoInWords } from './words.ts';

/** A change in one sentence or two: what to do, and in which document. */
export function changeInWords(change: Change, request: AccessRequest): string {
  const where = placeInWords(change);
  switch (change.element) {
    case 'Action':
    case 'Resource':
      return `Add ${change.add} to the ${change.element} of ${where}.`;
    case 'Principal':
      return change.instead
        ? `Replace the "*" in the Principal of ${where} by the accounts or roles that need access, here ${principalText(change.add)}.`
        : `Add ${principalText(change.add)} to the Principal of ${where}.`;
    case 'Statement':
      if ('remove' in change) return `Narrow or remove ${where}. No Allow elsewhere can outweigh it.`;
      return newStatement(request, change);
    case 'Request': {
      const { operator, key, values } = change.condition;
      const test = `${key} ${operatorInWords(operator)} ${either(values)}`;
      return change.effect === 'Allow'
        ? `Make the request so that ${test}, or change the Condition of ${where}.`
        : `Make the request so that it no longer holds that ${test}: then ${where} does not apply.`;
    }
    case 'BlockPublicAccess':
      return 'Only with S3 Block Public Access off does a bucket let in callers who do not sign their requests: better give them credentials or a presigned URL.';
  }
}

/** What can be done where no policy would help. */
export function nothingHelps({ principal, action, resource }: AccessRequest, layer: Layer): string {
  if (layer === 'trust' && principal.type === 'Root') return 'Ask as a user or a role of the account.';
  if (layer === 'trust') return 'Sign the request: roles are taken by callers who say who they are.';
  return `No policy can allow ${action} on ${resource} to ${principalName(principal)}: ask as a user or a role of the account that owns it.`;
}

function placeInWords({ layer, policy = '', attachedTo = '', statement = 0, sid }: ChangePlace): string {
  return statementInWords({ layer, policy, attachedTo, index: statement, ...(sid === undefined ? {} : { sid }), effect: 'Allow' });
}

function newStatement({ action, resource, principal }: AccessRequest, { layer, level }: ChangePlace): string {
  const allow = `an Allow for ${action} on ${resource}`;
  const who = principalName(principal);
  switch (layer) {
    case 'scp':
      return level === undefined
        ? `Allow ${action} in a service control policy at every level of the organization that lacks it: only the management account can.`
        : `Allow ${action} in a service control policy of ${level}: only the management account can.`;
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
      return `Add a statement to the role trust policy with ${who} as Principal and ${action} as Action.`;
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

function principalText(principal: PrincipalJson): string {
  if (principal === '*') return '"*"';
  if ('AWS' in principal) return principal.AWS;
  return 'Service' in principal ? principal.Service : principal.Federated;
}
