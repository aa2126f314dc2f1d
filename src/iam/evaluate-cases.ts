import { evaluate } from './evaluate.ts';
import { parsePolicy } from './parse-policy.ts';
import { PolicyError } from './policy-error.ts';
import { parsePrincipal } from './principal.ts';
import type { AccessRequest, AttachedPolicy, Decision, OrganizationLevel, PoliciesInForce, PolicyKind, RequestContext } from './types.ts';

export type CaseOutcome = 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied' | 'Rejected';

export interface JudgedCase {
  readonly id: string;
  readonly expected: CaseOutcome;
  readonly got: CaseOutcome;
  readonly ok: boolean;
  /** The layer and its statements, or what is wrong with the document that was refused. */
  readonly decidedBy: string;
}

/**
 * Judges one case: a request with the policies in force and the expected outcome, as the cases of `seclab evaluate` are written.
 * Throws RangeError where the case itself cannot be read.
 */
export function evaluateCase(value: unknown): JudgedCase {
  const it = record(value, 'a case');
  const id = text(it['id'], 'id');
  const expected = OUTCOMES.find((word) => word === it['expected']);
  if (expected === undefined) throw unreadable(`expected (${id})`, `one of ${OUTCOMES.join(', ')}`, it['expected']);
  const { got, decidedBy } = judge(record(it['policies'] ?? {}, `policies of ${id}`), record(it['request'], `request of ${id}`));
  const isDenial = got === 'ImplicitlyDenied' || got === 'ExplicitlyDenied';
  return { id, expected, got, ok: got === expected || (it['anyDeny'] === true && isDenial), decidedBy };
}

const OUTCOMES: readonly CaseOutcome[] = ['Allowed', 'ImplicitlyDenied', 'ExplicitlyDenied', 'Rejected'];
const IN_WORDS: Readonly<Record<Decision['outcome'], CaseOutcome>> = {
  allowed: 'Allowed',
  implicitDeny: 'ImplicitlyDenied',
  explicitDeny: 'ExplicitlyDenied',
};

function judge(policies: Fields, request: Fields): { got: CaseOutcome; decidedBy: string } {
  const access = readRequest(request);
  try {
    const decision = evaluate(access, readPolicies(policies, request, access.resource));
    return { got: IN_WORDS[decision.outcome], decidedBy: decidedBy(decision) };
  } catch (error) {
    if (error instanceof PolicyError) return { got: 'Rejected', decidedBy: error.message };
    throw error;
  }
}

function decidedBy({ layer, outcome, matched }: Decision): string {
  if (matched.length === 0) return outcome === 'allowed' ? layer : `${layer}: nothing allows it`;
  return matched.map((ref) => `${ref.policy}, statement ${ref.index + 1}${ref.sid === undefined ? '' : ` (${ref.sid})`}`).join('; ');
}

function readRequest(request: Fields): AccessRequest {
  const principal = request['principal'];
  const owner = request['resourceAccount'];
  return {
    principal: parsePrincipal(typeof principal === 'string' ? principal : anonymous(principal)),
    action: text(request['action'], 'request.action'),
    resource: text(request['resource'], 'request.resource'),
    ...(owner === undefined ? {} : { resourceAccount: text(owner, 'request.resourceAccount') }),
    context: readContext(record(request['context'] ?? {}, 'request.context')),
  };
}

function anonymous(value: unknown): { type: 'Anonymous' } {
  if (record(value, 'request.principal')['type'] === 'Anonymous') return { type: 'Anonymous' };
  throw unreadable('request.principal', 'an ARN, a service principal or {"type": "Anonymous"}', value);
}

function readContext(fields: Fields): RequestContext {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((item) => scalar(item, `request.context.${key}`)) : scalar(value, `request.context.${key}`),
    ]),
  );
}

function scalar(value: unknown, at: string): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw unreadable(at, 'a text, a number, a boolean or a list of these', value);
}

function readPolicies(policies: Fields, request: Fields, resource: string): PoliciesInForce {
  for (const name of Object.keys(policies)) if (!KNOWN.has(name)) throw unreadable('policies', `one of ${[...KNOWN].join(', ')}`, name);
  const attached = (name: string, kind: PolicyKind) =>
    list(policies[name]).map((document, index) => attach(`${name} policy ${index + 1}`, document, kind));
  const kind = resourceKind(resource);
  return {
    identity: attached('identity', 'identity'),
    ...(policies['resource'] === undefined ? {} : { resource: attach('resource policy', policies['resource'], kind) }),
    boundary: attached('boundary', 'boundary'),
    session: attached('session', 'session'),
    ...(policies['scp'] === undefined ? {} : { scp: levels(policies['scp'], 'scp') }),
    ...(policies['rcp'] === undefined ? {} : { rcp: levels(policies['rcp'], 'rcp') }),
    vpcEndpoint: attached('vpce', 'vpcEndpoint'),
    blockPublicAccess: request['s3BlockPublicAccess'] === true,
  };
}

const KNOWN = new Set(['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce']);

function resourceKind(resource: string): 'trust' | 'keyPolicy' | 'resource' {
  if (/^arn:[^:]*:iam:[^:]*:[^:]*:role\//.test(resource)) return 'trust';
  return /^arn:[^:]*:kms:/.test(resource) ? 'keyPolicy' : 'resource';
}

function levels(value: unknown, kind: 'scp' | 'rcp'): OrganizationLevel[] {
  return list(value).map((item) => {
    const level = record(item, `a level of policies.${kind}`);
    const name = text(level['org'], `policies.${kind}.org`);
    const policies = list(level['policies']).map((entry) => {
      const policy = record(entry, `a policy of policies.${kind}`);
      return attach(text(policy['name'], `policies.${kind}.policies.name`), policy['policy'], kind, name);
    });
    return { name, policies };
  });
}

function attach(name: string, document: unknown, kind: PolicyKind, attachedTo = 'the case'): AttachedPolicy {
  return { name, attachedTo, document: parsePolicy(document, kind) };
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown, at: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.fromEntries(Object.entries(value));
  throw unreadable(at, 'an object', value);
}

function text(value: unknown, at: string): string {
  if (typeof value === 'string') return value;
  throw unreadable(at, 'a text', value);
}

function unreadable(at: string, expected: string, got: unknown): RangeError {
  return new RangeError(`Expected ${at} to be ${expected}, got ${(JSON.stringify(got) ?? 'nothing').slice(0, 120)}`);
}
