import type { Backend } from '../backend/types.ts';
import { SeclabError } from '../aws/seclab-error.ts';
import { closest } from '../check/closest.ts';
import { replaceNames } from '../check/names.ts';
import type { CheckAccess } from '../check/types.ts';
import { checkAccess } from './access.ts';
import { variablesOf } from './draw-names.ts';
import { gradeStep } from './grade-step.ts';
import { loadChecks } from './load-code.ts';
import type { Progress } from './progress.ts';
import type { ProgressOf } from './progress-event.ts';
import { type Reduced, reduceProgress } from './reduce-progress.ts';
import type { RunFolder } from './run-folder.ts';
import type { Lab, Run, RunShell, RunState, Step, StepResult } from './types.ts';
import { type Undone, whatUndid } from './what-undid.ts';

export interface LabRunInput {
  readonly lab: Lab;
  readonly folder: RunFolder;
  readonly progress: Progress;
  /** Asked for only when the sandbox is needed. */
  readonly backend: () => Promise<Backend>;
  /** Drops the accounts and sets up again. */
  readonly startAgain: () => Promise<void>;
}

type ReadyRun = Reduced & { readonly started: ProgressOf<'started'>; readonly ready: ProgressOf<'ready'> };

/** A run whose set-up is done. All that it knows is read from its progress file, each time. */
export class LabRun implements Run {
  readonly lab: Lab;
  readonly files: string;
  readonly #input: LabRunInput;

  constructor(input: LabRunInput) {
    this.lab = input.lab;
    this.files = input.folder.files;
    this.#input = input;
  }

  get accounts(): Readonly<Record<string, string>> {
    return this.#read().started.accounts;
  }

  get names(): Readonly<Record<string, string>> {
    return this.#read().started.names;
  }

  get since(): Readonly<Record<string, number>> {
    return this.#read().ready.since;
  }

  get shell(): RunShell {
    const { started, ready } = this.#read();
    const variables = variablesOf(this.lab, started.names, started.accounts);
    return { profiles: ready.profiles, defaultProfile: ready.defaultProfile, variables };
  }

  state(): RunState {
    return this.#read().state;
  }

  text(markdown: string): string {
    return replaceNames(markdown, this.names);
  }

  async check(steps?: readonly string[], signal: AbortSignal = new AbortController().signal): Promise<readonly StepResult[]> {
    const wanted = steps?.map((id) => this.#step(id).id) ?? this.lab.steps.map(({ id }) => id);
    const before = this.#read();
    const checks = await loadChecks(this.lab);
    const seen = await this.#lastEvents(before);
    const access = await this.#access(before);

    const passed = new Set(before.state.steps.filter(({ passedAt }) => passedAt !== undefined).map(({ id }) => id));
    const results: StepResult[] = [];
    const lost: Record<string, Undone> = {};
    for (const step of this.lab.steps.filter(({ id }) => wanted.includes(id))) {
      const result = await gradeStep({ lab: this.lab, step, check: checks.get(step.id), access, passed, signal });
      results.push(result);
      if (result.result === 'failed' && passed.has(step.id)) lost[step.id] = await this.#whatUndid(before, result, access);
      if (result.result === 'passed') passed.add(step.id);
    }
    if (signal.aborted) return results;

    this.#input.progress.append({ event: 'checked', results: results.map(toRemember), seen, lost });
    return results;
  }

  readHint(step: string): { readonly rung: number; readonly of: number; readonly text: string } | undefined {
    const { id, hints } = this.#step(step);
    const read = this.state().steps.find((state) => state.id === id)?.hintsRead ?? 0;
    const text = hints[read];
    if (text === undefined) return undefined;
    const rung = read + 1;
    this.#input.progress.append({ event: 'hint', step: id, rung });
    return { rung, of: hints.length, text: this.text(text) };
  }

  answerQuiz(step: string, option: number): { readonly right: boolean; readonly why: string } {
    const { id, quiz } = this.#step(step);
    if (quiz === undefined) throw new SeclabError('quiz.none', `Step \`${id}\` asks no question.`);
    const chosen = quiz.options[option];
    if (chosen === undefined) {
      throw new SeclabError('quiz.option', `Step \`${id}\` has the answers 1 to ${quiz.options.length}, not ${option + 1}.`);
    }
    this.#input.progress.append({ event: 'quiz', step: id, option, right: chosen.right });
    return { right: chosen.right, why: this.text(chosen.why) };
  }

  skip(step: string): void {
    this.#input.progress.append({ event: 'skipped', step: this.#step(step).id });
  }

  async reset(): Promise<void> {
    await this.#input.startAgain();
  }

  #read(): ReadyRun {
    const reduced = reduceProgress(this.lab, this.#input.progress.read());
    const { started, ready } = reduced;
    if (started === undefined || ready === undefined) {
      throw new SeclabError('run.gone', `The run of \`${this.lab.id}\` is being set up again. Start it once more.`);
    }
    return { ...reduced, started, ready };
  }

  #step(id: string): Step {
    const found = this.lab.steps.find((step) => step.id === id);
    if (found !== undefined) return found;
    const ids = this.lab.steps.map((step) => step.id);
    const near = closest(id, ids);
    const mend = near === undefined ? `Its steps are ${ids.join(', ')}.` : `Did you mean \`${near}\`?`;
    throw new SeclabError('step.unknown', `\`${this.lab.id}\` has no step \`${id}\`. ${mend}`);
  }

  /** The access, or why there is none: then no step can be graded. */
  async #access(reduced: ReadyRun): Promise<CheckAccess | Error> {
    const { started, ready } = reduced;
    const { progress, folder } = this.#input;
    try {
      const backend = await this.#input.backend();
      return await checkAccess({ lab: this.lab, backend, started, ready, reduced, progress, files: folder.files });
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** The last event of each account, read before the check reads the accounts. */
  async #lastEvents({ started, ready }: ReadyRun): Promise<Record<string, number>> {
    const seen: Record<string, number> = {};
    for (const [name, id] of Object.entries(started.accounts)) {
      const since = ready.since[name] ?? 0;
      try {
        seen[name] = (await (await this.#input.backend()).events(id, since)).at(-1)?.seq ?? since;
      } catch {
        // The sandbox is down: grading says so, and no step can pass that this number would be for.
        seen[name] = since;
      }
    }
    return seen;
  }

  async #whatUndid({ heldAt }: Reduced, result: StepResult, access: CheckAccess | Error): Promise<Undone> {
    if (access instanceof Error) return { since: new Date().toISOString() };
    const held = heldAt.get(result.step) ?? {};
    const events = await Promise.all(
      Object.keys(access.accounts).map(async (name) => (await access.events(name)).filter(({ seq }) => seq > (held[name] ?? 0))),
    );
    return whatUndid(
      events.flat().toSorted((a, b) => a.time.localeCompare(b.time)),
      result,
      access.now('main'),
    );
  }
}

const KEPT_EVIDENCE = 40;

/** A result as it is written down: of a sweep's hundreds of requests the first ones. */
function toRemember({ step, result, findings, decidedBy }: StepResult): ProgressOf<'checked'>['results'][number] {
  return {
    step,
    result,
    findings: findings.map((finding) => ({ ...finding, evidence: finding.evidence.slice(0, KEPT_EVIDENCE) })),
    decidedBy: decidedBy.slice(0, KEPT_EVIDENCE).map((statement) => ({ ...statement })),
  };
}
