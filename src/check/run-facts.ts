import type { ApiEvent } from '../iam/event.ts';
import type { CallPattern, RecordedFact, StateFact } from './facts.ts';
import { namesOfRun } from './names.ts';
import { shortFormArn } from './resources.ts';
import type { CheckAccess, Finding } from './types.ts';
import { sentence } from './words.ts';
import type { CheckWorld } from './world.ts';

/** Looks for a call in the learner's events. Once seen it counts for ever. */
export async function runRecorded(access: CheckAccess, { what, pattern, why }: RecordedFact): Promise<Finding> {
  const fact = JSON.stringify([what, pattern]);
  const about = { lookedFor: `${sentence(what)}.`, why: why ?? 'The step is about doing it, not about a setting.' };
  const before = access.seen.get(fact);
  if (before !== undefined) return { ok: true, ...about, found: 'It happened.', evidence: before };

  const events = (await access.events(pattern.account ?? 'main')).filter((event) => !event.checker);
  const found = events.find((event) => fits(access, event, pattern));
  if (found === undefined) return { ok: false, ...about, found: whatCameClose(events, pattern), evidence: [] };
  const evidence = [eventInWords(found)];
  access.seen.set(fact, evidence);
  return { ok: true, ...about, found: 'It happened.', evidence };
}

/** Is the quiz of a step answered rightly? */
export function runAnswered(access: CheckAccess, step: string): Finding {
  const given = access.quiz[step];
  const found =
    given === undefined ? 'It is not answered yet.' : given.right ? `Answered: ${given.answer}` : `"${given.answer}" is not right.`;
  return {
    ok: given?.right === true,
    lookedFor: `The right answer to the question of step \`${step}\`.`,
    found,
    why: 'A step that passed by chance has taught nothing.',
    evidence: given === undefined ? [] : [given.answer],
  };
}

export async function runState(world: CheckWorld, { what, look }: StateFact): Promise<Finding> {
  const { ok, found, why = 'The step asks for it.', evidence = [] } = await look(world);
  return { ok, lookedFor: sentence(what.endsWith('.') ? what : `${what}.`), found, why, evidence };
}

type Kind = NonNullable<CallPattern['by']>;

function fits(access: CheckAccess, event: ApiEvent, pattern: CallPattern): boolean {
  const { call, by, caller, outcome, resource, where } = pattern;
  if (!isCall(event, call)) return false;
  const who = callerOf(event.principal);
  if (by !== undefined && who.kind !== by) return false;
  if (caller !== undefined && who.name !== caller) return false;
  if (outcome === 'done' && event.status >= 400) return false;
  if (outcome === 'denied' && event.outcome !== 'implicitDeny' && event.outcome !== 'explicitDeny') return false;
  if (resource !== undefined) {
    const account = access.accounts[pattern.account ?? 'main']?.id ?? '';
    const written = namesOfRun(access.seed, access.names).in(resource);
    const arn = shortFormArn(call, written, { region: access.region, account });
    if (!event.access.some((asked) => asked.resource === arn)) return false;
  }
  return where === undefined || where(event);
}

function isCall({ service, operation }: ApiEvent, call: string): boolean {
  return `${service}:${operation}`.toLowerCase() === call.toLowerCase();
}

function callerOf(principal: string): { readonly kind: Kind; readonly name: string } {
  if (principal === 'anonymous') return { kind: 'anonymous', name: principal };
  const [, resource = ''] = /^arn:[^:]*:(?:iam|sts)::\d{12}:(.*)$/.exec(principal) ?? [];
  const parts = resource.split('/');
  if (resource === 'root') return { kind: 'root', name: resource };
  if (parts[0] === 'user') return { kind: 'user', name: parts.at(-1) ?? '' };
  if (parts[0] === 'assumed-role') return { kind: 'session', name: parts[1] ?? '' };
  return { kind: 'service', name: principal };
}

function whatCameClose(events: readonly ApiEvent[], { call }: CallPattern): string {
  const same = events.filter((event) => isCall(event, call));
  if (same.length === 0) return `${call} was not called yet.`;
  const last = same.at(-1);
  const times = same.length === 1 ? 'once' : `${same.length} times`;
  return `${call} was called ${times}, but not so${last === undefined ? '' : `; last by ${last.principal}, with ${answerOf(last)}`}.`;
}

function eventInWords(event: ApiEvent): string {
  return `${event.time} ${event.service}:${event.operation} by ${event.principal}: ${answerOf(event)}`;
}

function answerOf({ status, errorCode }: ApiEvent): string {
  return errorCode === undefined ? `answer ${status}` : `${errorCode} (${status})`;
}
