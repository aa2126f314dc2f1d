import { AwsError } from '../../wire/aws-error.ts';
import type { CallContext } from '../contract.ts';
import { checkInput } from './constraints.ts';
import { issueSession } from './issue-session.ts';
import { operation } from './operation.ts';
import { refuseTemporaryCredentials } from './refusals.ts';
import { packedSize, readSessionPolicies } from './session-policies.ts';
import { readSessionTags, tagContext } from './session-tags.ts';
import type { SessionOf } from './state.ts';

const HOUR = 3600;
const DEFAULT_SECONDS = 12 * HOUR;

/**
 * Credentials for somebody who is no user of the account: no more than the calling user may, and no more than the session policies say.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export const getFederationToken = operation('GetFederationToken', {
  authorize: (input, call) => {
    checkInput(input, [900, 36 * HOUR]);
    refuseTemporaryCredentials('GetFederationToken', call);
    const resource = arnOf(call, input.Name ?? '');
    const context = tagContext(input);
    const federate = { action: 'sts:GetFederationToken', resource, context };
    return (input.Tags ?? []).length === 0 ? federate : [federate, { action: 'sts:TagSession', resource, context }];
  },
  handle: (input, call) => {
    const { Name = '' } = input;
    const policies = readSessionPolicies(input, call.own);
    const tags = readSessionTags(input, []);
    const packed = packedSize(policies, tags);
    const of = sessionOf(call, Name);
    const longest = call.caller.type === 'Root' ? HOUR : 36 * HOUR;
    const seconds = Math.min(input.DurationSeconds ?? DEFAULT_SECONDS, longest);
    return {
      Credentials: issueSession(call.own, { of, seconds, policies, tags }, call.random),
      FederatedUser: { FederatedUserId: `${call.account}:${Name}`, Arn: arnOf(call, Name) },
      PackedPolicySize: packed,
    };
  },
});

const arnOf = ({ account }: CallContext, name: string) => `arn:aws:sts::${account}:federated-user/${name}`;

function sessionOf({ caller }: CallContext, name: string): SessionOf {
  if (caller.type === 'Root') return { type: 'federated', name };
  if (caller.type === 'User' && caller.userId !== undefined) {
    return { type: 'federated', name, userName: caller.userName, userId: caller.userId };
  }
  throw new AwsError('AccessDenied', 'Cannot call GetFederationToken with session credentials', 403);
}
