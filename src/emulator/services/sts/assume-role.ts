import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';

import type { RequestContext } from '../../../iam/types.ts';
import type { AccountStore, Store } from '../../store/types.ts';
import type { Access, CallContext } from '../contract.ts';
import { parseIamArn } from '../iam/arns.ts';
import { iamState, type RoleRecord } from '../iam/state.ts';
import { checkInput } from './constraints.ts';
import { accessDenied, validationError } from './errors.ts';
import { issueSession } from './issue-session.ts';
import { hasMfaCode, takeMfa } from './mfa.ts';
import { operation } from './operation.ts';
import { packedSize, readSessionPolicies } from './session-policies.ts';
import { readSessionTags, tagContext } from './session-tags.ts';
import { findSessionRecord } from './sessions.ts';

const HOUR = 3600;

/**
 * Credentials of a role, for a caller that its trust policy and the caller's own policies let in.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole = operation('AssumeRole', {
  authorize: (input, call) => {
    checkInput(input, [900, 12 * HOUR]);
    if (parseIamArn(input.RoleArn ?? '')?.resource !== 'role') throw validationError(`${input.RoleArn} is invalid`);
    if (call.caller.type === 'Root') throw accessDenied('Roles may not be assumed by root accounts.');
    return accessesOf(input, call);
  },
  handle: (input, call) => {
    const { account, role } = findRole(input.RoleArn ?? '', call);
    const calling = callingSession(call);
    const sessionName = input.RoleSessionName ?? '';
    const policies = readSessionPolicies(input, account);
    const tags = readSessionTags(input, calling?.tags ?? []);
    const packed = packedSize(policies, tags);
    const session = {
      of: { type: 'role', roleName: role.name, rolePath: role.path, roleId: role.id, sessionName },
      seconds: secondsOf(input, role, calling !== undefined),
      policies,
      tags,
      sourceIdentity: sourceIdentityOf(input, call),
      mfa: takeMfa(input, call),
    } as const;
    return {
      Credentials: issueSession(account, session, call.random),
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:${sessionName}`,
        Arn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/${sessionName}`,
      },
      PackedPolicySize: packed,
      SourceIdentity: session.sourceIdentity,
    };
  },
});

/** Passing tags or a source identity on, also those inherited from the calling session, is an action of its own. */
function accessesOf(input: AssumeRoleCommandInput, call: CallContext): Access[] {
  const resource = input.RoleArn ?? '';
  const tags = readSessionTags(input, callingSession(call)?.tags ?? []);
  const sourceIdentity = sourceIdentityOf(input, call);
  const context: RequestContext = {
    ...resourceTags(resource, call.store),
    ...tagContext(input),
    'sts:RoleSessionName': input.RoleSessionName ?? '',
    ...(input.ExternalId === undefined ? {} : { 'sts:ExternalId': input.ExternalId }),
    ...(sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': sourceIdentity }),
    ...mfaContext(input, call),
  };
  const actions = [
    'sts:AssumeRole',
    ...(tags.length > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
  return actions.map((action) => ({ action, resource, context }));
}

/** A code given with this very call counts for the role's trust policy. */
function mfaContext(input: AssumeRoleCommandInput, call: CallContext): RequestContext {
  return hasMfaCode(input, call) ? { 'aws:MultiFactorAuthPresent': true, 'aws:MultiFactorAuthAge': 0 } : {};
}

function sourceIdentityOf(input: AssumeRoleCommandInput, call: CallContext): string | undefined {
  const inherited = callingSession(call)?.sourceIdentity;
  if (inherited !== undefined && input.SourceIdentity !== undefined && input.SourceIdentity !== inherited) {
    throw accessDenied(`The source identity ${inherited} of the calling session cannot be changed to ${input.SourceIdentity}.`);
  }
  return inherited ?? input.SourceIdentity;
}

// Whoever may not assume a role is not told whether it exists.
function findRole(arn: string, call: CallContext): { account: AccountStore; role: RoleRecord } {
  const named = parseIamArn(arn);
  const account = named !== undefined && call.store.hasAccount(named.account) ? call.store.account(named.account) : undefined;
  const role = account === undefined || named === undefined ? undefined : iamState(account).roles.get(named.name);
  if (account !== undefined && role !== undefined && role.name === named?.name && role.path === named.path) return { account, role };
  const caller = 'arn' in call.caller ? call.caller.arn : 'anonymous';
  throw accessDenied(`User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${arn}`);
}

function secondsOf({ DurationSeconds = HOUR }: AssumeRoleCommandInput, role: RoleRecord, chained: boolean): number {
  if (DurationSeconds > role.maxSessionDuration)
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  if (chained && DurationSeconds > HOUR) {
    throw validationError('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  }
  return DurationSeconds;
}

function callingSession({ credential, store }: CallContext) {
  return credential?.sessionToken === undefined ? undefined : findSessionRecord(credential.accessKeyId, store);
}

function resourceTags(arn: string, store: Store): RequestContext {
  const named = parseIamArn(arn);
  if (named === undefined || !store.hasAccount(named.account)) return {};
  const tags = iamState(store.account(named.account)).roles.get(named.name)?.tags ?? [];
  return Object.fromEntries(
    tags.flatMap(({ Key, Value }) => [`iam:ResourceTag/${Key}`, `aws:ResourceTag/${Key}`].map((key) => [key, Value])),
  );
}
