import { deflateRawSync } from 'node:zlib';

import { parsePolicy, PolicyError } from '../../../iam/index.ts';
import type { AttachedPolicy, PolicyDocument } from '../../../iam/types.ts';
import type { AccountStore } from '../../store/types.ts';
import { AwsError } from '../../wire/aws-error.ts';
import { defaultVersion, findManagedPolicy } from '../iam/managed-policies.ts';
import { iamState } from '../iam/state.ts';
import { validationError } from './errors.ts';
import type { SessionPolicies, SessionRecord } from './state.ts';

const MOST_ARNS = 10;
/** AWS does not say how it packs policies and tags; here it is DEFLATE into this many bytes. */
const PACKED_BYTES = 2048;

/**
 * Reads the `Policy` and `PolicyArns` of a call; undefined where it has neither.
 * Throws `MalformedPolicyDocument`, and `ValidationError` for managed policies that the account does not have.
 */
export function readSessionPolicies(
  input: { readonly Policy?: string | undefined; readonly PolicyArns?: readonly { readonly arn?: string | undefined }[] | undefined },
  account: AccountStore,
): SessionPolicies | undefined {
  const arns = (input.PolicyArns ?? []).map(({ arn = '' }) => arn);
  if (input.Policy === undefined && arns.length === 0) return undefined;
  if (input.Policy !== undefined) parseSessionPolicy(input.Policy);
  if (arns.length > MOST_ARNS) {
    throw validationError(
      `1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to ${MOST_ARNS}`,
    );
  }
  const unknown = arns.find((arn) => findManagedPolicy(iamState(account), arn) === undefined);
  if (unknown !== undefined) throw validationError(`Policy ${unknown} does not exist or is not attachable.`);
  return input.Policy === undefined ? { arns } : { inline: input.Policy, arns };
}

/**
 * How much of the allotted space policies and tags take, in percent; undefined where there are none.
 * Throws `PackedPolicyTooLarge`.
 */
export function packedSize(
  policies: SessionPolicies | undefined,
  tags: readonly { readonly key: string; readonly value: string }[],
): number | undefined {
  if (policies === undefined && tags.length === 0) return undefined;
  const text = JSON.stringify([policies?.inline ?? '', policies?.arns ?? [], tags.map(({ key, value }) => [key, value])]);
  const percent = Math.ceil((deflateRawSync(text).length / PACKED_BYTES) * 100);
  if (percent > 100)
    throw new AwsError('PackedPolicyTooLarge', `Packed size of session policies and tags consumes ${percent}% of allotted space.`, 400);
  return percent;
}

/** The session policies in force; undefined for a session that was not narrowed. A managed policy counts as it is now. */
export function policiesOfSession(record: SessionRecord, account: AccountStore): AttachedPolicy[] | undefined {
  const { policies, of } = record;
  if (policies === undefined) return of.type === 'federated' ? [] : undefined;
  const attachedTo = `session ${sessionName(record)}`;
  const managed = policies.arns.flatMap((arn) => managedPolicy(arn, attachedTo, account));
  return policies.inline === undefined
    ? managed
    : [{ name: 'session policy', attachedTo, document: inlineDocument(policies, policies.inline) }, ...managed];
}

// Records are never changed in place: what was parsed from one holds for as long as it is the record in force.
const parsed = new WeakMap<object, PolicyDocument>();

function inlineDocument(policies: SessionPolicies, text: string): PolicyDocument {
  const document = parsed.get(policies) ?? parseSessionPolicy(text);
  parsed.set(policies, document);
  return document;
}

function managedPolicy(arn: string, attachedTo: string, account: AccountStore): AttachedPolicy[] {
  const policy = findManagedPolicy(iamState(account), arn);
  if (policy === undefined) return [];
  const version = defaultVersion(policy);
  const document = parsed.get(version) ?? parseSessionPolicy(version.document);
  parsed.set(version, document);
  return [{ name: policy.name, arn, attachedTo, document }];
}

function parseSessionPolicy(text: string): PolicyDocument {
  try {
    return parsePolicy(text, 'session');
  } catch (error) {
    if (error instanceof PolicyError) throw new AwsError('MalformedPolicyDocument', error.awsMessage, 400);
    throw error;
  }
}

function sessionName({ of, accessKeyId }: SessionRecord): string {
  if (of.type === 'role') return of.sessionName;
  return of.type === 'federated' ? of.name : accessKeyId;
}
