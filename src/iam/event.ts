import type { Decision, RequestContext } from './types.ts';

/** What was asked of one resource, and how it was decided. One API call may ask several. */
export interface DecidedAccess {
  readonly action: string;
  readonly resource: string;
  /** The context keys that the request had, secrets left out. */
  readonly context: RequestContext;
  readonly decision: Decision;
}

/**
 * The record of one request to the gateway. CloudTrail's `LookupEvents`, the activity list and the automatic re-check all
 * read this one stream. Its JSON is a public contract: fields may be added, never changed.
 */
export interface ApiEvent {
  /** Unique in the sandbox. */
  readonly id: string;
  /** Rises by one with each event of the account: `since` in a look-up is a `seq`. */
  readonly seq: number;
  /** ISO 8601, by the account's lab clock. */
  readonly time: string;
  /** The account that the event belongs to; undefined where nobody could be identified. */
  readonly account: string;
  /** ARN, service principal, or `anonymous`. */
  readonly principal: string;
  readonly accessKeyId?: string;
  /** As the CLI names it (`iam`, `s3`); `unknown` where no service could be found. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly readOnly: boolean;
  /** Secrets and bodies are replaced by `***`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Empty where the call never came to authorisation (bad signature, unknown operation). */
  readonly access: readonly DecidedAccess[];
  /** The worst of `access`, or `notDecided`. */
  readonly outcome: 'allowed' | 'implicitDeny' | 'explicitDeny' | 'notDecided';
  readonly status: number;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly source: { readonly ip: string; readonly userAgent: string };
  /** A call made by a check: left out of activity, `LookupEvents`, last-access data and re-checks. */
  readonly checker: boolean;
}
