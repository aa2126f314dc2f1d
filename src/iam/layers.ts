import { type CompiledStatement, compiled, conditionsHold } from './compile.ts';
import { denies, type Reach, reachOf, strongest } from './principal-match.ts';
import type { Asked } from './request.ts';
import type { AttachedPolicy, Layer, OrganizationLevel, StatementRef } from './types.ts';

/** In the order in which AWS asks them, once no explicit deny stands. */
export const LAYERS: readonly Layer[] = [
  'rcp',
  'scp',
  'vpcEndpoint',
  'blockPublicAccess',
  'resource',
  'trust',
  'keyPolicy',
  'grant',
  'identity',
  'boundary',
  'session',
];

/** What the policies of one layer say about a request. */
export interface Saying {
  readonly layer: Layer;
  readonly denied: readonly StatementRef[];
  readonly allowed: readonly StatementRef[];
  /** How the allowing statements reach the caller. */
  readonly reach: Reach;
}

/** Asks every policy of a layer: any Deny, any Allow. */
export function hear(layer: Layer, policies: readonly AttachedPolicy[], asked: Asked, hasBoundary = false): Saying {
  const denied: StatementRef[] = [];
  const allowed: StatementRef[] = [];
  let reach: Reach = 'none';
  for (const policy of policies) {
    for (const statement of compiled(policy.document).forAction(asked.action)) {
      if (!statement.matchesResource(asked)) continue;
      const { source } = statement;
      const own = source.effect === 'Allow' ? reachOf(source, asked.principal) : 'none';
      const speaks = source.effect === 'Allow' ? own !== 'none' : denies(source, asked.principal, hasBoundary);
      if (!speaks || !conditionsHold(statement, asked)) continue;
      reach = strongest(reach, own);
      (source.effect === 'Allow' ? allowed : denied).push(refer(layer, policy, statement));
    }
  }
  return { layer, denied, allowed, reach };
}

/** Organization policies: each level from the root down must allow. */
export function hearLevels(layer: 'scp' | 'rcp', levels: readonly OrganizationLevel[], asked: Asked): Saying {
  const heard = levels.map((level) => hear(layer, level.policies, asked));
  const everyLevel = layer === 'rcp' || heard.every((saying) => saying.allowed.length > 0);
  return {
    layer,
    denied: heard.flatMap((saying) => saying.denied),
    allowed: everyLevel ? heard.flatMap((saying) => saying.allowed) : [],
    // No RCP of one's own can allow: RCPFullAWSAccess does so everywhere, and cannot be taken off.
    reach: everyLevel ? 'direct' : 'none',
  };
}

/**
 * Every endpoint on the way must allow, and every boundary. In an endpoint policy an account as Principal is its root user alone.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function hearEach(layer: 'vpcEndpoint' | 'boundary', policies: readonly AttachedPolicy[], asked: Asked): Saying {
  const heard = policies.map((policy) => hear(layer, [policy], asked));
  const all = heard.every((saying) => saying.reach === 'direct' || saying.reach === 'role');
  return {
    layer,
    denied: heard.flatMap((saying) => saying.denied),
    allowed: all ? heard.flatMap((saying) => saying.allowed) : [],
    reach: all ? 'direct' : 'none',
  };
}

/** Names a statement so that a person finds it. */
export function refer(layer: Layer, policy: AttachedPolicy, statement: CompiledStatement): StatementRef {
  const { index, sid, effect } = statement.source;
  return {
    layer,
    policy: policy.name,
    ...(policy.arn === undefined ? {} : { policyArn: policy.arn }),
    attachedTo: policy.attachedTo,
    index,
    ...(sid === undefined ? {} : { sid }),
    effect,
  };
}
