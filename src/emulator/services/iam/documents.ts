import { parsePolicy, PolicyError, policySizeFault } from '../../../iam/index.ts';
import type { PolicyDocument, PolicyKind } from '../../../iam/types.ts';
import { limitExceeded, malformedPolicyDocument } from './errors.ts';

/** Parses a document that a call brings; throws `MalformedPolicyDocument` in AWS's words. */
export function checkDocument(kind: PolicyKind, text: string): PolicyDocument {
  try {
    return parsePolicy(text, kind);
  } catch (error) {
    if (error instanceof PolicyError) throw malformedPolicyDocument(error.awsMessage);
    throw error;
  }
}

/** Documents come back as RFC 3986 percent-encoded text, as IAM gives them. */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Throws `LimitExceeded` for a document that is too long for what it is to hang on; inline policies count together. */
export function checkSize(text: string, kind: PolicyKind, held: Parameters<typeof policySizeFault>[2] = {}): void {
  const fault = policySizeFault(text, kind, held);
  if (fault !== undefined) throw limitExceeded(fault.awsMessage);
}
