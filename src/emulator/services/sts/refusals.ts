import type { CallContext } from '../contract.ts';
import { accessDenied } from './errors.ts';

/** Sessions of users, of the root user and federated ones may call no STS operation but AssumeRole and GetCallerIdentity. */
export function refuseSessionToken(operation: string, { caller, credential }: CallContext): void {
  if (credential?.sessionToken !== undefined && caller.type !== 'AssumedRole') throw cannotCall(operation);
}

/** Only long-term keys may ask for session tokens and federation tokens. */
export function refuseTemporaryCredentials(operation: string, { credential }: CallContext): void {
  if (credential?.sessionToken !== undefined) throw cannotCall(operation);
}

const cannotCall = (operation: string) => accessDenied(`Cannot call ${operation} with session credentials`);
