import { applyChanges, literal, principalJson, type Situation } from './change.ts';
import { compiled } from './compile.ts';
import { compileCondition } from './condition.ts';
import type { Filling } from './examples.ts';
import { valuesFor } from './meeting.ts';
import { principalKey } from './principal.ts';
import { ask } from './request.ts';
import type {
  AccessRequest,
  AttachedPolicy,
  Change,
  ChangePlace,
  Decision,
  Layer,
  NearMiss,
  PoliciesInForce,
  Statement,
  StatementJson,
  StatementRef,
} from './types.ts';
import { isGiven } from './witnesses.ts';

/** What may let a request pass, in a layer or a part of one: statements that came close first, a new one last. */
export function optionsFor(now: Situation, decision: Decision, place: ChangePlace): readonly Change[] {
  const near = decision.nearMisses.filter(({ statement }) => statement.layer === place.layer);
  const mends = near.flatMap((miss): readonly Change[] => {
    const change = changeOfMiss(miss, now.request);
    if (change !== undefined) return asWritten(change);
    if (miss.element !== 'Condition') return [];
    const statement = statementAt(now.policies, miss.statement);
    return statement === undefined ? [] : otherRequests(now.request, miss.statement, statement);
  });
  return [...mends, { ...place, element: 'Statement', add: allowOf(now.request, place.layer) }, ...inOldLanguage(now.request, place)];
}

/** What a near miss asks for, as far as the decision alone tells it. */
export function changeOfMiss(miss: NearMiss, { principal, resource, action }: AccessRequest): Change | undefined {
  const place = placeOf(miss.statement);
  if (miss.negated || miss.element === 'Condition') return undefined;
  if (miss.element === 'Action') return { ...place, element: 'Action', add: action };
  if (miss.element === 'Principal') return { ...place, element: 'Principal', add: principalJson(principal) };
  // A star would open the other actions of the statement to everything.
  return resource === '*' ? undefined : { ...place, element: 'Resource', add: literal(resource) };
}

/** The request with a value of the key that a near miss asks for; undefined where a request cannot choose it. */
export function requestMeeting({ condition, expected, statement }: NearMiss, request: AccessRequest): Change | undefined {
  if (condition === undefined) return undefined;
  const asked = { ...condition, values: expected };
  return otherRequests(request, statement, { conditions: [asked], effect: statement.effect }).find((change) => {
    const { key } = ask(applyChanges({ request, policies: {} }, [change]).request);
    return compileCondition(asked, '2012-10-17').holds(key) === (statement.effect === 'Allow');
  });
}

/** A new Allow of just this request, for the layer that lacks one. */
export function allowOf({ principal, action, resource }: AccessRequest, layer: Layer): StatementJson {
  const names = layer === 'resource' || layer === 'trust' || layer === 'keyPolicy' || layer === 'vpcEndpoint';
  return {
    Effect: 'Allow',
    ...(names ? { Principal: principalJson(principal) } : {}),
    Action: action,
    ...(layer === 'trust' ? {} : { Resource: resource === '*' ? '*' : literal(resource) }),
  };
}

export function placeOf({ layer, policy, policyArn, attachedTo, index, sid }: StatementRef): ChangePlace {
  return {
    layer,
    policy,
    ...(policyArn === undefined ? {} : { policyArn }),
    attachedTo,
    statement: index,
    ...(sid === undefined ? {} : { sid }),
  };
}

/** The request with other values of a key that the statement has a condition on. */
export function otherRequests(
  request: AccessRequest,
  ref: StatementRef,
  { conditions, effect }: Pick<Statement, 'conditions' | 'effect'>,
): readonly Change[] {
  const filling = fillingFor(request);
  const chosen = conditions.filter(({ key }) => !isGiven(key.toLowerCase()));
  return chosen.flatMap((condition) =>
    valuesFor(condition, filling).map((value): Change => ({
      ...placeOf(ref),
      element: 'Request',
      condition,
      effect,
      add: { [condition.key]: value },
    })),
  );
}

/** The statement that is named. */
export function statementAt(policies: PoliciesInForce, ref: StatementRef): Statement | undefined {
  const levels = ref.layer === 'scp' ? policies.scp : ref.layer === 'rcp' ? policies.rcp : undefined;
  const lists: Partial<Record<Layer, readonly AttachedPolicy[] | undefined>> = {
    identity: policies.identity,
    boundary: policies.boundary,
    session: policies.session,
    vpcEndpoint: policies.vpcEndpoint,
  };
  const among =
    levels?.flatMap((level) => level.policies) ?? lists[ref.layer] ?? (policies.resource === undefined ? [] : [policies.resource]);
  return among
    .filter(({ name, arn, attachedTo }) => name === ref.policy && arn === ref.policyArn && attachedTo === ref.attachedTo)
    .flatMap(({ document }) => compiled(document).statements)
    .find(({ source }) => source.index === ref.index)?.source;
}

/** A document of version 2008-10-17 knows no `${*}`: there a star stands for itself. */
function asWritten(change: Change): readonly Change[] {
  if (change.element !== 'Resource') return [change];
  const plain = change.add.replaceAll(/\$\{([*?$])\}/g, '$1');
  return plain === change.add ? [change] : [change, { ...change, add: plain }];
}

function inOldLanguage(request: AccessRequest, place: ChangePlace): readonly Change[] {
  const add = allowOf(request, place.layer);
  return add.Resource === undefined || add.Resource === request.resource
    ? []
    : [{ ...place, element: 'Statement', add: { ...add, Resource: request.resource } }];
}

function fillingFor({ principal, context, resource }: AccessRequest): Filling {
  const account = 'account' in principal ? principal.account : '111122223333';
  const known = VARIABLES.flatMap((name) => {
    const [value] = principalKey(principal, name) ?? [];
    return value === undefined ? [] : [[name, value] as const];
  });
  const region = resource.split(':')[3];
  return {
    word: 'example',
    account,
    region: region === undefined || region === '' ? 'us-east-1' : region,
    context: { ...Object.fromEntries(known), ...context },
  };
}

const VARIABLES = ['aws:username', 'aws:userid', 'aws:principalarn', 'aws:principalaccount', 'aws:principaltype'];
