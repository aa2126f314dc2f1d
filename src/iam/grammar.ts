import type { PolicyKind } from './types.ts';

/** What may stand in a statement of a kind of document. */
export interface Grammar {
  readonly principal: 'required' | 'forbidden';
  readonly notPrincipal: boolean;
  readonly resource: 'required' | 'forbidden';
  readonly notAction: boolean;
  /** Sids: unique, letters and digits only. */
  readonly strictSids: boolean;
}

const IDENTITY: Grammar = { principal: 'forbidden', notPrincipal: false, resource: 'required', notAction: true, strictSids: true };
const RESOURCE: Grammar = { principal: 'required', notPrincipal: true, resource: 'required', notAction: true, strictSids: false };

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export const GRAMMARS: Readonly<Record<PolicyKind, Grammar>> = {
  identity: IDENTITY,
  boundary: IDENTITY,
  session: IDENTITY,
  scp: IDENTITY,
  rcp: { ...RESOURCE, notPrincipal: false, notAction: false },
  resource: RESOURCE,
  vpcEndpoint: RESOURCE,
  keyPolicy: RESOURCE,
  trust: { ...RESOURCE, resource: 'forbidden', notPrincipal: false, strictSids: true },
};

/** Documents that hang on a user, a group, a role or an organization: they never say who. */
export const KIND_IN_WORDS: Readonly<Record<PolicyKind, string>> = {
  identity: 'an identity-based policy',
  boundary: 'a permissions boundary',
  session: 'a session policy',
  scp: 'a service control policy',
  rcp: 'a resource control policy',
  resource: 'a resource-based policy',
  vpcEndpoint: 'a VPC endpoint policy',
  keyPolicy: 'a key policy',
  trust: 'a role trust policy',
};
