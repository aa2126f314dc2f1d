import type { ApiEvent } from '../iam/event.ts';
import type { StatementRef } from '../iam/types.ts';

/** Through this a check is given what it may use; the lab's run implements it on any backend. */
export interface CheckAccess {
  /** Accounts by the name in `lab.yaml` (`main`, `vendor`), with the root user's keys. */
  readonly accounts: Readonly<Record<string, { readonly id: string; readonly keys: CheckKeys }>>;
  /** Names as the lab writes them, to the names drawn for this run: `lab-photos` → `lab-photos-7f3a`, account numbers too. */
  readonly names: Readonly<Record<string, string>>;
  readonly endpoint: string;
  readonly plainEndpoint: string;
  readonly region: string;
  /** The value of the `x-seclab-checker` header. */
  readonly checkerMark: string;
  /** The run's folder with the learner's files. */
  readonly files: string;
  /** The learner's calls in an account since the run began, oldest first. */
  events(account: string): Promise<readonly ApiEvent[]>;
  /** The learner's last answer to the quiz of a step, as the option's text. */
  readonly quiz: Readonly<Record<string, { readonly answer: string; readonly right: boolean }>>;
  /** Facts that were seen in the events once, by what they are: they count for ever. */
  readonly seen: { get(fact: string): readonly string[] | undefined; set(fact: string, evidence: readonly string[]): void };
  /** Now, by the lab clock of an account. */
  now(account: string): Date;
  /** Does the backend enforce policies? Found by a real denial. */
  enforcesPolicies(): Promise<boolean>;
  /** Secret of the run: names made for a check derive from it, so that they differ between runs and stay the same in one. */
  readonly seed: string;
}

export interface CheckKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** One thing that was looked for. Shown to the learner as looked for / found / why it matters. */
export interface Finding {
  readonly ok: boolean;
  readonly lookedFor: string;
  readonly found: string;
  readonly why: string;
  /** Requests that were judged (`s3:PutObjectAcl on arn:...`), events, values. */
  readonly evidence: readonly string[];
}

export type ResultWord = 'passed' | 'failed' | 'blocked' | 'unable';

/** What grading a step gave. `unable` is never the learner's failure: its one finding says what could not be done, and why. */
export interface CheckResult {
  readonly result: 'passed' | 'failed' | 'unable';
  readonly findings: readonly Finding[];
  /** The statements that decided, so that a screen can lead to them. */
  readonly decidedBy: readonly StatementRef[];
}

/** What `checks.ts` exports under a step's id. Made by `check({...})` only. */
export interface Check {
  readonly kind: 'seclab.check';
  run(access: CheckAccess, signal: AbortSignal): Promise<CheckResult>;
}
