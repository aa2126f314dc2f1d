import type { ApiEvent } from '../iam/event.ts';

export type { ApiEvent } from '../iam/event.ts';

/** Keys for signing; `sessionToken` only for temporary ones. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What a backend was seen to do, probed in a scratch account, never assumed. */
export interface Capabilities {
  readonly enforcesPolicies: boolean;
  /** Names as the AWS CLI gives them: `iam`, `s3`, ... */
  readonly services: readonly string[];
}

export interface BackendStatus {
  readonly backend: 'embedded' | 'localstack';
  readonly version: string;
  readonly endpoint: string;
  readonly region: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly accounts: readonly string[];
}

/** A running AWS: the one interface through which labs, checks and commands see a sandbox. */
export interface Backend {
  /** `http://127.0.0.1:PORT`; counts as `aws:SecureTransport` true. */
  readonly endpoint: string;
  /** The same services by a port that counts as plain HTTP. */
  readonly plainEndpoint: string;
  readonly region: string;
  status(): Promise<BackendStatus>;
  /** Draws a new 12-digit account with a root credential. */
  createAccount(): Promise<string>;
  /** Drops an account and all that is in it; no error if it is gone. */
  dropAccount(account: string): Promise<void>;
  /** The root user's keys. */
  adminCredentials(account: string): Promise<AwsKeys>;
  /** The value of the `x-seclab-checker` header that marks a call as a check's own. */
  readonly checkerMark: string;
  /** Events after `since` (a `seq`), oldest first; checks' own calls are left out. */
  events(account: string, since?: number): Promise<readonly ApiEvent[]>;
  /** Events of the accounts as they happen, from now on, until the signal aborts. */
  follow(accounts: readonly string[], signal: AbortSignal): AsyncIterable<ApiEvent>;
  /** Moves the lab clock of an account, in milliseconds ahead of real time. */
  setClock(account: string, offset: number): Promise<void>;
  capabilities(): Promise<Capabilities>;
  /** Ends the use of it; the sandbox itself goes on where it is a process of its own. */
  close(): Promise<void>;
}
