import { findAction } from './catalogue.ts';
import { type CompiledStatement, compiled } from './compile.ts';
import { evaluate } from './evaluate.ts';
import type { AccessRequest, Decision, PoliciesInForce, PolicyDocument } from './types.ts';

/** Is the request allowed? */
export function can(request: AccessRequest, policies: PoliciesInForce): boolean {
  return evaluate(request, policies).outcome === 'allowed';
}

export interface Swept {
  readonly request: AccessRequest;
  readonly decision: Decision;
}

export interface Sweep {
  /** What the principal may do, in the order asked. */
  readonly allowed: readonly Swept[];
  /** All that was asked, in that order; only where the denied are to be kept. */
  readonly all: readonly Swept[];
  /** How many pairs were asked, and how many of them had to be decided. */
  readonly asked: number;
  readonly decided: number;
}

/**
 * Asks every action on every resource. Actions that the same statements speak of cannot be decided differently, so one of them is asked
 * for all. `request` makes the question of a pair; undefined leaves it out. Policies are the same for all pairs, or made for each resource.
 */
export function sweep(question: {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly request: (action: string, resource: string) => AccessRequest | undefined;
  readonly policies: PoliciesInForce | ((resource: string) => PoliciesInForce);
  readonly keepDenied?: boolean;
}): Sweep {
  const allowed: Swept[] = [];
  const all: Swept[] = [];
  let asked = 0;
  let decided = 0;
  let likeness: Likeness | undefined;
  for (const resource of question.resources) {
    const policies = typeof question.policies === 'function' ? question.policies(resource) : question.policies;
    if (likeness?.policies !== policies) likeness = likenessUnder(policies);
    const known = new Map<string, Decision>();
    for (const action of question.actions) {
      const request = question.request(action, resource);
      if (request === undefined) continue;
      asked++;
      const alike = likeness.of(request);
      let decision = alike === undefined ? undefined : known.get(alike);
      if (decision === undefined) {
        decision = evaluate(request, policies);
        decided++;
        if (alike !== undefined) known.set(alike, decision);
      }
      if (decision.outcome === 'allowed') allowed.push({ request, decision });
      if (question.keepDenied === true) all.push({ request, decision });
    }
  }
  return { allowed, all, asked, decided };
}

/** Decided by more than the statements that match it. */
const SPECIAL = new Set([
  'sts:getcalleridentity',
  'sts:getsessiontoken',
  'sts:assumerole',
  's3:getbucketpolicy',
  's3:putbucketpolicy',
  's3:deletebucketpolicy',
]);

interface Likeness {
  readonly policies: PoliciesInForce;
  /** Equal for requests that must be decided equally; undefined for one that has to be asked for itself. */
  readonly of: (request: AccessRequest) => string | undefined;
}

function likenessUnder(policies: PoliciesInForce): Likeness {
  const documents = documentsOf(policies);
  const byAction = new Map<string, string | undefined>();
  const texts = new WeakMap<object, string>();
  // Most requests of a sweep share their principal and their context.
  const textOf = (value: object) => {
    const text = texts.get(value) ?? JSON.stringify(value);
    texts.set(value, text);
    return text;
  };
  return {
    policies,
    of: ({ action, principal, resource, resourceAccount, context }) => {
      if (!byAction.has(action)) byAction.set(action, statementsFor(action.toLowerCase(), documents, policies));
      const statements = byAction.get(action);
      return statements === undefined
        ? undefined
        : `${statements}\n${resource}\n${resourceAccount}\n${textOf(principal)}\n${textOf(context)}`;
    },
  };
}

/** The service and the statements that speak of an action; undefined where they are not all that decides. */
function statementsFor(action: string, documents: readonly PolicyDocument[], policies: PoliciesInForce): string | undefined {
  if (SPECIAL.has(action) || (policies.grants !== undefined && action.startsWith('kms:'))) return undefined;
  const service = action.slice(0, action.indexOf(':'));
  const matched = documents.map((document) => compiled(document).forAction(action));
  // Which of its own keys a service puts into a request depends on the action.
  if (findAction(action) !== undefined && matched.some((statements) => statements.some((one) => speaksOfKeys(one, service))))
    return undefined;
  return `${service} ${matched.map((list) => list.map((one) => one.source.index).join()).join(';')}`;
}

function speaksOfKeys({ source }: CompiledStatement, service: string): boolean {
  const own = `${service}:`;
  const inText = (text: string) => text.toLowerCase().includes(`\${${own}`);
  return (
    source.conditions.some(({ key, values }) => key.toLowerCase().startsWith(own) || values.some(inText)) ||
    [...(source.resource ?? []), ...(source.notResource ?? [])].some(inText)
  );
}

function documentsOf(policies: PoliciesInForce): PolicyDocument[] {
  const levels = [...(policies.rcp ?? []), ...(policies.scp ?? [])];
  return [
    ...levels.flatMap((level) => level.policies),
    ...(policies.vpcEndpoint ?? []),
    ...(policies.resource === undefined ? [] : [policies.resource]),
    ...(policies.identity ?? []),
    ...(policies.boundary ?? []),
    ...(policies.session ?? []),
  ].map(({ document }) => document);
}
