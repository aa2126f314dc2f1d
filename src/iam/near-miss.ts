import { type CompiledStatement, compiled } from './compile.ts';
import { refer, type Saying } from './layers.ts';
import { principalName } from './principal.ts';
import { denies, reachOf } from './principal-match.ts';
import type { Asked } from './request.ts';
import type { AttachedPolicy, Decision, Layer, NearMiss, PoliciesInForce, PrincipalElement, StatementRef } from './types.ts';

/**
 * Statements that failed on exactly one element: for a denial by omission the Allows that nearly allowed, in the layers that did not
 * allow; for an allowance the Denys that nearly denied. An explicit deny needs none: its statement says it all.
 */
export function findNearMisses(
  asked: Asked,
  policies: PoliciesInForce,
  verdict: { readonly outcome: Decision['outcome']; readonly layer: Layer },
  sayings: readonly Saying[],
): readonly NearMiss[] {
  if (verdict.outcome === 'explicitDeny') return [];
  const effect = verdict.outcome === 'allowed' ? 'Deny' : 'Allow';
  const silent = new Set(sayings.filter((saying) => effect === 'Deny' || saying.reach === 'none').map((saying) => saying.layer));
  const hasBoundary = (policies.boundary ?? []).length > 0;
  const found: NearMiss[] = [];
  for (const [layer, attached] of policiesByLayer(policies, sayings)) {
    if (!silent.has(layer)) continue;
    for (const policy of attached) {
      for (const statement of compiled(policy.document).statements) {
        if (statement.source.effect !== effect) continue;
        const miss = nearMiss(statement, asked, hasBoundary, () => refer(layer, policy, statement));
        if (miss !== undefined) found.push(miss);
      }
    }
  }
  return found.toSorted((one, other) => rank(one, verdict.layer) - rank(other, verdict.layer));
}

const TELLING: readonly NearMiss['element'][] = ['Condition', 'Resource', 'Principal', 'Action'];

/** The deciding layer first, then the element that teaches most. */
function rank(miss: NearMiss, layer: Layer): number {
  return (miss.statement.layer === layer ? 0 : 10) + TELLING.indexOf(miss.element);
}

function policiesByLayer(policies: PoliciesInForce, sayings: readonly Saying[]): [Layer, readonly AttachedPolicy[]][] {
  const kind = sayings.find(({ layer }) => layer === 'resource' || layer === 'trust' || layer === 'keyPolicy')?.layer;
  return [
    ['rcp', (policies.rcp ?? []).flatMap((level) => level.policies)],
    ['scp', (policies.scp ?? []).flatMap((level) => level.policies)],
    ['vpcEndpoint', policies.vpcEndpoint ?? []],
    [kind ?? 'resource', policies.resource === undefined ? [] : [policies.resource]],
    ['identity', policies.identity ?? []],
    ['boundary', policies.boundary ?? []],
    ['session', policies.session ?? []],
  ];
}

function nearMiss(statement: CompiledStatement, asked: Asked, hasBoundary: boolean, reference: () => StatementRef): NearMiss | undefined {
  const { source } = statement;
  const principal = source.effect === 'Deny' ? denies(source, asked.principal, hasBoundary) : reachOf(source, asked.principal) !== 'none';
  const action = statement.matchesAction(asked.action);
  const resource = statement.matchesResource(asked);
  const failing = statement.conditions.filter((condition) => !condition.holds(asked.key));
  if (Number(!principal) + Number(!action) + Number(!resource) + failing.length !== 1) return undefined;
  if (!principal) {
    const element = source.principal ?? source.notPrincipal;
    const got = principalName(asked.principal);
    return { statement: reference(), element: 'Principal', expected: principalTexts(element), got, ...negated(source.notPrincipal) };
  }
  if (!action) {
    const expected = source.action ?? source.notAction ?? [];
    const sameService = expected.some((text) => text.toLowerCase().startsWith(`${asked.service}:`));
    if (!sameService) return undefined;
    return { statement: reference(), element: 'Action', expected, got: asked.actionName, ...negated(source.notAction) };
  }
  if (!resource) {
    const expected = source.resource ?? source.notResource ?? [];
    return { statement: reference(), element: 'Resource', expected, got: asked.resource.text, ...negated(source.notResource) };
  }
  const [condition] = failing;
  if (condition === undefined) return undefined;
  const { operator, key, values } = condition.source;
  const got = asked.key(key.toLowerCase())?.join(', ');
  return {
    statement: reference(),
    element: 'Condition',
    expected: values,
    ...(got === undefined ? {} : { got }),
    condition: { operator, key },
  };
}

function negated(element: unknown): { negated?: true } {
  return element === undefined ? {} : { negated: true };
}

function principalTexts(element: PrincipalElement | undefined): readonly string[] {
  if (element === undefined) return [];
  if (element.everyone) return ['*'];
  return [...element.AWS, ...element.Service, ...element.Federated, ...element.CanonicalUser];
}
