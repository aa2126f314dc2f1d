import { actionsOf, type CatalogueAction, knownService, knownServices } from '../iam/index.ts';
import type { PolicyDocument, RequestContext, StatementRef } from '../iam/types.ts';
import { type Caller, findCaller } from './caller.ts';
import { type Judged, judge, judgeByIdentity, judgeHop, judgeWith } from './judge.ts';
import { requestContext } from './request-context.ts';
import { resourceOf } from './resources.ts';
import { globMatches } from './glob.ts';
import type { Part } from './run-probes.ts';
import type { Expected, ExpectedResource, Sweep } from './subject.ts';
import { fillings, realResources, sweepResources } from './sweep-resources.ts';
import { isThing } from './things.ts';
import type { Finding } from './types.ts';
import { type WitnessContext, withWitness, witnessContexts } from './witness.ts';
import { reasonOf, requestInWords, sentence, statementInWords } from './words.ts';
import type { CheckWorld } from './world.ts';
import type { ContextSpec } from './context.ts';

/**
 * Asks about every action of the services on every resource that could matter, in every context that the policies wait for, and
 * compares with what is expected, both ways.
 */
export async function runSweep(world: CheckWorld, given: Sweep): Promise<Part> {
  const sweep = given.services.includes('*') ? { ...given, services: knownServices() } : given;
  const unknown = [...sweep.services, ...Object.keys(sweep.expected).map(serviceOf)].filter((service) => !knownService(service));
  if (unknown.length > 0) throw new TypeError(`The action catalogue does not have: ${[...new Set(unknown)].join(', ')}.`);
  const { caller, absent } = await findCaller(world, sweep.subject);
  if (caller === undefined) return { findings: [], decidedBy: [], absent: [absent] };

  const expected = expectations(world, sweep.expected);
  const wanted = expected.flatMap(({ action, atLeast, context }) =>
    atLeast.flatMap((pattern) => fillings(pattern, world.names.made('sweep'))).map((arn) => judge(world, caller, action, arn, context)),
  );
  const lacking = wanted.filter(({ decision }) => decision.outcome !== 'allowed');
  const refusedHop = judgeHop(world, caller);
  const { beyond, asked } =
    refusedHop === undefined ? findBeyond(world, caller, sweep, expected, given.services.includes('*')) : { beyond: [], asked: 0 };
  const findings = [lackFinding(caller, sweep, lacking), beyondFinding(caller, sweep, beyond, asked)];
  const deciding = beyond.length > 0 ? beyond.map(({ judged }) => judged) : wanted;
  return { findings, decidedBy: unique(deciding.flatMap(({ decision }) => decision.matched)), absent: [] };
}

interface Expectation {
  readonly action: string;
  /** An ARN, with `*` for any text. */
  readonly pattern: string;
  /** Those among them that must be allowed, in the same form. */
  readonly atLeast: readonly string[];
  readonly context: ContextSpec;
}

function expectations(world: CheckWorld, expected: Expected): readonly Expectation[] {
  return Object.entries(expected).flatMap(([action, places]) =>
    listOf(places).map((place) => {
      const { on, with: context = {}, atLeast = on } = typeof place === 'object' && !isThing(place) ? place : { on: place };
      const least = typeof atLeast === 'string' || isThing(atLeast) ? [atLeast] : atLeast;
      return {
        action,
        pattern: resourceOf(world, action, on).arn,
        atLeast: least.map((one) => resourceOf(world, action, one).arn),
        context,
      };
    }),
  );
}

interface Beyond {
  readonly judged: Judged;
  /** The keys without which it would not have been allowed. */
  readonly witness: RequestContext;
  readonly level: string;
  /** The resource is one that the accounts have. */
  readonly isReal: boolean;
}

function findBeyond(
  world: CheckWorld,
  caller: Caller,
  sweep: Sweep,
  expected: readonly Expectation[],
  everywhere: boolean,
): { beyond: readonly Beyond[]; asked: number } {
  const documents = documentsAbout(world, caller);
  const resources = sweepResources(world, { services: sweep.services, expected: expected.map(({ pattern }) => pattern), documents });
  const witnesses: readonly WitnessContext[] = [{}, ...witnessContexts(documents, world.names.made('witness'))];
  const real = new Set(realResources(world));
  const beyond: Beyond[] = [];
  let count = 0;
  const foreign = everywhere ? foreignActions(caller) : [];
  for (const entry of [...sweep.services.flatMap((service) => actionsOf(service)), ...foreign]) {
    if (entry.undeniable || (sweep.onlyChanges && !CHANGES.test(entry.accessLevel))) continue;
    const own = expected.filter(({ action }) => action.toLowerCase() === entry.action.toLowerCase());
    for (const arn of resources.of(entry)) {
      if (own.some(({ pattern }) => covers(pattern, arn))) continue;
      const base = requestContext(world, caller, entry.action, arn, {});
      for (const witness of witnesses) {
        count++;
        const judged = judgeIn(world, caller, entry.action, arn, withWitness(base, witness));
        // What needs no permission is not given by a policy, and cannot be taken by one that grants less.
        if (judged.decision.outcome !== 'allowed' || judged.decision.layer === 'none') continue;
        beyond.push({ judged, witness: given(witness), level: entry.accessLevel, isReal: real.has(arn) });
        break;
      }
    }
  }
  return { beyond, asked: count };
}

const CHANGES = /Write|Tagging|Permissions management/;

/** Of a role that is there, only what the caller's own policies say: that it does not trust him today is no reason to allow it. */
function judgeIn(world: CheckWorld, caller: Caller, action: string, arn: string, context: RequestContext): Judged {
  return action.startsWith('sts:') ? judgeByIdentity(world, caller, action, arn, context) : judgeWith(world, caller, action, arn, context);
}

/** What the caller's policies allow of services that the catalogue does not have. */
function foreignActions({ policies }: Caller): readonly CatalogueAction[] {
  const allowed = (policies.identity ?? []).flatMap(({ document }) =>
    document.statements.filter(({ effect }) => effect === 'Allow').flatMap(({ action = [] }) => action),
  );
  const named = allowed.filter((pattern) => pattern.includes(':') && !knownService(serviceOf(pattern)));
  const actions = [...named, ...EVERYWHERE].map((pattern) => pattern.replaceAll('*', 'Everything').replaceAll('?', 'x'));
  return actions.map((action) => ({ action, accessLevel: 'Write', resourceTypes: [], conditionKeys: [], undeniable: false }));
}

/** For policies that name no service: `*`, `NotAction`. */
const EVERYWHERE = ['dynamodb:DeleteTable', 'ec2:RunInstances', 'rds:DeleteDBInstance', 'cloudformation:CreateStack'];

/** All policies that can speak on the caller: his own, and those of the buckets and roles that he could ask for. */
function documentsAbout(world: CheckWorld, { policies }: Caller): readonly PolicyDocument[] {
  const own = [...(policies.identity ?? []), ...(policies.boundary ?? []), ...(policies.session ?? [])];
  const others = [...world.accounts.values()].flatMap(({ buckets, roles }) => [
    ...[...buckets.values()].flatMap(({ policy }) => (policy === undefined ? [] : [policy])),
    ...[...roles.values()].map(({ trust }) => trust),
  ]);
  return [...own, ...others].map(({ document }) => document);
}

/** Is the resource one of those that are expected? A log group is also each of its streams. */
function covers(pattern: string, arn: string): boolean {
  const group = /^(.*:log-group:.*):log-stream:\*$/.exec(pattern)?.[1];
  if (group !== undefined) return globMatches(group, arn) || globMatches(`${group}:*`, arn);
  return globMatches(pattern, arn);
}

function given(witness: WitnessContext): RequestContext {
  return Object.fromEntries(Object.entries(witness).map(([key, value]) => [key, value ?? '(absent)']));
}

function lackFinding(caller: Caller, sweep: Sweep, lacking: readonly Judged[]): Finding {
  const actions = Object.keys(sweep.expected);
  const [first] = lacking;
  return {
    ok: first === undefined,
    lookedFor: `${sentence(caller.called)} may do ${inWords(actions)} where the step says.`,
    found: first === undefined ? 'All of it is allowed.' : reasonOf(first),
    why: 'Without it the work cannot be done.',
    evidence: unique(lacking.map(({ request }) => requestInWords(request.action, request.resource))),
  };
}

const GRAVE = ['Permissions management', 'Write', 'Tagging', 'Read', 'List'];

function beyondFinding(caller: Caller, sweep: Sweep, beyond: readonly Beyond[], asked: number): Finding {
  const lookedFor = `${sentence(caller.called)} may do nothing else among ${inWords(sweep.services)}.`;
  const grave = beyond.toSorted((a, b) => gravity(a) - gravity(b));
  const byAction = new Map<string, Beyond>();
  for (const one of grave) if (!byAction.has(one.judged.request.action)) byAction.set(one.judged.request.action, one);
  const [first] = byAction.values();
  if (first === undefined) {
    return { ok: true, lookedFor, found: `Nothing else is allowed (${asked} requests judged).`, why: sweep.why ?? TOO_MUCH, evidence: [] };
  }
  const name = ({ judged: { request }, witness }: Beyond) => requestInWords(request.action, request.resource, witness);
  const count = `${byAction.size} more ${byAction.size === 1 ? 'thing' : 'things'}`;
  const who = sentence(caller.called);
  const asWell = Object.keys(sweep.expected).some((action) => byAction.has(action))
    ? ' Some of it is what is expected, on resources that are not.'
    : '';
  return {
    ok: false,
    lookedFor,
    found: `${who} can do ${count}, e.g. ${name(first)}.${asWell} ${reasonOf(first.judged)}`,
    why: [...(first.level.includes('Permissions management') ? [REACHES] : []), sweep.why ?? TOO_MUCH].join(' '),
    evidence: [...byAction.values()].map((one) => `${name(one)}${decidingStatement(one.judged)}`),
  };
}

const TOO_MUCH = 'Whoever takes over the caller, by a leaked key or a fault in the code, can do all of it.';
const REACHES = 'Among it are actions that change who may do what: they reach further than the data.';

/** The lower, the more it says to a learner: who may do what, then changes; what everybody has heard of, on what is really there. */
function gravity({ level, judged: { request }, isReal }: Beyond): number {
  const place = GRAVE.findIndex((name) => level.includes(name));
  const isWellKnown = /:(Put|Attach|Create|Delete|Get|Assume)\w*(Policy|Acl|AccessKey|Object|Role|User|Events|Parameter)$/.test(
    request.action,
  );
  return (place === -1 ? GRAVE.length : place) * 4 + (isWellKnown ? 0 : 2) + (isReal ? 0 : 1);
}

function decidingStatement({ decision }: Judged): string {
  const [statement] = decision.matched;
  return statement === undefined ? '' : ` (allowed by ${statementInWords(statement)})`;
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

function unique<T extends string | StatementRef>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}

function listOf(places: ExpectedResource | readonly ExpectedResource[]): readonly ExpectedResource[] {
  return isList(places) ? places : [places];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
