import { evaluate, parsePolicy, parsePrincipal } from '../../src/iam/index.ts';
import type {
  AccessRequest,
  AttachedPolicy,
  Decision,
  Grant,
  OrganizationLevel,
  PoliciesInForce,
  PolicyKind,
  RequestContext,
} from '../../src/iam/types.ts';

export const OWN = '111122223333';
export const FOREIGN = '444455556666';
export const ANA = `arn:aws:iam::${OWN}:user/ana`;
export const EVE = `arn:aws:iam::${FOREIGN}:user/eve`;
export const APP = `arn:aws:iam::${OWN}:role/app`;
export const SESSION = `arn:aws:sts::${OWN}:assumed-role/app/sess`;
export const BUCKET = 'arn:aws:s3:::lab-bucket';
export const OBJECT = `${BUCKET}/file.txt`;
export const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const ROLE = `arn:aws:iam::${OWN}:role/lab-reader`;

export type StatementJson = Readonly<Record<string, unknown>>;

/** A policy of these statements, attached somewhere. */
export function policy(kind: PolicyKind, statements: StatementJson | readonly StatementJson[], name: string = kind): AttachedPolicy {
  return { name, attachedTo: 'the test', document: parsePolicy({ Version: '2012-10-17', Statement: statements }, kind) };
}

export const allow = (action: string | string[], resource: string | string[] = '*', more: StatementJson = {}): StatementJson => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});
export const deny = (action: string | string[], resource: string | string[] = '*', more: StatementJson = {}): StatementJson => ({
  ...allow(action, resource, more),
  Effect: 'Deny',
});

/** What a test asks, with statements in the place of policies. */
export interface Question {
  readonly principal?: string | { readonly type: 'Anonymous' };
  readonly action?: string;
  readonly resource?: string;
  readonly owner?: string;
  readonly context?: RequestContext;
  readonly identity?: readonly StatementJson[];
  readonly on?: readonly StatementJson[];
  readonly boundary?: readonly StatementJson[];
  readonly session?: readonly StatementJson[];
  readonly vpce?: readonly StatementJson[];
  /** Levels from the root down; each a list of statements. */
  readonly scp?: readonly (readonly StatementJson[])[];
  readonly rcp?: readonly (readonly StatementJson[])[];
  readonly grants?: readonly Grant[];
  readonly blockPublicAccess?: boolean;
}

export function requestOf(question: Question): AccessRequest {
  return {
    principal: parsePrincipal(question.principal ?? ANA),
    action: question.action ?? 's3:GetObject',
    resource: question.resource ?? OBJECT,
    resourceAccount: question.owner ?? OWN,
    context: question.context ?? {},
  };
}

export function policiesOf(question: Question): PoliciesInForce {
  const resource = question.resource ?? OBJECT;
  const kind = resource.includes(':role/') ? 'trust' : resource.includes(':kms:') ? 'keyPolicy' : 'resource';
  return {
    ...(question.identity === undefined ? {} : { identity: [policy('identity', question.identity)] }),
    ...(question.on === undefined ? {} : { resource: policy(kind, question.on) }),
    ...(question.boundary === undefined ? {} : { boundary: [policy('boundary', question.boundary)] }),
    ...(question.session === undefined ? {} : { session: [policy('session', question.session)] }),
    ...(question.vpce === undefined ? {} : { vpcEndpoint: [policy('vpcEndpoint', question.vpce)] }),
    ...(question.scp === undefined ? {} : { scp: levels('scp', question.scp) }),
    ...(question.rcp === undefined ? {} : { rcp: levels('rcp', question.rcp) }),
    ...(question.grants === undefined ? {} : { grants: question.grants }),
    ...(question.blockPublicAccess === undefined ? {} : { blockPublicAccess: question.blockPublicAccess }),
  };
}

export function decide(question: Question): Decision {
  return evaluate(requestOf(question), policiesOf(question));
}

function levels(kind: 'scp' | 'rcp', given: readonly (readonly StatementJson[])[]): OrganizationLevel[] {
  return given.map((statements, index) => ({
    name: `level ${index}`,
    policies: statements.map((statement, place) => policy(kind, statement, `${kind}-${index}-${place}`)),
  }));
}
