import type { ResultWord } from '../check/types.ts';

/** What `seclab prove` found. Its JSON is a public contract: fields may be added, never changed. */
export interface Proof {
  readonly lab: string;
  readonly backend: string;
  readonly untouched: UntouchedProof;
  readonly solutions: readonly SolutionProof[];
  readonly mistakes: readonly AttemptProof[];
  /** Further attempts of `--attempts`. */
  readonly attempts: readonly AttemptProof[];
  readonly mutants: MutantProof;
  readonly ok: boolean;
}

/** The lab as its set-up leaves it: no step may pass, also where the steps before it are taken for passed. */
export interface UntouchedProof {
  readonly ok: boolean;
  readonly steps: readonly { readonly step: string; readonly ok: boolean; readonly result: ResultWord; readonly problem?: string }[];
}

export interface SolutionProof {
  readonly name: string;
  readonly ok: boolean;
  readonly steps: readonly { readonly step: string; readonly ok: boolean; readonly problem?: string }[];
  /** What is wrong with the checks themselves: another answer the second time, or a change in the accounts. */
  readonly problem?: string;
}

export interface AttemptProof {
  readonly name: string;
  readonly step: string;
  readonly expect: 'passed' | 'failed';
  readonly ok: boolean;
  /** Absent where it did not come to a check. */
  readonly result?: ResultWord;
  /** What the learner would read. */
  readonly findings: readonly string[];
  readonly problem?: string;
}

/** Policies of the first solution, each made a little wider or narrower: some step must fail. */
export interface MutantProof {
  readonly killed: number;
  /** Those that AWS does not store, or that mean the same. */
  readonly equivalent: number;
  /** `difference` is a request that no check asks about. */
  readonly survived: readonly { readonly policy: string; readonly change: string; readonly difference: string }[];
}
