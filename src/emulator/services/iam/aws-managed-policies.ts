import { createHash } from 'node:crypto';
import published from './aws-managed-policies.json' with { type: 'json' };
import type { PolicyRecord } from './records.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const UNIQUE_PART = 17;

let policies: ReadonlyMap<string, PolicyRecord> | undefined;

/**
 * The policies that AWS manages, by name, word for word as AWS publishes them; of each only the version that is its default.
 * Not all of AWS's policies are here. `scripts/managed-policies.ts` writes the list.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export function awsManagedPolicies(): ReadonlyMap<string, PolicyRecord> {
  policies ??= new Map(published.map((policy) => [policy.name, recordOf(policy)]));
  return policies;
}

function recordOf({ name, path, created, updated, version, document }: (typeof published)[number]): PolicyRecord {
  const createDate = new Date(created).toISOString();
  const updateDate = new Date(updated).toISOString();
  return {
    name,
    id: idOf(name),
    path,
    createDate,
    updateDate,
    tags: [],
    versions: [{ id: version, createDate: updateDate, document }],
    defaultVersion: version,
    nextVersion: Number(version.slice(1)) + 1,
  };
}

// AWS's own ids of these policies are not published as a list: ours are made from the names, the same everywhere.
function idOf(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, UNIQUE_PART);
  return `ANPA${Array.from(bytes, (byte) => BASE32[byte % 32]).join('')}`;
}
