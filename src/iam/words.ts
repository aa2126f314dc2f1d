import { principalName } from './principal.ts';
import type { Layer, NearMiss, Principal, StatementRef } from './types.ts';

/** How a layer is called in a sentence. */
export const LAYER_WORDS: Readonly<Record<Layer, { readonly many: string; readonly one: string }>> = {
  rcp: { many: 'Resource control policies', one: 'resource control policy' },
  scp: { many: 'Service control policies', one: 'service control policy' },
  vpcEndpoint: { many: 'VPC endpoint policies', one: 'VPC endpoint policy' },
  blockPublicAccess: { many: 'S3 Block Public Access', one: 'S3 Block Public Access' },
  resource: { many: 'The resource-based policy', one: 'resource-based policy' },
  trust: { many: 'The role trust policy', one: 'role trust policy' },
  keyPolicy: { many: 'The key policy', one: 'key policy' },
  grant: { many: 'KMS grants', one: 'KMS grant' },
  identity: { many: 'Identity-based policies', one: 'identity-based policy' },
  boundary: { many: 'The permissions boundary', one: 'permissions boundary' },
  session: { many: 'Session policies', one: 'session policy' },
  none: { many: 'No policy', one: 'policy' },
};

/** `User ana`, `Role thumbnailer`, `The root user of account 111122223333`. */
export function whoInWords(principal: Principal): string {
  switch (principal.type) {
    case 'Root':
      return `The root user of account ${principal.account}`;
    case 'User':
      return `User ${principal.userName}`;
    case 'Role':
      return `Role ${principal.roleName}`;
    case 'AssumedRole':
      return `Role ${principal.roleName} (session ${principal.sessionName})`;
    case 'FederatedUser':
      return `Federated user ${principal.name}`;
    case 'Federated':
      return `Someone signed in with ${principal.provider}`;
    case 'Service':
      return `The AWS service ${principal.service}`;
    case 'Anonymous':
      return 'An anonymous caller';
  }
}

/** `statement 2 (ReadUploads) of the identity-based policy data of role thumbnailer`, `statement 1 of the trust policy of role thumbnailer` */
export function statementInWords(ref: StatementRef): string {
  const sid = ref.sid === undefined || ref.sid === '' ? '' : ` (${ref.sid})`;
  // What has one document only is called by its kind: it has no name of its own.
  const policy = ref.policy.endsWith(' policy') ? ref.policy : `${LAYER_WORDS[ref.layer].one} ${ref.policy}`;
  return `statement ${ref.index + 1}${sid} of the ${policy} of ${ref.attachedTo}`;
}

/** What a near miss asks for and what came, in one sentence. */
export function nearMissInWords(miss: NearMiss, action: string, principal: Principal): string {
  const statement = capital(statementInWords(miss.statement));
  const verb = miss.statement.effect === 'Allow' ? 'allows' : 'denies';
  const asked = miss.negated ? `everything but ${either(miss.expected)}` : either(miss.expected);
  switch (miss.element) {
    case 'Action':
      return `${statement} ${verb} ${asked} on this resource, and the request was for ${action}.`;
    case 'Resource':
      return `${statement} ${verb} this on ${asked}, and the request was for ${miss.got ?? 'another resource'}.`;
    case 'Principal':
      return `${statement} ${verb} this for ${miss.negated ? `everybody but ${either(miss.expected)}` : asked}, and the request came from ${principalName(principal)}.`;
    case 'Condition': {
      const { key, operator } = miss.condition ?? { key: 'a key', operator: 'its operator' };
      const got = miss.got === undefined ? 'the request did not have this key at all' : `the request had ${miss.got}`;
      return `${statement} ${verb} this only where ${key} ${operatorInWords(operator)} ${either(miss.expected)}, and ${got}.`;
    }
  }
}

/** `is`, `is not`, `looks like`, ... for a condition operator; its own name stays in brackets, so that it is found again. */
export function operatorInWords(operator: string): string {
  const base = operator.replace(/^For(All|Any)Values?:/, '').replace(/IfExists$/, '');
  const words = OPERATOR_WORDS.get(base) ?? 'passes';
  const each = operator.startsWith('ForAllValues:')
    ? 'in each of its values '
    : operator.startsWith('ForAnyValue:')
      ? 'in one of its values '
      : '';
  return `${each}${words} (${operator})`;
}

/** `a`, `a or b`, `a, b or 3 more`. */
export function either(values: readonly string[]): string {
  if (values.length === 0) return 'nothing';
  const shown = values.slice(0, values.length > 4 ? 3 : 4);
  const more = values.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  const last = all.at(-1) ?? '';
  return all.length === 1 ? last : `${all.slice(0, -1).join(', ')} or ${last}`;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const OPERATOR_WORDS = new Map([
  ['StringEquals', 'is'],
  ['StringNotEquals', 'is not'],
  ['StringEqualsIgnoreCase', 'is, in any case,'],
  ['StringNotEqualsIgnoreCase', 'is not, in any case,'],
  ['StringLike', 'looks like'],
  ['StringNotLike', 'does not look like'],
  ['NumericEquals', 'is'],
  ['NumericNotEquals', 'is not'],
  ['NumericLessThan', 'is less than'],
  ['NumericLessThanEquals', 'is at most'],
  ['NumericGreaterThan', 'is more than'],
  ['NumericGreaterThanEquals', 'is at least'],
  ['DateEquals', 'is'],
  ['DateNotEquals', 'is not'],
  ['DateLessThan', 'is before'],
  ['DateLessThanEquals', 'is at the latest'],
  ['DateGreaterThan', 'is after'],
  ['DateGreaterThanEquals', 'is at the earliest'],
  ['Bool', 'is'],
  ['BinaryEquals', 'is'],
  ['IpAddress', 'lies in'],
  ['NotIpAddress', 'lies outside'],
  ['ArnEquals', 'matches'],
  ['ArnLike', 'matches'],
  ['ArnNotEquals', 'does not match'],
  ['ArnNotLike', 'does not match'],
  ['Null', 'is absent:'],
]);
