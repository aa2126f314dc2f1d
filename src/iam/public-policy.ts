import { parseOperator } from './operators.ts';
import type { Condition, PolicyDocument, Statement } from './types.ts';
import { parseIp } from './values.ts';

/**
 * Does S3 take the bucket policy for public? It does where an Allow for everyone is not bound to fixed values.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublicPolicy(document: PolicyDocument): boolean {
  return document.statements.some(isPublic);
}

/** The statements that make it public. */
export function publicStatements(document: PolicyDocument): readonly Statement[] {
  return document.statements.filter(isPublic);
}

const BINDING_KEYS = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:resourceorgid',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

function isPublic(statement: Statement): boolean {
  return statement.effect === 'Allow' && statement.principal?.everyone === true && !statement.conditions.some(binds);
}

function binds(condition: Condition): boolean {
  const operator = parseOperator(condition.operator);
  if (operator === undefined || operator.negated || operator.ifExists || operator.quantifier === 'all') return false;
  const key = condition.key.toLowerCase();
  if (condition.values.length === 0) return false;
  if (operator.comparison === 'ip') return key === 'aws:sourceip' && condition.values.every(isNarrow);
  if (!['equals', 'equalsIgnoreCase', 'like', 'arn'].includes(operator.comparison) || !BINDING_KEYS.has(key)) return false;
  const wild = operator.comparison === 'like' || operator.comparison === 'arn';
  return condition.values.every((value) => !value.includes('${') && !(wild && isOpen(value, key)));
}

/** A wildcard is fixed enough only where the account stays fixed (`arn:aws:iam::111122223333:role/*`, `AROAEXAMPLE:*`, an access point). */
function isOpen(value: string, key: string): boolean {
  if (!/[*?]/.test(value)) return false;
  if (key === 'aws:userid') return !/^AROA[A-Z0-9]{12,}:\*$/.test(value);
  return !/^\d{12}$/.test(value.split(':')[4] ?? '');
}

/** Not the whole internet: AWS takes ranges wider than /8 (IPv4) and /32 (IPv6) for public. */
function isNarrow(value: string): boolean {
  const range = parseIp(value);
  return range !== undefined && range.bits >= (range.words.length === 2 ? 8 : 32);
}
