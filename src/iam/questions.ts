import { findAction } from './catalogue.ts';
import { type CompiledStatement, compiled } from './compile.ts';
import { evaluate } from './evaluate.ts';
import type { AccessRequest, Decision, PoliciesInForce, PolicyDocument } from './types.ts';

/** Is the request allowed? */
export function can(request: AccessRequest, policies: PoliciesInForce): boolean {
  return evaluate(request, policies).outcome === 'allowed';
}

export interface Sweep {
  /** What the principal may do, in the order asked. */
  readonly allowed: readonly { readonly request: AccessRequest; readonly decision: Decision }[];
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
}): Sweep {
  const allowed: { request: AccessRequest; decision: Decision }[] = [];
  let asked = 0;
  let decided = 0;
  for (const resource of question.resources) {
    const policies = typeof question.policies === 'function' ? question.policies(resource) : question.policies;
    const documents = documentsOf(policies);
    const known = new Map<string, Decision>();
    for (const action of question.actions) {
      const request = question.request(action, resource);
      if (request === undefined) continue;
      asked++;
      const alike = likeness(request, documents, policies);
      let decision = alike === undefined ? undefined : known.get(alike);
      if (decision === undefined) {
        decision = evaluate(request, policies);
        decided++;
        if (alike !== undefined) known.set(alike, decision);
      }
      if (decision.outcome === 'allowed') allowed.push({ request, decision });
    }
  }
  return { allowed, asked, decided };
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

/** Equal for requests that must be decided equally; undefined for one that has to be asked for itself. */
function likeness(request: AccessRequest, documents: readonly PolicyDocument[], policies: PoliciesInForce): string | undefined {
  const action = request.action.toLowerCase();
  if (SPECIAL.has(action) || (policies.grants !== undefined && action.startsWith('kms:'))) return undefined;
  const service = action.slice(0, action.indexOf(':'));
  const matched = documents.map((document) => compiled(document).forAction(action));
  // Which of its own keys a service puts into a request depends on the action.
  if (findAction(action) !== undefined && matched.some((statements) => statements.some((one) => speaksOfKeys(one, service))))
    return undefined;
  const statements = matched.map((list) => list.map((one) => one.source.index).join()).join(';');
  return JSON.stringify([service, statements, request.principal, request.resource, request.resourceAccount, request.context]);
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
