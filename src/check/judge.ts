import { accountOf, evaluate, parsePolicy } from '../iam/index.ts';
import type { AccessRequest, AttachedPolicy, Decision, PoliciesInForce, PolicyDocument, RequestContext } from '../iam/types.ts';
import { type Caller, trustOfAccount } from './caller.ts';
import { requestContext } from './request-context.ts';
import { arnOfThing } from './resources.ts';
import type { ContextSpec } from './context.ts';
import type { CheckWorld } from './world.ts';

/** A request with the engine's answer. */
export interface Judged {
  readonly request: AccessRequest;
  readonly policies: PoliciesInForce;
  readonly decision: Decision;
  /** Who asked, for a sentence. */
  readonly called: string;
}

/**
 * Asks the engine whether a caller may do something, with a complete context. A caller who comes through a role may do nothing
 * where he may not assume it: the answer is then that of the refused hop.
 */
export function judge(world: CheckWorld, caller: Caller, action: string, resource: string, given: ContextSpec): Judged {
  const refusedHop = judgeHop(world, caller);
  if (refusedHop !== undefined) return refusedHop;
  return judgeWith(world, caller, action, resource, requestContext(world, caller, action, resource, given));
}

/** The same, with the condition keys as they are given. */
export function judgeWith(
  world: CheckWorld,
  caller: Caller,
  action: string,
  resource: string,
  context: RequestContext,
  trust?: AttachedPolicy,
): Judged {
  const about = aboutResource(world, action, resource);
  const policies: PoliciesInForce = { ...caller.policies, ...about.policies, ...(trust === undefined ? {} : { resource: trust }) };
  const owner = about.account ?? world.main.id;
  const request: AccessRequest = { principal: caller.principal, action, resource, resourceAccount: owner, context };
  return { request, policies, decision: evaluate(request, policies), called: caller.called };
}

/** The same, as if every role left it to the caller's account who may wear it: what the caller's own policies say. */
export function judgeByIdentity(world: CheckWorld, caller: Caller, action: string, resource: string, context: RequestContext): Judged {
  const account = accountOf(caller.principal);
  const trusting = account === undefined ? undefined : { name: 'trust policy', attachedTo: 'any role', document: delegatingTrust(account) };
  return judgeWith(world, caller, action, resource, context, trusting);
}

/** The first hop that is refused; undefined where there is none. */
export function judgeHop(world: CheckWorld, { hop }: Caller): Judged | undefined {
  if (hop === undefined) return undefined;
  const judged = judge(world, hop.caller, 'sts:AssumeRole', arnOfThing(world, hop.role).arn, hop.context);
  return judged.decision.outcome === 'allowed' ? undefined : judged;
}

/** The policy on a resource, if it has one: a role's trust policy where the action is one of STS. */
export function policyOn(world: CheckWorld, action: string, resource: string): AttachedPolicy | undefined {
  return aboutResource(world, action, resource).policies.resource;
}

interface AboutResource {
  readonly policies: Pick<PoliciesInForce, 'resource' | 'blockPublicAccess'>;
  /** The owner, where it is known. */
  readonly account?: string;
}

/** The owner of a resource, and the policy on it. */
function aboutResource(world: CheckWorld, action: string, resource: string): AboutResource {
  const bucketName = /^arn:aws:s3:::([^/]+)/.exec(resource)?.[1];
  if (bucketName !== undefined) {
    for (const { id, buckets } of world.accounts.values()) {
      const bucket = buckets.get(bucketName);
      if (bucket === undefined) continue;
      const { policy, blockPublicAccess } = bucket;
      return { account: id, policies: { ...(policy === undefined ? {} : { resource: policy }), blockPublicAccess } };
    }
    return { policies: {} };
  }
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1];
  const trust = action.startsWith('sts:') ? trustOf(world, resource, account) : undefined;
  return { policies: trust === undefined ? {} : { resource: trust }, ...(account === undefined ? {} : { account }) };
}

/** The trust policy of a role. A role that is made for the check leaves it to its account who may wear it. */
function trustOf(world: CheckWorld, resource: string, account: string | undefined): AttachedPolicy | undefined {
  if (account === undefined || !/^arn:[^:]*:iam::\d{12}:role\//.test(resource)) return undefined;
  for (const { roles } of world.accounts.values()) {
    const role = [...roles.values()].find(({ arn }) => arn === resource);
    if (role !== undefined) return role.trust;
  }
  return { name: 'trust policy', attachedTo: 'a role made for this check', document: delegatingTrust(account) };
}

function delegatingTrust(account: string): PolicyDocument {
  const made = madeTrusts.get(account) ?? parsePolicy(trustOfAccount(account), 'trust');
  madeTrusts.set(account, made);
  return made;
}

const madeTrusts = new Map<string, PolicyDocument>();
