import type { StatementRef } from '../iam/types.ts';
import type { CheckParts } from './check.ts';
import { UnreadablePolicy } from './documents.ts';
import { arnOfThing } from './resources.ts';
import { runAnswered, runRecorded, runState } from './run-facts.ts';
import { type Part, runProbe } from './run-probes.ts';
import { runSweep } from './run-sweep.ts';
import type { NamedThing } from './spec.ts';
import type { CheckAccess, CheckResult, Finding } from './types.ts';
import { absentFinding } from './words.ts';
import { type CheckWorld, readWorld } from './world.ts';

const TIME_LIMIT = 60_000;

/** Runs a check against the accounts of a run. Never throws: what goes wrong on our side is `unable`. */
export async function runCheck(parts: CheckParts, access: CheckAccess, signal: AbortSignal): Promise<CheckResult> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT)]);
  try {
    return await Promise.race([grade(parts, access, limit), rejectionOf(limit)]);
  } catch (error) {
    return error instanceof UnreadablePolicy ? failedBy(error) : unable(error);
  }
}

async function grade(parts: CheckParts, access: CheckAccess, signal: AbortSignal): Promise<CheckResult> {
  if (needsEnforcement(parts) && !(await access.enforcesPolicies())) {
    throw new Error(
      'policies are not enforced here: a user without any policy was not refused, so nothing that is asked would mean anything',
    );
  }
  const facts: Finding[] = [];
  for (const fact of parts.recorded) facts.push(await runRecorded(access, fact));
  for (const step of parts.answered) facts.push(runAnswered(access, step));

  const about: Part[] = [];
  if (parts.exists.length + parts.state.length + parts.allowed.length + parts.refused.length + parts.exactly.length > 0) {
    const world = await readWorld(access);
    about.push(existing(world, parts));
    for (const probe of parts.allowed) about.push(await runUnless(signal, () => runProbe(world, probe, 'allowed')));
    for (const probe of parts.refused) about.push(await runUnless(signal, () => runProbe(world, probe, 'refused')));
    for (const sweep of parts.exactly) about.push(await runUnless(signal, () => runSweep(world, sweep)));
    const absent = distinct(about.flatMap((part) => part.absent));
    facts.push(...absent.map((thing) => absentFinding(world, thing)));
    for (const fact of parts.state) facts.push(await runState(world, fact));
  }

  const findings = [...facts, ...about.flatMap((part) => part.findings)];
  if (findings.length === 0) throw new Error('the check looked at nothing');
  const passed = findings.every(({ ok }) => ok);
  const decidedBy: readonly StatementRef[] = distinct(about.flatMap((part) => part.decidedBy));
  return { result: passed ? 'passed' : 'failed', findings: findings.toSorted((a, b) => Number(a.ok) - Number(b.ok)), decidedBy };
}

function needsEnforcement({ allowed, refused, exactly, recorded }: CheckParts): boolean {
  return allowed.length + refused.length + exactly.length > 0 || recorded.some(({ pattern }) => pattern.outcome === 'denied');
}

function existing(world: CheckWorld, { exists }: CheckParts): Part {
  const findings: Finding[] = [];
  const absent: NamedThing[] = [];
  for (const { thing } of exists) {
    const { arn, absent: missing } = arnOfThing(world, thing);
    if (missing !== undefined && missing.kind !== 'object') absent.push(missing);
    else
      findings.push({
        ok: true,
        lookedFor: `${arn} is there.`,
        found: 'It is.',
        why: 'The rest of the step is about it.',
        evidence: [arn],
      });
  }
  return { findings, decidedBy: [], absent };
}

async function runUnless(signal: AbortSignal, run: () => Promise<Part>): Promise<Part> {
  signal.throwIfAborted();
  return run();
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** A policy that cannot be read is the learner's to mend: AWS would not have stored it. */
function failedBy({ policy, message }: UnreadablePolicy): CheckResult {
  const finding = {
    ok: false,
    lookedFor: `A policy that AWS can read: ${policy}.`,
    found: message,
    why: 'By a policy that cannot be read, nothing is decided.',
    evidence: [],
  };
  return { result: 'failed', findings: [finding], decidedBy: [] };
}

function unable(error: unknown): CheckResult {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const finding = {
    ok: false,
    lookedFor: 'Whether the step is done.',
    found: `It could not be checked: ${timedOut ? `no answer within ${TIME_LIMIT / 1000} seconds` : reason}.`,
    why: 'This is not your fault, and it does not count.',
    evidence: [],
  };
  return { result: 'unable', findings: [finding], decidedBy: [] };
}

function distinct<T extends object>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}
