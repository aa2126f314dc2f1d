import type { IamState } from './state.ts';
import type { PolicyUse } from './views.ts';

export interface PolicyUses {
  of(policyArn: string): PolicyUse;
}

/** Counts in one pass how often each managed policy is attached and how often it is a boundary. */
export function policyUses(state: IamState): PolicyUses {
  const attached = new Map<string, number>();
  const boundary = new Map<string, number>();
  const bounded = [...state.users.all(), ...state.roles.all()];
  for (const { attachedPolicies } of [...bounded, ...state.groups.all()]) for (const arn of attachedPolicies) count(attached, arn);
  for (const entity of bounded) if (entity.boundary !== undefined) count(boundary, entity.boundary);
  return { of: (arn) => ({ attached: attached.get(arn) ?? 0, boundary: boundary.get(arn) ?? 0 }) };
}

function count(counts: Map<string, number>, arn: string): void {
  counts.set(arn, (counts.get(arn) ?? 0) + 1);
}
