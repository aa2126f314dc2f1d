import type { AwsClients } from '../aws/clients.ts';
import type { CheckKeys } from './types.ts';

/** What `setup.ts` of a lab works with. */
export interface LabSetup {
  /** AWS clients of the root user of an account of `lab.yaml`; default `main`. */
  account(name?: string): AwsClients;
  /** The root user's keys of an account, to make a profile of. */
  rootKeys(name?: string): CheckKeys;
  /** The number drawn for an account. */
  accountId(name?: string): string;
  /** The name drawn for a written one: `lab-photos` gives `lab-photos-7f3a`. Throws for a name that is not in `lab.yaml`. */
  name(written: string): string;
  /** A text (a policy, say) with all names and account numbers of this run put in. */
  text(written: string): string;
  /** Writes a file for the learner into the run's folder, with the names of this run put in. */
  write(path: string, text: string): Promise<void>;
  /** A new access key of an IAM user. */
  makeKeys(user: string, account?: string): Promise<CheckKeys>;
  /** Gives the learner's shell a profile: keys, or a role that another profile assumes. */
  profile(name: string, profile: ShellProfile): void;
  /** Which profile the learner's shell begins with; `admin` unless told. */
  defaultProfile(name: string): void;
  readonly clock: LabClock;
}

/** A profile of the learner's shell. With `role` each call assumes it anew, as the AWS CLI does with `role_arn`. */
export type ShellProfile =
  | CheckKeys
  | {
      /** ARN. */
      readonly role: string;
      /** Name of the profile that assumes it. */
      readonly source: string;
      readonly sessionName: string;
      readonly externalId?: string;
    };

/** The lab clock of the accounts: what is made while it is set back is old. */
export interface LabClock {
  /** Runs `body` as if it were so many days ago, in all accounts; then the clock is back. */
  daysAgo<T>(days: number, body: () => Promise<T>): Promise<T>;
  /** Now, by the lab clock of an account; default `main`. */
  now(account?: string): Date;
  /** Leaves the clock of an account so many days ahead of real time, negative for behind. */
  setAhead(days: number, account?: string): Promise<void>;
}

/** What `setup.ts` exports by default. Made by `setup(...)` only. */
export interface Setup {
  readonly kind: 'seclab.setup';
  run(lab: LabSetup): Promise<void>;
}

/**
 * The start state of a lab, built through the AWS API. Before it runs there is a user `admin` with `AdministratorAccess` in
 * `main`, whose keys are the learner's profile `admin`. What it throws ends the start of the lab; what it made is dropped.
 */
export function setup(run: (lab: LabSetup) => Promise<void>): Setup {
  return { kind: 'seclab.setup', run };
}
