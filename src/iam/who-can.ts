import { evaluate } from './evaluate.ts';
import type { AccessRequest, Decision, PoliciesInForce, Principal, RequestContext } from './types.ts';

/** Somebody who may be able to, with every policy that speaks on him and on the resource. */
export interface Candidate {
  readonly principal: Principal;
  readonly policies: PoliciesInForce;
  /** Keys that only his requests have, e.g. his tags. */
  readonly context?: RequestContext;
}

export interface Able<Who extends Candidate> {
  readonly candidate: Who;
  readonly request: AccessRequest;
  readonly decision: Decision;
}

/** Of the candidates those who may do the action on the resource, each with the decision that says through what. */
export function whoCan<Who extends Candidate>(question: Omit<AccessRequest, 'principal'>, candidates: Iterable<Who>): readonly Able<Who>[] {
  const able: Able<Who>[] = [];
  for (const candidate of candidates) {
    const { principal, policies, context } = candidate;
    const request: AccessRequest = { ...question, principal, context: { ...question.context, ...context } };
    const decision = evaluate(request, policies);
    if (decision.outcome === 'allowed') able.push({ candidate, request, decision });
  }
  return able;
}
