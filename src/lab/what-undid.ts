import type { CheckResult } from '../check/types.ts';
import type { ApiEvent } from '../iam/event.ts';

/** Since when a step no longer holds, and by which call. */
export interface Undone {
  /** ISO 8601. */
  readonly since: string;
  readonly by?: string;
}

/**
 * Finds the call that undid a step: of the changes since the step was last seen to hold, the last one that names something of the
 * findings; else the last change. `now` stands in where no change is known.
 */
export function whatUndid(events: readonly ApiEvent[], { findings }: Pick<CheckResult, 'findings'>, now: Date): Undone {
  const changes = events.filter((event) => !event.readOnly && event.status < 400);
  const failed = findings.filter(({ ok }) => !ok);
  const texts = failed.flatMap(({ lookedFor, found, evidence }) => [lookedFor, found, ...evidence]).join('\n');
  const named = changes.filter((event) => namesOf(event).some((name) => texts.includes(name)));
  const event = named.at(-1) ?? changes.at(-1);
  if (event === undefined) return { since: now.toISOString() };
  return { since: event.time, by: `${event.service}:${event.operation}${thing(event)} by ${event.principal}` };
}

/** Names of things in the call's parameters and resources, long enough to mean something. */
function namesOf({ parameters, access }: ApiEvent): readonly string[] {
  const values = Object.values(parameters).filter((value) => typeof value === 'string');
  const resources = access.map(({ resource }) => resource.split(/[:/]/).at(-1) ?? '');
  return [...values, ...resources].filter((name) => name.length > 2 && name !== '***' && !name.startsWith('{'));
}

function thing({ access }: ApiEvent): string {
  const resource = access[0]?.resource;
  return resource === undefined || resource === '*' ? '' : ` on ${resource}`;
}
