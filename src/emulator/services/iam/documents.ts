import { parsePolicy, PolicyError } from '../../../iam/index.ts';
import type { PolicyDocument, PolicyKind } from '../../../iam/types.ts';
import { malformedPolicyDocument } from './errors.ts';

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

/** The size that quotas of policies count: white space is free. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function policySize(text: string): number {
  return text.replaceAll(/\s/g, '').length;
}
