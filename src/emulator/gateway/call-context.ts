import type { Principal } from '../../iam/types.ts';
import type { CallContext, Credential } from '../services/contract.ts';
import type { Gateway } from './gateway.ts';
import type { GatewayRequest } from './gateway-request.ts';

const ANONYMOUS: Principal = { type: 'Anonymous' };

export interface Caller {
  readonly principal: Principal;
  readonly credential: Credential | undefined;
  /** The caller's; of an anonymous caller that of the resource, or empty where no resource could be found. */
  readonly account: string;
  readonly region: string;
}

/** The caller of a proven request. */
export function callerOf(credential: Credential | undefined, region: string): Caller {
  const principal = credential?.principal ?? ANONYMOUS;
  return { principal, credential, account: 'account' in principal ? principal.account : '', region };
}

/** What the service is told. Throws SeclabError `account.unknown` where the account was dropped meanwhile. */
export function makeCall(
  gateway: Gateway,
  request: GatewayRequest,
  caller: Caller,
  ids: { requestId: string; eventId: string },
): CallContext {
  const { store } = gateway;
  const { account, credential } = caller;
  return {
    account,
    region: caller.region,
    caller: caller.principal,
    ...(credential === undefined ? {} : { credential }),
    ...ids,
    now: account === '' ? new Date() : store.account(account).clock.now(),
    random: gateway.random,
    get own() {
      return store.account(account);
    },
    store,
    endpoint: gateway.endpoint,
    source: request.source,
  };
}
