import { expandAction, findAction, parsePolicy, PolicyError } from '../../../iam/index.ts';
import type { PolicyDocument, Statement } from '../../../iam/types.ts';
import { AwsError } from '../../wire/aws-error.ts';

const MOST_BYTES = 20_480;

/**
 * Reads a bucket policy as it is put. Throws `MalformedPolicy` in S3's sentences, which are not those of IAM.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export function parseBucketPolicy(text: string, bucket: string): PolicyDocument {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw new AwsError('PolicyTooLarge', `The policy exceeds the maximum allowed document size of ${MOST_BYTES} bytes.`, 400);
  }
  if (!text.startsWith('{')) throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  if (!isJson(text)) throw malformedPolicy('This policy contains invalid Json');
  const document = parse(text);
  for (const statement of document.statements) {
    checkActions(statement);
    checkResources(statement, bucket);
    checkFit(statement);
  }
  return document;
}

/** What S3 says of a principal that does not exist. */
export function invalidPrincipal(principal: string): AwsError {
  return malformedPolicy('Invalid principal in policy', `"AWS" : "${principal}"`);
}

function parse(text: string): PolicyDocument {
  try {
    return parsePolicy(text, 'resource');
  } catch (error) {
    if (error instanceof PolicyError) throw malformedPolicy(sentenceOf(error), error.got);
    throw error;
  }
}

function sentenceOf({ path, awsMessage }: PolicyError): string {
  const element = /(\w+)(?:\[\d+\])?$/.exec(path)?.[1] ?? '';
  const missing = /^Missing required field (\w+)/.exec(awsMessage);
  if (missing !== null) return `Missing required field ${missing[1]}`;
  if (awsMessage === 'Policy statement must contain actions.') return 'Missing required field Action';
  if (awsMessage === 'Policy statement must contain resources.') return 'Missing required field Resource';
  if (/Principal/.test(path)) return 'Invalid principal in policy';
  if (/Condition/.test(path)) return 'Policy has an invalid condition key';
  if (element === 'Resource' || element === 'NotResource') return 'Policy has invalid resource';
  if (element === 'Action' || element === 'NotAction') return 'Policy has invalid action';
  if (element === 'Version') return 'The policy must contain a valid version string';
  return 'Invalid policy syntax.';
}

function checkActions({ action, notAction }: Statement): void {
  for (const name of [...(action ?? []), ...(notAction ?? [])]) {
    if (name !== '*' && expandAction(name).every((known) => !known.startsWith('s3:')))
      throw malformedPolicy('Policy has invalid action', name);
  }
}

/** A bucket policy speaks of its own bucket and what is in it. */
function checkResources({ resource, notResource }: Statement, bucket: string): void {
  for (const arn of [...(resource ?? []), ...(notResource ?? [])]) {
    const [, named] = /^arn:aws:s3:::([^/]*)/.exec(arn) ?? [];
    // A wildcard behind the bucket's name takes in its objects: `lab-photos*`.
    const own = arn === '*' || named === bucket || (named?.startsWith(bucket) === true && /^[*?]+$/.test(named.slice(bucket.length)));
    if (!own) throw malformedPolicy('Policy has invalid resource', arn);
  }
}

/** `s3:GetObject` on a bucket without `/*` is refused: there is no resource in the statement that it could mean. */
function checkFit({ action, resource }: Statement): void {
  for (const name of action ?? []) {
    if (/[*?]/.test(name) || resource === undefined) continue;
    const types = findAction(name)?.resourceTypes ?? [];
    if (!resource.some((arn) => types.some((type) => fits(arn, type.name)))) {
      throw malformedPolicy('Action does not apply to any resource(s) in statement');
    }
  }
}

function fits(arn: string, type: string): boolean {
  if (arn === '*') return true;
  const isObject = arn.includes('/');
  if (type === 'bucket') return !isObject;
  return type === 'object' && (isObject || arn.endsWith('*'));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function malformedPolicy(message: string, detail?: string): AwsError {
  return new AwsError('MalformedPolicy', message, 400, detail === undefined ? {} : { Detail: detail });
}
