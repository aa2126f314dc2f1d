import { parseArn } from '../../aws/arn.ts';
import { AWS_SERVICES, type AwsServiceName } from '../../aws/services.ts';
import type { DecidedAccess } from '../../iam/event.ts';
import { accessDeniedMessage, evaluate } from '../../iam/index.ts';
import type { AccessRequest, Decision, RequestContext } from '../../iam/types.ts';
import type { Access, AnyOperation, CallContext, Directory, ResourceFacts } from '../services/contract.ts';
import { AwsError } from '../wire/index.ts';
import type { FoundService } from './find-service.ts';
import type { Gateway } from './gateway.ts';

type Identity = ReturnType<Directory['identity']>;

export interface Authorisation {
  /** What was asked and how it was decided; the last is the denial, if there is one. */
  readonly access: readonly DecidedAccess[];
  /** The denial as it is answered. */
  readonly denied?: AwsError;
}

/** What an operation wants to be allowed; empty where AWS asks no policy. Throws AwsError where AWS refuses before it authorises. */
export function accessesOf(operation: AnyOperation, input: object, call: CallContext): readonly Access[] | 'none' {
  if (operation.authorize === 'none') return 'none';
  return [operation.authorize(input, call)].flat();
}

/** Facts about the resource of an access, from the service that owns it. */
export async function resourceFacts(gateway: Gateway, resource: string, call: CallContext): Promise<ResourceFacts | undefined> {
  const owner = parseArn(resource)?.service;
  const name = owner === undefined ? undefined : BY_ARN_SERVICE.get(owner);
  const service = name === undefined ? undefined : await gateway.services.load(name);
  return service?.resource?.(resource, call);
}

/** Decides one access after the other, until one is denied. */
export async function authorise(
  gateway: Gateway,
  service: FoundService,
  accesses: readonly Access[],
  call: CallContext,
  identity: Identity,
  context: RequestContext,
): Promise<Authorisation> {
  const decided: DecidedAccess[] = [];
  for (const access of accesses) {
    const facts = await resourceFacts(gateway, access.resource, call);
    const asked = accessRequest(access, facts, call, context);
    const decision = evaluate(asked, {
      identity: identity.identity,
      ...(identity.boundary === undefined ? {} : { boundary: identity.boundary }),
      ...(identity.session === undefined ? {} : { session: identity.session }),
      ...(facts?.policy === undefined ? {} : { resource: facts.policy }),
      ...(facts?.blockPublicAccess === undefined ? {} : { blockPublicAccess: facts.blockPublicAccess }),
    });
    decided.push({ action: access.action, resource: access.resource, context: asked.context, decision });
    if (decision.outcome !== 'allowed') return { access: decided, denied: denial(service, sentence(access, asked, decision)) };
  }
  return { access: decided };
}

/** The record of a call that AWS asks no policy for. */
export function undecided(service: FoundService, operation: string, context: RequestContext): DecidedAccess {
  const prefix = service.known === undefined ? service.name : AWS_SERVICES[service.known].arnService;
  const decision = { outcome: 'allowed', layer: 'none', matched: [], nearMisses: [], layers: [] } as const;
  return { action: `${prefix}:${operation}`, resource: '*', context, decision };
}

const BY_ARN_SERVICE = new Map(
  Object.entries(AWS_SERVICES).flatMap(([name, { arnService }]) => (isName(name) ? [[arnService, name] as const] : [])),
);

function isName(name: string): name is AwsServiceName {
  return Object.hasOwn(AWS_SERVICES, name);
}

function accessRequest(access: Access, facts: ResourceFacts | undefined, call: CallContext, context: RequestContext): AccessRequest {
  const resourceAccount = facts?.account ?? access.resourceAccount;
  const tags = Object.entries(facts?.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value] as const);
  return {
    principal: call.caller,
    action: access.action,
    resource: access.resource,
    ...(resourceAccount === undefined ? {} : { resourceAccount }),
    context: {
      ...context,
      ...Object.fromEntries(tags),
      ...(resourceAccount === undefined ? {} : { 'aws:ResourceAccount': resourceAccount }),
      ...access.context,
    },
  };
}

function sentence({ resourceName }: Access, asked: AccessRequest, decision: Decision): string {
  return accessDeniedMessage(resourceName === undefined ? asked : { ...asked, resource: resourceName }, decision);
}

function denial({ protocol }: FoundService, message: string): AwsError {
  if (protocol === 'awsQuery' || protocol === 'restXml') return new AwsError('AccessDenied', message, 403);
  return new AwsError('AccessDeniedException', message, protocol === 'restJson1' ? 403 : 400);
}
