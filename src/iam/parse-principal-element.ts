import { isList, isObject, join, type Json, quote } from './json.ts';
import { PolicyError } from './policy-error.ts';
import type { PolicyKind, PrincipalElement } from './types.ts';

/**
 * Reads a Principal or NotPrincipal element. A wildcard is only good alone: never inside an ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipalElement(value: Json | undefined, path: string, kind: PolicyKind): PrincipalElement {
  if (value === '*') return { everyone: true, AWS: [], Service: [], Federated: [], CanonicalUser: [] };
  if (!isObject(value)) throw invalid(path, '"*" or an object such as {"AWS": "arn:..."}', quote(value), '*', quote(value));
  if (value.size === 0) throw empty(path, kind);
  const element = { AWS: [], Service: [], Federated: [], CanonicalUser: [] } satisfies Record<PrincipalType, string[]>;
  const lists = new Map<string, string[]>(Object.entries(element));
  for (const [type, names] of value) {
    const list = lists.get(type);
    if (list === undefined)
      throw invalid(join(path, type), 'one of AWS, Service, Federated, CanonicalUser', quote(type), type, quote(names));
    const items = isList(names) ? names : [names];
    if (items.length === 0) throw empty(join(path, type), kind);
    for (const name of items) {
      if (typeof name !== 'string' || !isPrincipalType(type) || !FORMS[type].is(name)) {
        throw invalid(join(path, type), FORMS[isPrincipalType(type) ? type : 'AWS'].name, quote(name), type, quote(name));
      }
      list.push(name);
    }
  }
  return { everyone: element.AWS.some((name) => name === '*'), ...element };
}

type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

const ARN =
  /^arn:aws(?:-[a-z-]+)?:(?:iam::(?:\d{12}|cloudfront):(?:root|(?:user|role)\/[^*?${}]+)|sts::\d{12}:(?:assumed-role\/[^*?${}/]+\/[^*?${}/]+|federated-user\/[^*?${}/]+))$/;

const FORMS: Record<PrincipalType, { name: string; is: (text: string) => boolean }> = {
  AWS: {
    name: '"*", a 12-digit account or the whole ARN of a user, role or session, without wildcards',
    is: (text) => text === '*' || /^\d{12}$/.test(text) || ARN.test(text) || /^A[A-Z]{3}[A-Z0-9]{12,124}$/.test(text),
  },
  Service: { name: 'a service principal such as `lambda.amazonaws.com`', is: (text) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text) },
  Federated: {
    name: 'a web identity provider or the ARN of a SAML or OIDC provider',
    is: (text) =>
      /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text) ||
      /^arn:aws(-[a-z-]+)?:iam::\d{12}:(saml-provider|oidc-provider)\/[^*?]+$/.test(text) ||
      /^arn:aws(-[a-z-]+)?:cognito-identity:[a-z0-9-]+:\d{12}:identitypool\/[^*?]+$/.test(text),
  },
  CanonicalUser: { name: 'a canonical user id', is: (text) => /^[0-9a-zA-Z]{32,128}$/.test(text) },
};

function isPrincipalType(type: string): type is PrincipalType {
  return Object.hasOwn(FORMS, type);
}

function invalid(path: string, expected: string, got: string, type: string, name: string): PolicyError {
  return new PolicyError({ path, expected, got, awsMessage: `Invalid principal in policy: "${type}":${name}` });
}

function empty(path: string, kind: PolicyKind): PolicyError {
  const awsMessage = kind === 'trust' ? 'Missing required field Principal cannot be empty!' : 'Invalid principal in policy';
  return new PolicyError({ path, expected: 'at least one principal', got: 'none', awsMessage });
}
