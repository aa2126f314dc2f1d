import type { Backend } from '../backend/types.ts';
import type { CheckAccess } from '../check/types.ts';
import type { ApiEvent } from '../iam/event.ts';
import type { Progress } from './progress.ts';
import type { Reduced } from './reduce-progress.ts';
import type { Lab } from './types.ts';

interface AccessInput {
  readonly lab: Lab;
  readonly backend: Backend;
  readonly started: NonNullable<Reduced['started']>;
  readonly ready: NonNullable<Reduced['ready']>;
  readonly reduced: Reduced;
  readonly progress: Progress;
  readonly files: string;
}

/** What the checks of a run may use. Throws what the backend throws where it is down. */
export async function checkAccess(input: AccessInput): Promise<CheckAccess> {
  const { lab, backend, started, ready, reduced, progress, files } = input;
  const accounts: Record<string, CheckAccess['accounts'][string]> = {};
  for (const [name, id] of Object.entries(started.accounts)) accounts[name] = { id, keys: await backend.adminCredentials(id) };

  const events = new Map<string, Promise<readonly ApiEvent[]>>();
  const seen = new Map(reduced.seen);
  let enforces: Promise<boolean> | undefined;
  return {
    accounts,
    names: started.names,
    endpoint: backend.endpoint,
    plainEndpoint: backend.plainEndpoint,
    region: backend.region,
    checkerMark: backend.checkerMark,
    files,
    events: (name) => {
      const account = accounts[name];
      if (account === undefined) throw new TypeError(`There is no account \`${name}\` in lab.yaml of \`${lab.id}\`.`);
      const found = events.get(name) ?? backend.events(account.id, ready.since[name] ?? 0);
      events.set(name, found);
      return found;
    },
    quiz: quizAnswers(lab, reduced),
    seen: {
      get: (fact) => seen.get(fact),
      set: (fact, evidence) => {
        if (seen.has(fact)) return;
        seen.set(fact, evidence);
        progress.append({ event: 'seen', fact, evidence: [...evidence] });
      },
    },
    now: (name) => new Date(Date.now() + (ready.clocks[name] ?? 0)),
    enforcesPolicies: () => (enforces ??= backend.capabilities().then(({ enforcesPolicies }) => enforcesPolicies)),
    seed: started.seed,
  };
}

function quizAnswers(lab: Lab, { state }: Reduced): CheckAccess['quiz'] {
  const answers: Record<string, { answer: string; right: boolean }> = {};
  for (const { id, quiz } of state.steps) {
    const option = lab.steps.find((step) => step.id === id)?.quiz?.options[quiz?.option ?? -1];
    if (quiz !== undefined && option !== undefined) answers[id] = { answer: option.text, right: quiz.right };
  }
  return answers;
}
