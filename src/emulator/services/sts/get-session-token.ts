import { AwsError } from '../../wire/aws-error.ts';
import type { CallContext } from '../contract.ts';
import { checkInput } from './constraints.ts';
import { issueSession } from './issue-session.ts';
import { takeMfa } from './mfa.ts';
import { operation } from './operation.ts';
import { refuseTemporaryCredentials } from './refusals.ts';
import type { SessionOf } from './state.ts';

const HOUR = 3600;
const DEFAULT_SECONDS = 12 * HOUR;

/**
 * Temporary credentials of the caller itself. Needs no permission, and yet can be denied.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const getSessionToken = operation('GetSessionToken', {
  authorize: (input, call) => {
    checkInput(input, [900, 36 * HOUR]);
    refuseTemporaryCredentials('GetSessionToken', call);
    return { action: 'sts:GetSessionToken', resource: '*' };
  },
  handle: (input, call) => {
    const mfa = takeMfa(input, call);
    const of = sessionOf(call);
    // The root user's sessions last an hour at most, whatever was asked for.
    const seconds = of.type === 'root' ? Math.min(input.DurationSeconds ?? HOUR, HOUR) : (input.DurationSeconds ?? DEFAULT_SECONDS);
    return { Credentials: issueSession(call.own, { of, seconds, mfa }, call.random) };
  },
});

function sessionOf({ caller }: CallContext): SessionOf {
  if (caller.type === 'Root') return { type: 'root' };
  if (caller.type === 'User' && caller.userId !== undefined) return { type: 'user', userName: caller.userName, userId: caller.userId };
  throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
}
