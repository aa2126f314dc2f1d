import { actionsOf } from './catalogue.ts';
import { type Sweep, sweep } from './questions.ts';
import { takesResource } from './resource-types.ts';
import type { PoliciesInForce, Principal, RequestContext } from './types.ts';

/** What is asked of a principal: every action of some services, on resources that it can be about. */
export interface WhatCan {
  readonly principal: Principal;
  /** Prefixes that the catalogue has: `s3`, `iam`. */
  readonly services: readonly string[];
  /** ARNs; actions that take no resource are asked on `*`. */
  readonly resources: readonly string[];
  readonly policies: PoliciesInForce | ((resource: string) => PoliciesInForce);
  readonly context?: RequestContext | ((action: string, resource: string) => RequestContext);
  /** The owner of a resource, where its ARN does not tell it. */
  readonly owner?: (resource: string) => string | undefined;
}

/** Sweeps the catalogue over the resources: everything that the principal may do there, apart from what nobody can be denied. */
export function whatCan({ principal, services, resources, policies, context, owner }: WhatCan): Sweep {
  const actions = services.flatMap(actionsOf).filter(({ undeniable }) => !undeniable);
  const known = new Map(actions.map((action) => [action.action, action]));
  return sweep({
    actions: [...known.keys()],
    resources: [...new Set([...resources, '*'])],
    policies,
    request: (action, resource) => {
      const entry = known.get(action);
      if (entry === undefined || !takesResource(entry, resource)) return undefined;
      const account = owner?.(resource);
      const keys = typeof context === 'function' ? context(action, resource) : context;
      return { principal, action, resource, ...(account === undefined ? {} : { resourceAccount: account }), context: keys ?? {} };
    },
  });
}
