import type { PolicyDocument, PolicyKind, Statement } from '../types.ts';

/** Something about a policy that its author should know. `error`: it does not do what it says, or lets in whom it must not. */
export interface LintFinding {
  /** Its name, e.g. `unknown-action`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** Where in the document: `Statement[1].Action[0]`; empty for all of it. */
  readonly path: string;
  /** Of the text, from 1; absent where it has no such place. */
  readonly line?: number;
  readonly column?: number;
  readonly what: string;
  readonly mend: string;
  /** The AWS page that it follows. */
  readonly page: string;
}

/** A statement with its path in the document. */
export interface Placed {
  readonly statement: Statement;
  readonly path: string;
}

export interface Subject {
  readonly document: PolicyDocument;
  readonly kind: PolicyKind;
  readonly statements: readonly Placed[];
}

export type Rule = (subject: Subject) => readonly LintFinding[];

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';

/** The pages that rules follow. */
export const PAGES = {
  actions: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  checks: `${GUIDE}access-analyzer-reference-policy-checks.html`,
  conditionKeys: `${GUIDE}reference_policies_condition-keys.html`,
  deputy: `${GUIDE}confused-deputy.html`,
  grammar: `${GUIDE}reference_policies_grammar.html`,
  leastPrivilege: `${GUIDE}best-practices.html#grant-least-privilege`,
  mfa: `${GUIDE}id_credentials_mfa_configure-api-require.html`,
  multiValue: `${GUIDE}reference_policies_condition-single-vs-multi-valued-context-keys.html`,
  notAction: `${GUIDE}reference_policies_elements_notaction.html`,
  notPrincipal: `${GUIDE}reference_policies_elements_notprincipal.html`,
  notResource: `${GUIDE}reference_policies_elements_notresource.html`,
  oidc: `${GUIDE}id_roles_create_for-idp_oidc.html`,
  operators: `${GUIDE}reference_policies_elements_condition_operators.html`,
  passRole: `${GUIDE}id_roles_use_passrole.html`,
  principal: `${GUIDE}reference_policies_elements_principal.html`,
  quotas: `${GUIDE}reference_iam-quotas.html`,
  thirdParty: `${GUIDE}id_roles_common-scenarios_third-party.html`,
  variables: `${GUIDE}reference_policies_variables.html`,
  version: `${GUIDE}reference_policies_elements_version.html`,
} as const;

/** The entries of an element, each with its path. */
export function entriesOf(texts: readonly string[] | undefined, path: string): readonly { readonly text: string; readonly path: string }[] {
  return (texts ?? []).map((text, index) => ({ text, path: texts?.length === 1 ? path : `${path}[${index}]` }));
}
