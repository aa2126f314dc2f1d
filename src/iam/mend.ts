import { applyChanges, principalJson, type Situation } from './change.ts';
import { optionsFor, otherRequests, placeOf, statementAt } from './change-options.ts';
import { evaluate } from './evaluate.ts';
import { LAYERS } from './layers.ts';
import { publicStatements } from './public-policy.ts';
import type { AccessRequest, AttachedPolicy, Change, ChangePlace, Decision, Layer, PoliciesInForce } from './types.ts';

/**
 * The smallest change after which a request is allowed, step by step: where a statement came close, that statement; else a new one. A
 * condition that the request can meet is met by the request. Empty for what is allowed; undefined where no policy could allow it.
 */
export function changesFor(request: AccessRequest, policies: PoliciesInForce): readonly Change[] | undefined {
  const made: Change[] = [];
  let now: Situation = { request, policies };
  for (;;) {
    const decision = evaluate(now.request, now.policies);
    if (decision.outcome === 'allowed') return withoutNeedless({ request, policies }, made);
    const step = decision.outcome === 'explicitDeny' ? liftDeny(now, decision) : letPass(now, decision.layer);
    if (step === undefined) return undefined;
    made.push(...step);
    now = applyChanges(now, step);
  }
}

/** A later step can do what an earlier one was for. */
function withoutNeedless(start: Situation, changes: readonly Change[]): readonly Change[] {
  for (const change of changes) {
    const fewer = changes.filter((one) => one !== change);
    const { request, policies } = applyChanges(start, fewer);
    if (evaluate(request, policies).outcome === 'allowed') return withoutNeedless(start, fewer);
  }
  return changes;
}

function isFurther(decision: Decision, layer: Layer): boolean {
  if (decision.outcome === 'allowed') return true;
  return decision.outcome === 'implicitDeny' && LAYERS.indexOf(decision.layer) > LAYERS.indexOf(layer);
}

function liftDeny(now: Situation, decision: Decision): readonly Change[] | undefined {
  const [ref] = decision.matched;
  if (ref === undefined) return undefined;
  const statement = statementAt(now.policies, ref);
  const before = denials(decision);
  const options = [
    ...(statement === undefined ? [] : otherRequests(now.request, ref, statement)),
    { ...placeOf(ref), element: 'Statement', remove: true } as const,
  ];
  const found = options.find((option) => {
    const { request, policies } = applyChanges(now, [option]);
    return denials(evaluate(request, policies)) < before;
  });
  return found === undefined ? undefined : [found];
}

function denials({ layers }: Decision): number {
  return layers.reduce((sum, { verdict, by }) => sum + (verdict === 'explicitDeny' ? by.length : 0), 0);
}

/** Lets a request pass a layer: each of its parts that must allow is asked, and changed, for itself. */
function letPass(now: Situation, layer: Layer): readonly Change[] | undefined {
  if (layer === 'blockPublicAccess') return unblock(now);
  // What one part asks of the request can stand against another part: then documents alone are changed.
  return passing(now, layer, () => true) ?? passing(now, layer, ({ element }) => element !== 'Request');
}

function passing(now: Situation, layer: Layer, may: (change: Change) => boolean): readonly Change[] | undefined {
  const changes: Change[] = [];
  let { request } = now;
  for (const part of partsOf(now.policies, layer)) {
    const decision = evaluate(request, part.policies);
    if (decision.outcome === 'explicitDeny' || isFurther(decision, layer)) continue;
    const situation = { request, policies: part.policies };
    const found = optionsFor(situation, decision, part.place).find((option) => {
      if (!may(option)) return false;
      const changed = applyChanges(situation, [option]);
      return isFurther(evaluate(changed.request, changed.policies), layer) && !isDenied(changed.request, now.policies);
    });
    if (found === undefined) return undefined;
    changes.push(found);
    ({ request } = applyChanges(situation, [found]));
  }
  const after = applyChanges(now, changes);
  return changes.length > 0 && isFurther(evaluate(after.request, after.policies), layer) ? changes : undefined;
}

function isDenied(request: AccessRequest, policies: PoliciesInForce): boolean {
  return evaluate(request, policies).outcome === 'explicitDeny';
}

interface Part {
  /** All policies, of the layer only those of this part. */
  readonly policies: PoliciesInForce;
  /** Where a new statement goes. */
  readonly place: ChangePlace;
}

/** Every level of an organization must allow, every boundary and every endpoint; of other layers one policy is enough. */
function partsOf(policies: PoliciesInForce, layer: Layer): readonly Part[] {
  const inPolicy = (policy: AttachedPolicy | undefined): ChangePlace =>
    policy === undefined
      ? { layer }
      : { layer, policy: policy.name, ...(policy.arn === undefined ? {} : { policyArn: policy.arn }), attachedTo: policy.attachedTo };
  switch (layer) {
    case 'scp':
      return (policies.scp ?? []).map((level) => ({ policies: { ...policies, scp: [level] }, place: { layer, level: level.name } }));
    case 'boundary':
      return (policies.boundary ?? []).map((policy) => ({ policies: { ...policies, boundary: [policy] }, place: inPolicy(policy) }));
    case 'vpcEndpoint':
      return (policies.vpcEndpoint ?? []).map((policy) => ({ policies: { ...policies, vpcEndpoint: [policy] }, place: inPolicy(policy) }));
    case 'resource':
    case 'trust':
    case 'keyPolicy':
      return [{ policies, place: inPolicy(policies.resource) }];
    case 'session':
      return [{ policies, place: inPolicy(policies.session?.[0]) }];
    default:
      return [{ policies, place: { layer } }];
  }
}

/** Only who is named can come in where Block Public Access is on; nobody can be named who does not sign. */
function unblock({ request, policies }: Situation): readonly Change[] | undefined {
  const { resource } = policies;
  if (resource === undefined) return undefined;
  if (request.principal.type === 'Anonymous' || request.principal.type === 'Federated') {
    return [{ layer: 'blockPublicAccess', element: 'BlockPublicAccess', remove: true }];
  }
  const add = principalJson(request.principal);
  return publicStatements(resource.document).map(({ index, sid }) => ({
    layer: 'resource',
    policy: resource.name,
    ...(resource.arn === undefined ? {} : { policyArn: resource.arn }),
    attachedTo: resource.attachedTo,
    statement: index,
    ...(sid === undefined ? {} : { sid }),
    element: 'Principal',
    add,
    instead: true,
  }));
}
