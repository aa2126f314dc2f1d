import type { ContextEntry, EvaluationResult } from '@aws-sdk/client-iam';
import { evaluate, type Position, statementPositions } from '../../../iam/index.ts';
import type { AttachedPolicy, Decision, PoliciesInForce, Principal, RequestContext, StatementRef } from '../../../iam/types.ts';
import { contextKeys } from './context-keys.ts';

/** A policy of a simulation with its text, in which the matched statements are pointed out. */
export interface SimulatedPolicy {
  readonly policy: AttachedPolicy;
  readonly text: string;
  /** How IAM names it in its answer: `user_ana_readers`, `PolicyInputList.1`, the name of a managed policy. */
  readonly sourceId: string;
}

export interface Simulation {
  readonly principal: Principal;
  readonly resourceAccount: string;
  readonly identity: readonly SimulatedPolicy[];
  readonly boundary?: readonly SimulatedPolicy[];
  readonly resource?: SimulatedPolicy;
  readonly context: RequestContext;
}

/** Decides one action on one resource by the policy engine, and says it in the simulator's shape. */
export function simulate(simulation: Simulation, action: string, resource: string): EvaluationResult {
  const { principal, resourceAccount, context, boundary } = simulation;
  const decision = evaluate({ principal, action, resource, resourceAccount, context }, policiesOf(simulation));
  const byBoundary = decision.layers.find(({ layer }) => layer === 'boundary')?.verdict === 'allow';
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: decision.outcome,
    MatchedStatements: decision.matched.map((matched) => matchedStatement(simulation, matched)),
    MissingContextValues: missingKeys(simulation, decision),
    ...(boundary === undefined ? {} : { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: byBoundary } }),
  };
}

/** Context entries of a call as the engine takes them: a list where the type says so. */
export function contextOf(entries: readonly ContextEntry[]): RequestContext {
  return Object.fromEntries(
    entries.map(({ ContextKeyName = '', ContextKeyValues = [], ContextKeyType = 'string' }) => [
      ContextKeyName,
      ContextKeyType.endsWith('List') ? ContextKeyValues : (ContextKeyValues[0] ?? ''),
    ]),
  );
}

function policiesOf({ identity, boundary, resource }: Simulation): PoliciesInForce {
  const bare = (policies: readonly SimulatedPolicy[]) => policies.map(({ policy }) => policy);
  return {
    identity: bare(identity),
    ...(boundary === undefined ? {} : { boundary: bare(boundary) }),
    ...(resource === undefined ? {} : { resource: resource.policy }),
  };
}

function matchedStatement(simulation: Simulation, { policy, attachedTo, index }: StatementRef) {
  const all = [...simulation.identity, ...(simulation.boundary ?? []), ...(simulation.resource === undefined ? [] : [simulation.resource])];
  const source = all.find((one) => one.policy.name === policy && one.policy.attachedTo === attachedTo);
  if (source === undefined) throw new Error(`The decision names policy ${policy} of ${attachedTo}, which is not in the simulation`);
  const position = statementPositions(source.text)[index];
  const where = position === undefined ? {} : { StartPosition: place(position.start), EndPosition: place(position.end) };
  return { SourcePolicyId: source.sourceId, ...where };
}

function place({ line, column }: Position) {
  return { Line: line, Column: column };
}

const FROM_PRINCIPAL = /^aws:(username|userid|principalarn|principalaccount|principaltype|principaltag\/.*|principalisawsservice)$/;

// What decided may have asked for keys that were not given: then the decision is not yet the whole truth.
function missingKeys({ identity, boundary = [], resource, context }: Simulation, decision: Decision): string[] {
  if (decision.outcome === 'explicitDeny') return [];
  const given = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const policies = [...identity, ...boundary, ...(resource === undefined ? [] : [resource])];
  return contextKeys(policies.map(({ policy }) => policy.document)).filter(
    (key) => !given.has(key.toLowerCase()) && !FROM_PRINCIPAL.test(key.toLowerCase()),
  );
}
