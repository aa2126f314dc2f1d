import type { StatementRef } from '../iam/types.ts';
import { type Caller, findCaller } from './caller.ts';
import { everyoneBut } from './everyone.ts';
import { type Judged, judge } from './judge.ts';
import { contextOf } from './request-context.ts';
import { resourceOf } from './resources.ts';
import type { NamedThing } from './spec.ts';
import type { Probe } from './subject.ts';
import type { Finding } from './types.ts';
import { reasonOf, requestInWords, sentence, statementInWords } from './words.ts';
import type { CheckWorld } from './world.ts';

/** What one part of a check found, and which statements decided. */
export interface Part {
  readonly findings: readonly Finding[];
  readonly decidedBy: readonly StatementRef[];
  /** Things without which something could not be judged. */
  readonly absent: readonly NamedThing[];
}

export type Wanted = 'allowed' | 'refused';

/** Judges every request of a probe: all must be allowed, or all refused. */
export async function runProbe(world: CheckWorld, probe: Probe, wanted: Wanted): Promise<Part> {
  const callers = await findCallers(world, probe);
  if (callers.absent !== undefined) return { findings: [], decidedBy: [], absent: [callers.absent] };

  const missing: NamedThing[] = [];
  const judged: Judged[] = [];
  for (const action of probe.actions) {
    for (const resource of probe.resources) {
      const place = resourceOf(world, action, resource);
      if (place.absent !== undefined && place.absent.kind !== 'object') missing.push(place.absent);
      else judged.push(...callers.list.map((caller) => judge(world, caller, action, filled(place.arn, world), probe.context)));
    }
  }
  if (judged.length === 0) return { findings: [], decidedBy: [], absent: missing };

  const wrong = judged.filter(({ decision }) => (decision.outcome === 'allowed') !== (wanted === 'allowed'));
  const given = contextOf(world, probe.actions[0] ?? '', probe.context);
  const name = ({ request }: Judged) => requestInWords(request.action, request.resource, given);
  const [first = judged[0]] = wrong;
  const many = judged.length === 1 ? '' : ` (one of ${judged.length} requests)`;
  const may = wanted === 'allowed' ? 'may' : 'may not';
  const lookedFor = first === undefined ? '' : `${sentence(first.called)} ${may} do ${name(first)}${many}.`;
  const decided = (wrong.length > 0 ? wrong : judged).flatMap(({ decision }) => decision.matched);
  const finding: Finding = {
    ok: wrong.length === 0,
    lookedFor,
    found: first === undefined ? '' : reasonOf(first),
    why:
      probe.why ??
      (wanted === 'allowed'
        ? 'Without it the work cannot be done.'
        : 'It is more than the task needs, and whoever takes over the caller has it too.'),
    evidence: (wrong.length > 0 ? wrong : judged).map((one) => `${name(one)}${deciding(one)}`),
  };
  return { findings: [finding], decidedBy: decided, absent: missing };
}

async function findCallers(
  world: CheckWorld,
  { subject, actions, resources }: Probe,
): Promise<{ readonly list: readonly Caller[]; readonly absent?: never } | { readonly absent: NamedThing }> {
  if (subject.is === 'everyoneBut') {
    const requests = actions.flatMap((action) => resources.map((resource) => ({ action, arn: resourceOf(world, action, resource).arn })));
    return { list: everyoneBut(world, subject.but, requests) };
  }
  const { caller, absent } = await findCaller(world, subject);
  return caller === undefined ? { absent } : { list: [caller] };
}

/** A star that is left of a short form stands for a name that nobody foresaw. */
function filled(arn: string, world: CheckWorld): string {
  return arn === '*' ? arn : arn.replaceAll('*', () => world.names.made('any'));
}

function deciding({ decision }: Judged): string {
  const [statement] = decision.matched;
  return statement === undefined ? ` (${decision.outcome}, ${decision.layer})` : ` (${decision.outcome} by ${statementInWords(statement)})`;
}
