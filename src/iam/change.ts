import type {
  AccessRequest,
  AttachedPolicy,
  Change,
  ChangePlace,
  OrganizationLevel,
  PoliciesInForce,
  PolicyDocument,
  Principal,
  PrincipalElement,
  PrincipalJson,
  RequestContext,
  Statement,
} from './types.ts';

/** A request with the policies that decide it. */
export interface Situation {
  readonly request: AccessRequest;
  readonly policies: PoliciesInForce;
}

/** Makes changes, one after the other; what they do not speak of stays. Positions are those of the documents as they were. */
export function applyChanges(situation: Situation, changes: readonly Change[]): Situation {
  return changes.reduce(applyChange, situation);
}

/** A principal as a policy would name it; a session by its role. */
export function principalJson(principal: Principal): PrincipalJson {
  switch (principal.type) {
    case 'AssumedRole':
      return { AWS: principal.roleArn };
    case 'Service':
      return { Service: principal.service };
    case 'Federated':
      return { Federated: principal.provider };
    case 'Anonymous':
      return '*';
    default:
      return { AWS: principal.arn };
  }
}

/** A text as a pattern that matches it and nothing else. */
export function literal(text: string): string {
  return text.replaceAll(/\$(?=\{)|[*?]/g, (character) => `\${${character}}`);
}

function applyChange({ request, policies }: Situation, change: Change): Situation {
  if (change.element === 'Request') return { policies, request: { ...request, context: withKeys(request.context, change.add) } };
  if (change.element === 'BlockPublicAccess') return { request, policies: { ...policies, blockPublicAccess: false } };
  return { request, policies: withPolicy(policies, change, (document) => edited(document, change)) };
}

function withKeys(context: RequestContext, keys: Readonly<Record<string, string | readonly string[] | null>>): RequestContext {
  const changed = new Set(Object.keys(keys).map((key) => key.toLowerCase()));
  const others = Object.entries(context).filter(([key]) => !changed.has(key.toLowerCase()));
  const made = Object.entries(keys).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  return Object.fromEntries([...others, ...made]);
}

type Edit = (document: PolicyDocument) => PolicyDocument;

function withPolicy(policies: PoliciesInForce, place: ChangePlace, edit: Edit): PoliciesInForce {
  const inList = (list: readonly AttachedPolicy[] = []) =>
    place.policy === undefined
      ? [...list, made(place, edit)]
      : list.map((policy) => (isPlace(policy, place) ? { ...policy, document: edit(policy.document) } : policy));
  const inLevels = (levels: readonly OrganizationLevel[] = []) =>
    levels.map((level) =>
      place.level === undefined || level.name === place.level ? { ...level, policies: inList(level.policies) } : level,
    );
  switch (place.layer) {
    case 'scp':
      return { ...policies, scp: inLevels(policies.scp) };
    case 'rcp':
      return { ...policies, rcp: inLevels(policies.rcp) };
    case 'identity':
      return { ...policies, identity: inList(policies.identity) };
    case 'boundary':
      return { ...policies, boundary: inList(policies.boundary) };
    case 'session':
      return { ...policies, session: inList(policies.session) };
    case 'vpcEndpoint':
      return { ...policies, vpcEndpoint: inList(policies.vpcEndpoint) };
    case 'resource':
    case 'trust':
    case 'keyPolicy': {
      const [resource] = inList(policies.resource === undefined ? [] : [policies.resource]);
      return resource === undefined ? policies : { ...policies, resource };
    }
    case 'blockPublicAccess':
    case 'grant':
    case 'none':
      throw new RangeError(`Expected a change of a policy, got one of ${place.layer}`);
  }
}

function isPlace(policy: AttachedPolicy, { policy: name, policyArn, attachedTo }: ChangePlace): boolean {
  return policy.name === name && policy.arn === policyArn && (attachedTo === undefined || policy.attachedTo === attachedTo);
}

function made({ attachedTo = 'a new policy' }: ChangePlace, edit: Edit): AttachedPolicy {
  return { name: 'new', attachedTo, document: edit({ version: '2012-10-17', statements: [] }) };
}

function edited(document: PolicyDocument, change: Exclude<Change, { element: 'Request' | 'BlockPublicAccess' }>): PolicyDocument {
  const { statements } = document;
  const each = (edit: (statement: Statement) => Statement) => ({
    ...document,
    statements: statements.map((statement) => (statement.index === change.statement ? edit(statement) : statement)),
  });
  switch (change.element) {
    case 'Action':
      return each((statement) => ({ ...statement, action: [...(statement.action ?? []), change.add] }));
    case 'Resource':
      return each((statement) => ({ ...statement, resource: [...(statement.resource ?? []), change.add] }));
    case 'Principal':
      return each((statement) => ({ ...statement, principal: withPrincipal(change.instead ? NOBODY : statement.principal, change.add) }));
    case 'Statement':
      if ('remove' in change) return { ...document, statements: statements.filter(({ index }) => index !== change.statement) };
      return {
        ...document,
        statements: [...statements, statementOf(change.add, Math.max(-1, ...statements.map(({ index }) => index)) + 1)],
      };
  }
}

function statementOf(json: Extract<Change, { element: 'Statement'; add: unknown }>['add'], index: number): Statement {
  return {
    index,
    effect: json.Effect,
    action: [json.Action],
    ...(json.Principal === undefined ? {} : { principal: withPrincipal(NOBODY, json.Principal) }),
    ...(json.Resource === undefined ? {} : { resource: [json.Resource] }),
    conditions: [],
  };
}

const NOBODY: PrincipalElement = { everyone: false, AWS: [], Service: [], Federated: [], CanonicalUser: [] };

function withPrincipal(element: PrincipalElement = NOBODY, add: PrincipalJson): PrincipalElement {
  if (add === '*') return { ...element, everyone: true };
  if ('AWS' in add) return { ...element, AWS: [...element.AWS, add.AWS] };
  if ('Service' in add) return { ...element, Service: [...element.Service, add.Service] };
  return { ...element, Federated: [...element.Federated, add.Federated] };
}
