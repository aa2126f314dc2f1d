/** A policy document that AWS would refuse to store. Nothing is ever decided by such a document. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  /** Where in the document, e.g. `Statement[1].Effect`; empty for the document as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly got: string;
  /** What IAM says, in `MalformedPolicyDocument`. */
  readonly awsMessage: string;

  constructor(fault: { path: string; expected: string; got: string; awsMessage: string }) {
    super(`Expected ${fault.path === '' ? 'the policy' : `\`${fault.path}\``} to be ${fault.expected}, got ${fault.got}`);
    this.path = fault.path;
    this.expected = fault.expected;
    this.got = fault.got;
    this.awsMessage = fault.awsMessage;
  }
}

/** IAM's sentence for whatever does not follow the grammar. */
export const SYNTAX = 'Syntax errors in policy.';
/** IAM's sentence for what follows the grammar and yet cannot be read: the case of an Effect, a date, a short ARN. */
export const LEGACY = 'The policy failed legacy parsing';
