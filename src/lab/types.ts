import type { ShellProfile } from '../check/setup.ts';
import type { Finding, ResultWord } from '../check/types.ts';
import type { StatementRef } from '../iam/types.ts';

/** A lab as it stands in its folder, parsed and checked. Texts carry names as written; a run replaces them by the drawn ones. */
export interface Lab {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly level: 'first' | 'foundation' | 'practice' | 'expert';
  readonly minutes: number;
  readonly objectives: readonly string[];
  readonly services: readonly string[];
  readonly sources: readonly { readonly title: string; readonly url: string; readonly checked: string }[];
  readonly prerequisites: readonly string[];
  /** Account name to the 12-digit number that texts are written with. `main` is the learner's own. */
  readonly accounts: Readonly<Record<string, string>>;
  /** The Region that texts are written with. */
  readonly region: string;
  /** Environment variable name to the name that texts are written with, for names that are drawn per run: `PHOTOS: lab-photos`. */
  readonly names: Readonly<Record<string, string>>;
  /** Requests that the learner may allow or not, by patterns of action and ARN: mutants that differ in nothing else are set aside. */
  readonly free: readonly { readonly action: string; readonly resource: string; readonly why: string }[];
  readonly steps: readonly Step[];
  /** Markdown shown after the last step: what differs on real AWS, what it costs, how to clean up. */
  readonly onRealAws: string;
  /** Absolute path of the lab's folder. */
  readonly folder: string;
  /** `folder`: from outside the program; its code runs only after the user has trusted the folder. */
  readonly origin: 'program' | 'folder';
}

export interface Step {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  /** Steps that must have passed before this one is graded; else it is `blocked`. */
  readonly after: readonly string[];
  /** Markdown. */
  readonly text: string;
  /** From nudge to answer: the last rung is the answer. */
  readonly hints: readonly string[];
  readonly quiz?: Quiz;
  /** Markdown shown when the step has passed: how an attacker would have used the hole. */
  readonly afterwards: string;
}

export interface Quiz {
  readonly question: string;
  readonly options: readonly { readonly text: string; readonly right: boolean; /** Why it is right, or wrong. */ readonly why: string }[];
}

export interface StepResult {
  readonly lab: string;
  readonly step: string;
  readonly result: ResultWord;
  readonly findings: readonly Finding[];
  readonly decidedBy: readonly StatementRef[];
}

/** What is remembered of a step in a run. */
export interface StepState {
  readonly id: string;
  /** The last result; `open` where it was never checked. A step that passed and holds no more is `lost`. */
  readonly state: 'open' | 'passed' | 'failed' | 'blocked' | 'unable' | 'lost';
  readonly passedAt?: string;
  /** For `lost`: since when, and by which call where an event tells. */
  readonly lost?: { readonly since: string; readonly by?: string };
  readonly hintsRead: number;
  readonly quiz?: { readonly option: number; readonly right: boolean };
  readonly attempts: number;
  /** Its proven solution was replayed instead: no points. */
  readonly skipped: boolean;
  /** Points after the cost of hints; 0 until passed. */
  readonly score: number;
  readonly lastResult?: StepResult;
}

export interface RunState {
  readonly lab: string;
  readonly startedAt: string;
  readonly steps: readonly StepState[];
  readonly score: number;
  readonly points: number;
  /** The first step that has not passed; undefined when all have. */
  readonly current?: string;
  /** Copies of a progress file that was found damaged; what could be read of it counts. */
  readonly setAside: readonly string[];
}

/** What the learner's shell is given by a run. */
export interface RunShell {
  readonly profiles: Readonly<Record<string, ShellProfile>>;
  readonly defaultProfile: string;
  /** Drawn names and account numbers: `PHOTOS`, `MAIN`, `VENDOR`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A learner's run of a lab, kept under the home folder; two processes may hold the same run. */
export interface Run {
  readonly lab: Lab;
  /** Account name to the number drawn for this run. */
  readonly accounts: Readonly<Record<string, string>>;
  /** Written name to drawn name, accounts too. */
  readonly names: Readonly<Record<string, string>>;
  /** The run's folder for the learner's files: the shell starts here. */
  readonly files: string;
  readonly shell: RunShell;
  /** The `seq` of the last event of the set-up, by account name: what comes after it the learner did. */
  readonly since: Readonly<Record<string, number>>;
  /** As it is on disk now. */
  state(): RunState;
  /** A text of the lab with the names of this run. */
  text(markdown: string): string;
  /** Grades the given steps (default: all), in the lab's order, and remembers the results. */
  check(steps?: readonly string[], signal?: AbortSignal): Promise<readonly StepResult[]>;
  /** Shows the next rung; undefined when all have been read. */
  readHint(step: string): { readonly rung: number; readonly of: number; readonly text: string } | undefined;
  /** `option` counts from 0. Throws SeclabError for an option that is not there. */
  answerQuiz(step: string, option: number): { readonly right: boolean; readonly why: string };
  /** Remembers that the step's proven solution was replayed for the learner: it earns nothing from now on. */
  skip(step: string): void;
  /** Drops the accounts, draws new ones, sets up again; hints read and earlier results stay in the history. */
  reset(): Promise<void>;
}
