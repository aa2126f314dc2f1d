import type { ProgressEvent, ProgressOf } from './progress-event.ts';
import { scoreOf } from './score.ts';
import type { Lab, RunState, Step, StepResult, StepState } from './types.ts';

/** What the events of a run come to. */
export interface Reduced {
  /** The last start; undefined where there was none. */
  readonly started?: ProgressOf<'started'>;
  /** Undefined while the set-up runs, or where it was killed. */
  readonly ready?: ProgressOf<'ready'>;
  readonly state: RunState;
  readonly seen: ReadonlyMap<string, readonly string[]>;
  /** By step: the last event of each account when the step was last seen to hold. */
  readonly heldAt: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

interface StepMemory {
  state: StepState['state'];
  passedAt?: string;
  lost?: NonNullable<StepState['lost']>;
  quiz?: NonNullable<StepState['quiz']>;
  attempts: number;
  lastResult?: StepResult;
  /** These two outlive a reset, since what was read stays read. */
  hintsRead: number;
  hintsPaid: number;
  skipped: boolean;
}

/** Replays the events of a run. Steps that the lab no longer has are left out. */
export function reduceProgress(lab: Lab, events: readonly ProgressEvent[]): Reduced {
  const steps = new Map<string, StepMemory>(lab.steps.map(({ id }) => [id, newMemory()]));
  const seen = new Map<string, readonly string[]>();
  const heldAt = new Map<string, Readonly<Record<string, number>>>();
  const setAside: string[] = [];
  let started: ProgressOf<'started'> | undefined;
  let ready: ProgressOf<'ready'> | undefined;

  for (const event of events) {
    switch (event.event) {
      case 'started':
        started = event;
        ready = undefined;
        seen.clear();
        heldAt.clear();
        for (const [id, { hintsRead, hintsPaid, skipped }] of steps) steps.set(id, { ...newMemory(), hintsRead, hintsPaid, skipped });
        break;
      case 'ready':
        ready = event;
        break;
      case 'checked':
        for (const result of event.results) {
          const memory = steps.get(result.step);
          if (memory === undefined) continue;
          if (result.result === 'passed') heldAt.set(result.step, event.seen);
          remember(memory, { lab: lab.id, ...result }, event);
        }
        break;
      case 'hint':
        readHint(steps.get(event.step), event.rung);
        break;
      case 'quiz': {
        const memory = steps.get(event.step);
        if (memory !== undefined) memory.quiz = { option: event.option, right: event.right };
        break;
      }
      case 'skipped': {
        const memory = steps.get(event.step);
        if (memory !== undefined && memory.passedAt === undefined) memory.skipped = true;
        break;
      }
      case 'seen':
        seen.set(event.fact, event.evidence);
        break;
      case 'repaired':
        setAside.push(event.kept);
        break;
    }
  }

  const states = lab.steps.map((step) => stateOf(step, steps.get(step.id) ?? newMemory()));
  const current = states.find(({ state }) => state !== 'passed')?.id;
  const state: RunState = {
    lab: lab.id,
    startedAt: started?.at ?? '',
    steps: states,
    score: states.reduce((sum, { score }) => sum + score, 0),
    points: lab.steps.reduce((sum, { points }) => sum + points, 0),
    ...(current === undefined ? {} : { current }),
    setAside,
  };
  return { ...(started === undefined ? {} : { started }), ...(ready === undefined ? {} : { ready }), state, seen, heldAt };
}

function newMemory(): StepMemory {
  return { state: 'open', attempts: 0, hintsRead: 0, hintsPaid: 0, skipped: false };
}

function remember(memory: StepMemory, result: StepResult, { at, lost }: ProgressOf<'checked'>): void {
  memory.lastResult = result;
  const hasPassed = memory.passedAt !== undefined;
  switch (result.result) {
    case 'passed':
      memory.attempts++;
      memory.state = 'passed';
      memory.passedAt ??= at;
      delete memory.lost;
      break;
    case 'failed':
      memory.attempts++;
      memory.state = hasPassed ? 'lost' : 'failed';
      if (hasPassed) memory.lost ??= lostOf(lost[result.step], at);
      break;
    case 'blocked':
    case 'unable':
      // Says nothing about what the learner has: it takes nothing away.
      if (!hasPassed) memory.state = result.result;
      break;
  }
}

function lostOf(lost: { since: string; by?: string | undefined } | undefined, at: string): NonNullable<StepState['lost']> {
  return { since: lost?.since ?? at, ...(lost?.by === undefined ? {} : { by: lost.by }) };
}

function readHint(memory: StepMemory | undefined, rung: number): void {
  if (memory === undefined) return;
  memory.hintsRead = Math.max(memory.hintsRead, rung);
  if (memory.passedAt === undefined) memory.hintsPaid = Math.max(memory.hintsPaid, rung);
}

function stateOf({ id, points, hints }: Step, memory: StepMemory): StepState {
  const { hintsPaid, ...rest } = memory;
  const cost = { points, rungs: hints.length, hintsRead: hintsPaid, skipped: memory.skipped };
  return { id, ...rest, score: memory.state === 'passed' ? scoreOf(cost) : 0 };
}
