import type { PolicyKind } from './types.ts';

/** What a document hangs on, where the size that AWS takes depends on it. */
export type Holder = 'managed' | 'user' | 'group' | 'role' | 'bucket' | 'queue' | 'topic' | 'function' | 'secret';

export interface SizeFault {
  readonly size: number;
  readonly limit: number;
  /** The service's own sentence. */
  readonly awsMessage: string;
}

/**
 * Is the document too long to be stored? Undefined where it is not, and where AWS sets no limit. Inline policies count together: give
 * the texts of the others.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 */
export function policySizeFault(
  text: string,
  kind: PolicyKind,
  held: { readonly by?: Holder; readonly name?: string; readonly others?: readonly string[] } = {},
): SizeFault | undefined {
  const rule = ruleFor(kind, held.by);
  if (rule === undefined) return undefined;
  const size = [text, ...(held.others ?? [])].reduce((sum, one) => sum + policySize(one, rule.counts), 0);
  return size <= rule.limit ? undefined : { size, limit: rule.limit, awsMessage: rule.says(rule.limit, held) };
}

/** How long such a document may be; undefined where AWS sets no limit. */
export function policySizeLimit(kind: PolicyKind, by?: Holder): number | undefined {
  return ruleFor(kind, by)?.limit;
}

/** IAM counts characters without white space, other services count bytes as they came. */
export function policySize(text: string, counts: 'characters' | 'all' | 'bytes' = 'characters'): number {
  if (counts === 'bytes') return new TextEncoder().encode(text).length;
  return counts === 'all' ? text.length : text.replaceAll(/\s/g, '').length;
}

interface SizeRule {
  readonly limit: number;
  readonly counts: 'characters' | 'all' | 'bytes';
  readonly says: (limit: number, held: { readonly by?: Holder; readonly name?: string }) => string;
}

const quota = (name: string) => (limit: number) => `Cannot exceed quota for ${name}: ${limit}`;
const inline = (limit: number, held: { readonly by?: Holder; readonly name?: string }) =>
  `Maximum policy size of ${limit} bytes exceeded for ${held.by ?? 'role'} ${held.name ?? ''}`.trimEnd();
const tooLong = (what: string) => (limit: number) => `${what} exceeds the maximum size of ${limit} bytes`;

const MANAGED: SizeRule = { limit: 6144, counts: 'characters', says: quota('PolicySize') };

const INLINE: Partial<Record<Holder, SizeRule>> = {
  managed: MANAGED,
  user: { limit: 2048, counts: 'characters', says: inline },
  group: { limit: 5120, counts: 'characters', says: inline },
  role: { limit: 10_240, counts: 'characters', says: inline },
};

const ON_RESOURCE: Partial<Record<Holder, SizeRule>> = {
  bucket: { limit: 20_480, counts: 'bytes', says: (limit) => `The policy exceeds the maximum allowed document size of ${limit} bytes.` },
  function: { limit: 20_480, counts: 'bytes', says: () => 'The final policy size is bigger than the limit (20480).' },
  secret: { limit: 20_480, counts: 'all', says: tooLong('The resource policy') },
};

const BY_KIND: Partial<Record<PolicyKind, SizeRule>> = {
  boundary: MANAGED,
  trust: { limit: 2048, counts: 'characters', says: quota('ACLSizePerRole') },
  session: { limit: 2048, counts: 'all', says: tooLong('The session policy') },
  keyPolicy: { limit: 32_768, counts: 'bytes', says: quota('Key policy document size') },
  // Doubled on 15 May 2026.
  scp: { limit: 10_240, counts: 'all', says: tooLong('The service control policy') },
  rcp: { limit: 5120, counts: 'all', says: tooLong('The resource control policy') },
  vpcEndpoint: { limit: 20_480, counts: 'characters', says: tooLong('The endpoint policy') },
};

function ruleFor(kind: PolicyKind, by: Holder | undefined): SizeRule | undefined {
  if (kind === 'identity') return INLINE[by ?? 'managed'] ?? MANAGED;
  if (kind === 'resource') return by === undefined ? undefined : ON_RESOURCE[by];
  return BY_KIND[kind];
}
