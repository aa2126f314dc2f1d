import apigateway from './facts/apigateway.json' with { type: 'json' };
import cloudtrail from './facts/cloudtrail.json' with { type: 'json' };
import cognitoIdentity from './facts/cognito-identity.json' with { type: 'json' };
import cognitoIdp from './facts/cognito-idp.json' with { type: 'json' };
import executeApi from './facts/execute-api.json' with { type: 'json' };
import iam from './facts/iam.json' with { type: 'json' };
import kms from './facts/kms.json' with { type: 'json' };
import lambda from './facts/lambda.json' with { type: 'json' };
import logs from './facts/logs.json' with { type: 'json' };
import organizations from './facts/organizations.json' with { type: 'json' };
import rcp from './facts/rcp-services.json' with { type: 'json' };
import s3 from './facts/s3.json' with { type: 'json' };
import secretsmanager from './facts/secretsmanager.json' with { type: 'json' };
import sns from './facts/sns.json' with { type: 'json' };
import sqs from './facts/sqs.json' with { type: 'json' };
import ssm from './facts/ssm.json' with { type: 'json' };
import sts from './facts/sts.json' with { type: 'json' };
import { compilePattern, matches } from './wildcard.ts';

/** An action as the Service Authorization Reference describes it. */
export interface CatalogueAction {
  /** `s3:GetObject` */
  readonly action: string;
  readonly accessLevel: string;
  /** Empty for actions that take only `*`. `${Name}` stands for what the ARN leaves open. */
  readonly resourceTypes: readonly { readonly name: string; readonly arnPatterns: readonly string[] }[];
  /** The service's own keys that a request for this action can have. */
  readonly conditionKeys: readonly string[];
  /** No policy can deny it. */
  readonly undeniable: boolean;
}

/** The actions of a service by its prefix (`s3`); empty for a service that the catalogue does not have. */
export function actionsOf(service: string): readonly CatalogueAction[] {
  return [...(catalogue().get(service.toLowerCase())?.values() ?? [])];
}

/** Does the catalogue have the service? */
export function knownService(prefix: string): boolean {
  return FACTS.has(prefix.toLowerCase());
}

/** The prefixes of the services that the catalogue has. */
export function knownServices(): readonly string[] {
  return [...FACTS.keys()];
}

/** The actions that a pattern of a policy covers: `s3:Get*`, `*`. Empty for services that the catalogue does not have. */
export function expandAction(pattern: string): readonly string[] {
  const wanted = pattern.toLowerCase();
  const compiled = compilePattern([wanted === '*:*' ? '*' : wanted]);
  const [service = ''] = wanted.split(':');
  const among = FACTS.has(service) ? [service] : /[*?]/.test(service) ? [...FACTS.keys()] : [];
  return among.flatMap((name) =>
    actionsOf(name)
      .filter(({ action }) => matches(compiled, action.toLowerCase()))
      .map(({ action }) => action),
  );
}

/** The action by its name in any case. */
export function findAction(action: string): CatalogueAction | undefined {
  const name = action.toLowerCase();
  return catalogue()
    .get(name.slice(0, name.indexOf(':')))
    ?.get(name);
}

/** Services whose resources a resource control policy protects. */
export function hasResourceControl(service: string): boolean {
  return RCP_SERVICES.has(service);
}

/**
 * Can a request for the action have this key? AWS puts a service's own keys only into the requests that they are listed for:
 * `s3:prefix` never stands in one for `s3:GetObject`. Keys that the catalogue does not know can.
 */
export function keyApplies(action: string, key: string): boolean {
  const colon = action.indexOf(':') + 1;
  if (colon === 0 || !key.startsWith(action.slice(0, colon))) return true;
  const question = `${action} ${key}`;
  let answer = ANSWERS.get(question);
  if (answer === undefined) {
    answer = listed(action, action.slice(0, colon - 1), key);
    if (ANSWERS.size < MOST_ANSWERS_KEPT) ANSWERS.set(question, answer);
  }
  return answer;
}

const ANSWERS = new Map<string, boolean>();
const MOST_ANSWERS_KEPT = 5000;

function listed(action: string, service: string, key: string): boolean {
  const own = findAction(action);
  if (own === undefined) return true;
  if (own.conditionKeys.some((name) => sameKey(name, key))) return true;
  return !(FACTS.get(service)?.keys ?? []).some((name) => sameKey(name, key));
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const UNDENIABLE = new Set(['sts:GetCallerIdentity']);

interface Facts {
  readonly service: string;
  readonly keys: readonly string[];
  readonly resources: Readonly<Record<string, { readonly arn: string; readonly keys: readonly number[] }>>;
  readonly actions: Readonly<Record<string, readonly unknown[]>>;
}

const FACTS = new Map<string, Facts>(
  [
    apigateway,
    cloudtrail,
    cognitoIdentity,
    cognitoIdp,
    executeApi,
    iam,
    kms,
    lambda,
    logs,
    organizations,
    s3,
    secretsmanager,
    sns,
    sqs,
    ssm,
    sts,
  ].map((facts) => [facts.service, facts]),
);
const RCP_SERVICES: ReadonlySet<string> = new Set(rcp.services);

let made: ReadonlyMap<string, ReadonlyMap<string, CatalogueAction>> | undefined;

function catalogue(): ReadonlyMap<string, ReadonlyMap<string, CatalogueAction>> {
  made ??= new Map(
    [...FACTS].map(([service, facts]) => [
      service,
      new Map(Object.entries(facts.actions).map(([name, fact]) => [`${service}:${name}`.toLowerCase(), describe(facts, name, fact)])),
    ]),
  );
  return made;
}

function describe(facts: Facts, name: string, fact: readonly unknown[]): CatalogueAction {
  const [level, types, places] = fact;
  const action = `${facts.service}:${name}`;
  const resources = texts(types).flatMap((type) => {
    const known = facts.resources[type];
    return known === undefined ? [] : [{ name: type, ...known }];
  });
  const keys = new Set([...numbers(places), ...resources.flatMap(({ keys }) => keys)]);
  return {
    action,
    accessLevel: String(level),
    resourceTypes: resources.map(({ name, arn }) => ({ name, arnPatterns: [arn] })),
    conditionKeys: [...keys].map((place) => facts.keys[place] ?? ''),
    undeniable: UNDENIABLE.has(action),
  };
}

/** `kms:EncryptionContext:${EncryptionContextKey}` and `s3:ExistingObjectTag/<key>` leave their ends open. */
function sameKey(name: string, key: string): boolean {
  const open = name.search(/\$\{|</);
  return open === -1 ? name.toLowerCase() === key : key.startsWith(name.slice(0, open).toLowerCase());
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];
}
