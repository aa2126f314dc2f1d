import type { RequestContext } from '../iam/types.ts';
import type { Caller } from './caller.ts';
import type { ContextSpec } from './context.ts';
import { policyArn, resourceOf } from './resources.ts';
import { isThing } from './things.ts';
import type { CheckWorld } from './world.ts';

/** An address of a network that is set aside for examples: a caller somewhere on the internet. */
const SOMEWHERE = '203.0.113.10';

/**
 * The condition keys of a request: those that every request has, those that follow from the caller and from the resource, and
 * what the probe gives. Keys of the principal itself are added by the engine.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(world: CheckWorld, caller: Caller, action: string, resource: string, given: ContextSpec): RequestContext {
  const now = world.access.now('main');
  const service = action.slice(0, action.indexOf(':'));
  return {
    'aws:SecureTransport': true,
    'aws:RequestedRegion': service === 'iam' ? 'us-east-1' : world.access.region,
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': Math.floor(now.getTime() / 1000),
    'aws:SourceIp': SOMEWHERE,
    'aws:UserAgent': 'aws-cli/2',
    'aws:ViaAWSService': false,
    'aws:PrincipalIsAWSService': false,
    ...(service === 's3' ? { 's3:authType': 'REST-HEADER', 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:TlsVersion': 1.3 } : {}),
    ...(action.toLowerCase() === 'sts:assumerole' ? { 'sts:RoleSessionName': world.names.made('session') } : {}),
    ...resourceContext(world, action, resource),
    ...caller.context,
    ...contextOf(world, action, given),
  };
}

/** Condition keys of what a probe gives: short names stand for AWS's, things for their ARNs. */
export function contextOf(world: CheckWorld, action: string, given: ContextSpec): RequestContext {
  const { externalId, passedTo, boundary, policy, mfa, from, tags, resourceTags, tls, ...keys } = given;
  const context: Record<string, string | number | boolean | readonly string[]> = {};
  if (externalId !== undefined) context['sts:ExternalId'] = world.names.in(externalId);
  if (passedTo !== undefined) context['iam:PassedToService'] = passedTo;
  if (boundary !== undefined) context['iam:PermissionsBoundary'] = policyArn(world, boundary);
  if (policy !== undefined) context['iam:PolicyARN'] = policyArn(world, policy);
  if (mfa !== undefined) context['aws:MultiFactorAuthPresent'] = mfa;
  if (from !== undefined) context['aws:SourceIp'] = from;
  if (tls !== undefined) context['aws:SecureTransport'] = tls;
  for (const [key, value] of Object.entries(tags ?? {})) context[`aws:RequestTag/${key}`] = value;
  if (tags !== undefined) context['aws:TagKeys'] = Object.keys(tags);
  for (const [key, value] of Object.entries(resourceTags ?? {})) context[`aws:ResourceTag/${key}`] = value;
  for (const [key, value] of Object.entries(keys)) {
    if (value === undefined) continue;
    if (isThing(value)) context[key] = resourceOf(world, action, value).arn;
    else if (typeof value === 'string') context[key] = world.names.in(value);
    else context[key] = typeof value === 'object' ? value.map((one) => world.names.in(one)) : value;
  }
  return context;
}

/** Tags of the user or role that is asked for, and the boundary that it has: requests that set one give it themselves. */
function resourceContext(world: CheckWorld, action: string, resource: string): RequestContext {
  const views = [...world.accounts.values()].flatMap(({ users, roles }) => [...users.values(), ...roles.values()]);
  const view = resource.includes(':iam:') ? views.find(({ arn }) => arn === resource) : undefined;
  if (view === undefined) return {};
  const tags = Object.entries(view.tags).flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, value],
    [`iam:ResourceTag/${key}`, value],
  ]);
  const setsOne = /^iam:(Create|Put\w+PermissionsBoundary)/i.test(action);
  const boundary = setsOne ? undefined : view.boundary?.arn;
  return { ...Object.fromEntries(tags), ...(boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary }) };
}
