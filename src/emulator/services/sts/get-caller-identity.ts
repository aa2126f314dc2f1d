import type { CallContext } from '../contract.ts';
import { operation } from './operation.ts';

/** Needs no permission and cannot be denied. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity = operation('GetCallerIdentity', {
  authorize: 'none',
  handle: (_input, call) => ({ UserId: userId(call), Account: call.account, Arn: arn(call) }),
});

function userId({ caller, account }: CallContext): string {
  return 'userId' in caller && caller.userId !== undefined ? caller.userId : account;
}

function arn({ caller, account }: CallContext): string {
  return 'arn' in caller ? caller.arn : `arn:aws:iam::${account}:root`;
}
