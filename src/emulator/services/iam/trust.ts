import type { PolicyDocument } from '../../../iam/types.ts';
import type { Store } from '../../store/types.ts';
import type { AwsError } from '../../wire/aws-error.ts';
import { bindPrincipals, boundText } from './bound-principals.ts';
import { checkDocument, checkSize } from './documents.ts';
import { malformedPolicyDocument } from './errors.ts';
import type { BoundPolicy, RoleRecord } from './records.ts';
import { isServicePrincipal } from './service-principals.ts';

/**
 * Reads a trust policy as it is given to `CreateRole` and `UpdateAssumeRolePolicy`.
 * Throws `MalformedPolicyDocument`, also for a principal that does not exist, and `LimitExceeded`.
 */
export function readTrust(text: string, store: Store): BoundPolicy {
  const document = checkDocument('trust', text);
  checkSize(text, 'trust');
  const services = document.statements.flatMap(({ principal, notPrincipal }) => [
    ...(principal?.Service ?? []),
    ...(notPrincipal?.Service ?? []),
  ]);
  const unknown = services.find((service) => !isServicePrincipal(service));
  if (unknown !== undefined) throw invalidPrincipal('SERVICE', unknown);
  return bindPrincipals(text, document, store, (principal) => invalidPrincipal('AWS', principal));
}

const parsed = new WeakMap<BoundPolicy, { readonly text: string; readonly document: PolicyDocument }>();

/** The trust policy as it counts now; parsed again only when it or one of its principals has changed. */
export function trustDocument({ trust }: RoleRecord, store: Store): PolicyDocument {
  const text = boundText(trust, store);
  const known = parsed.get(trust);
  if (known?.text === text) return known.document;
  const document = checkDocument('trust', text);
  parsed.set(trust, { text, document });
  return document;
}

function invalidPrincipal(type: string, principal: string): AwsError {
  return malformedPolicyDocument(`Invalid principal in policy: "${type}":"${principal}"`);
}
