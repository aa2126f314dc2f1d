import { actionsOf, expandAction, findAction, knownService } from './catalogue.ts';
import { difference, type Difference } from './difference.ts';
import { exampleOf, type Filling } from './examples.ts';
import { parsePolicy } from './parse-policy.ts';
import { parsePrincipal } from './principal.ts';
import { strangersFor, takesResource } from './resource-types.ts';
import type { AccessRequest, AttachedPolicy, PoliciesInForce, PolicyDocument, PolicyKind, Principal, RequestContext } from './types.ts';
import { witnesses } from './witnesses.ts';

/**
 * What one document in the place of another newly allows and denies: asked with the actions that either names, resources made from their
 * patterns, and contexts that their conditions wait for. All other policies are taken to allow; a document that says who is asked for
 * those whom it names, for a stranger and for callers without credentials.
 */
export function documentDifference(before: PolicyDocument, after: PolicyDocument, kind: PolicyKind): Difference {
  const documents = [before, after];
  const actions = actionsIn(documents, kind);
  const contexts = contextsFor(documents);
  return difference(inForce(before, kind), inForce(after, kind), {
    principals: principalsIn(documents, kind),
    actions,
    resources: kind === 'trust' ? [ROLE] : resourcesIn(documents, actions, kind),
    contexts,
    request: (request) => (canBe(request, kind) ? { ...request, resourceAccount: OWNER } : undefined),
  });
}

const OWNER = '111122223333';
const STRANGER = '999988887777';
const ROLE = `arn:aws:iam::${OWNER}:role/example`;
const FILLING: Filling = { word: 'example', account: OWNER, region: 'us-east-1', context: { 'aws:username': 'example' } };
const MOST_CONTEXTS = 24;
const KINDS_WITH_PRINCIPAL: readonly PolicyKind[] = ['resource', 'trust', 'keyPolicy', 'vpcEndpoint', 'rcp'];

const EVERYTHING: AttachedPolicy = {
  name: 'everything',
  attachedTo: 'the comparison',
  document: parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'identity'),
};

function inForce(document: PolicyDocument, kind: PolicyKind): PoliciesInForce {
  const policy: AttachedPolicy = { name: 'the document', attachedTo: 'the comparison', document };
  const identity = [EVERYTHING];
  switch (kind) {
    case 'identity':
      return { identity: [policy] };
    case 'boundary':
      return { identity, boundary: [policy] };
    case 'session':
      return { identity, session: [policy] };
    case 'scp':
      return { identity, scp: [{ name: 'root', policies: [policy] }] };
    case 'rcp':
      return { identity, rcp: [{ name: 'root', policies: [policy] }] };
    case 'vpcEndpoint':
      return { identity, vpcEndpoint: [policy] };
    default:
      return { identity, resource: policy };
  }
}

/** Of a document that says who: each principal as one of another account, so that the document alone lets him in. */
function principalsIn(documents: readonly PolicyDocument[], kind: PolicyKind): readonly Principal[] {
  const insider = `arn:aws:iam::${OWNER}:user/example`;
  if (!KINDS_WITH_PRINCIPAL.includes(kind) || kind === 'rcp' || kind === 'vpcEndpoint') return [parsePrincipal(insider)];
  const elements = documents.flatMap(({ statements }) =>
    statements.flatMap(({ principal, notPrincipal }) => principal ?? notPrincipal ?? []),
  );
  const names = elements.flatMap(({ AWS, Service, Federated }) => [...AWS.flatMap(callerOf), ...Service, ...Federated]);
  const known = [...new Set([...names, `arn:aws:iam::${STRANGER}:user/stranger`])].map((name) => parsePrincipal(name));
  return kind === 'resource' ? [...known, { type: 'Anonymous' }] : known;
}

function callerOf(name: string): readonly string[] {
  if (name.endsWith(':root') || /^\d{12}$/.test(name)) return [`arn:aws:iam::${/\d{12}/.exec(name)?.[0] ?? STRANGER}:user/example`];
  const role = /^arn:([^:]*):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(name);
  if (role !== null) return [`arn:${role[1]}:sts::${role[2]}:assumed-role/${role[3]}/example`];
  return name.startsWith('arn:') && !name.includes('::cloudfront:') ? [name] : [];
}

function actionsIn(documents: readonly PolicyDocument[], kind: PolicyKind): readonly string[] {
  const statements = documents.flatMap((document) => document.statements);
  const named = statements.flatMap(({ action = [], notAction = [] }) => [...action, ...notAction]);
  const all = statements.some(({ notAction }) => notAction !== undefined) ? expandAction('*') : [];
  const listed = named.flatMap((pattern) => {
    const expanded = expandAction(pattern);
    return expanded.length === 0 && !/[*?]/.test(pattern) ? [pattern] : expanded;
  });
  const actions = [...new Set([...listed, ...all])].filter((action) => findAction(action)?.undeniable !== true);
  return kind === 'keyPolicy' ? actions.filter((action) => action.startsWith('kms:')) : actions;
}

function resourcesIn(documents: readonly PolicyDocument[], actions: readonly string[], kind: PolicyKind): readonly string[] {
  const patterns = documents.flatMap(({ statements }) =>
    statements.flatMap(({ resource = [], notResource = [] }) => [...resource, ...notResource]),
  );
  const made = patterns.flatMap((pattern) =>
    pattern === '*' ? [] : ['example', 'example/example'].flatMap((word) => exampleOf(pattern, { ...FILLING, word }) ?? []),
  );
  const strangers = actions.flatMap((action) => {
    const known = findAction(action);
    return known === undefined ? [] : strangersFor(known, FILLING);
  });
  const all = [...new Set(['*', ...made, ...strangers])];
  return kind === 'keyPolicy' ? all.filter((resource) => resource.includes(':key/')) : all;
}

/** An empty one, one for each conditional statement, be it Allow or Deny, and all together. */
function contextsFor(documents: readonly PolicyDocument[]): readonly RequestContext[] {
  const each = documents.flatMap((document) =>
    document.statements.flatMap((statement) => {
      if (statement.conditions.length === 0) return [];
      const alone = { ...document, statements: [{ ...statement, effect: 'Allow' as const }] };
      return witnesses([{ name: '', attachedTo: '', document: alone }], { ...FILLING, context: {} }).map(({ context }) => context);
    }),
  );
  const together: RequestContext = Object.assign({}, ...each);
  const all = [{}, ...each, together];
  return [...new Map(all.map((context) => [JSON.stringify(context), context])).values()].slice(0, MOST_CONTEXTS);
}

function canBe({ action, resource }: AccessRequest, kind: PolicyKind): boolean {
  if (kind === 'trust') return true;
  const known = findAction(action);
  if (known !== undefined) return takesResource(known, resource);
  const service = action.slice(0, action.indexOf(':'));
  return !knownService(service) && actionsOf(service).length === 0 && (resource === '*' || resource.split(':')[2] === service);
}
