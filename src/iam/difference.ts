import { sweep } from './questions.ts';
import type { AccessRequest, Decision, PoliciesInForce } from './types.ts';

/** A request that a change of policies decides otherwise. */
export interface Changed {
  readonly request: AccessRequest;
  readonly before: Decision;
  readonly after: Decision;
}

export interface Difference {
  readonly allowed: readonly Changed[];
  readonly denied: readonly Changed[];
  /** How many requests were asked. */
  readonly asked: number;
}

/** The requests that a change of policies is looked at with: every action on every resource, in every context, for every principal. */
export interface DifferenceQuestion {
  readonly principals: readonly AccessRequest['principal'][];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly contexts: readonly AccessRequest['context'][];
  /** Makes the request of a pair; undefined leaves it out. Default: as it stands. */
  readonly request?: (request: AccessRequest) => AccessRequest | undefined;
}

/** What a change of policies newly allows and newly denies, among the requests that are asked; each action and resource is told once. */
export function difference(before: PoliciesInForce, after: PoliciesInForce, question: DifferenceQuestion): Difference {
  const found = { allowed: new Map<string, Changed>(), denied: new Map<string, Changed>() };
  let asked = 0;
  for (const principal of question.principals) {
    for (const context of question.contexts) {
      const request = (action: string, resource: string) => {
        const plain: AccessRequest = { principal, action, resource, context };
        return question.request === undefined ? plain : question.request(plain);
      };
      const { actions, resources } = question;
      const was = sweep({ actions, resources, request, policies: before, keepDenied: true });
      const is = sweep({ actions, resources, request, policies: after, keepDenied: true });
      asked += was.asked;
      for (const [place, { request: one, decision }] of was.all.entries()) {
        const now = is.all[place]?.decision;
        if (now === undefined || (now.outcome === 'allowed') === (decision.outcome === 'allowed')) continue;
        const into = now.outcome === 'allowed' ? found.allowed : found.denied;
        const name = JSON.stringify([principal, one.action, one.resource]);
        if (!into.has(name)) into.set(name, { request: one, before: decision, after: now });
      }
    }
  }
  return { allowed: [...found.allowed.values()], denied: [...found.denied.values()], asked };
}
