import type { Decision, NearMiss } from './types.ts';

/** Why a request was refused, in the classes that findings are sorted by. */
export type ReasonClass =
  | 'explicitDeny'
  | 'blockedByRcp'
  | 'blockedByScp'
  | 'blockedByVpcEndpoint'
  | 'blockedByBlockPublicAccess'
  | 'blockedByBoundary'
  | 'blockedBySession'
  | 'conditionKeyAbsent'
  | 'conditionValueDiffers'
  | 'resourceNotMatched'
  | 'principalNotMatched'
  | 'actionNotMatched';

/** The class of a denial; undefined for an allowance. */
export function reasonOf(decision: Decision): ReasonClass | undefined {
  if (decision.outcome === 'allowed') return undefined;
  if (decision.outcome === 'explicitDeny') return 'explicitDeny';
  switch (decision.layer) {
    case 'rcp':
      return 'blockedByRcp';
    case 'scp':
      return 'blockedByScp';
    case 'vpcEndpoint':
      return 'blockedByVpcEndpoint';
    case 'blockPublicAccess':
      return 'blockedByBlockPublicAccess';
    case 'boundary':
      return 'blockedByBoundary';
    case 'session':
      return 'blockedBySession';
    default:
      return ofMiss(nearest(decision));
  }
}

/** The near miss that tells most: one of the layer that decided. */
export function nearest(decision: Decision): NearMiss | undefined {
  return decision.nearMisses.find((miss) => miss.statement.layer === decision.layer);
}

function ofMiss(miss: NearMiss | undefined): ReasonClass {
  if (miss === undefined || miss.element === 'Action') return 'actionNotMatched';
  if (miss.element === 'Resource') return 'resourceNotMatched';
  if (miss.element === 'Principal') return 'principalNotMatched';
  return miss.got === undefined ? 'conditionKeyAbsent' : 'conditionValueDiffers';
}
