import type { Backend } from '../backend/types.ts';
import { findCaller } from '../check/caller.ts';
import { globMatches } from '../check/glob.ts';
import { judgeWith } from '../check/judge.ts';
import { requestContext } from '../check/request-context.ts';
import type { SubjectSpec } from '../check/spec.ts';
import { sweepResources } from '../check/sweep-resources.ts';
import type { CheckAccess } from '../check/types.ts';
import { withWitness, type WitnessContext, witnessContexts } from '../check/witness.ts';
import { requestInWords } from '../check/words.ts';
import { type CheckWorld, readWorld } from '../check/world.ts';
import { actionsOf, type CatalogueAction, knownService, parsePolicy } from '../iam/index.ts';
import type { PolicyDocument, RequestContext } from '../iam/types.ts';
import type { Run } from '../lab/index.ts';
import type { PolicySlot } from './policy-slots.ts';

/**
 * Finds a request that two documents in the same place decide differently; undefined where they come to the same. Judged with all other policies of the accounts in force, for everybody whom
 * the place concerns, on every action of the services that either document names. `changed` is stored when this is called.
 */
export async function differingRequest(run: Run, backend: Backend, slot: PolicySlot, changed: string): Promise<string | undefined> {
  const after = await readWorld(await accessTo(run, backend));
  await slot.write(slot.source);
  const before = await readWorld(await accessTo(run, backend));
  await slot.write(changed);

  const documents = [slot.source, changed].map((source) => parsePolicy(source, slot.kind));
  const services = servicesIn(documents);
  const resources = sweepResources(before, { services, expected: [], documents });
  const isFree = freeRequests(run);
  const witnesses: readonly WitnessContext[] = [{}, ...witnessContexts(documents, before.names.made('witness'))];
  for (const subject of concerned(slot, before, after, documents)) {
    const [one, other] = [await findCaller(before, subject), await findCaller(after, subject)];
    if (one.caller === undefined || other.caller === undefined) continue;
    for (const action of services.flatMap((service) => actionsOf(service)).filter(({ action: name }) => !FEDERATED_ONLY.test(name))) {
      for (const arn of placesOf(slot, action, resources.of(action))) {
        if (isFree(action.action, arn)) continue;
        const base = requestContext(before, one.caller, action.action, arn, {});
        for (const witness of witnesses) {
          const context = withWitness(base, witness);
          const was = judgeWith(before, one.caller, action.action, arn, context).decision.outcome === 'allowed';
          const is = judgeWith(after, other.caller, action.action, arn, context).decision.outcome === 'allowed';
          if (was !== is) return `${one.caller.called} ${is ? 'may' : 'may not'} do ${requestInWords(action.action, arn, given(witness))}`;
        }
      }
    }
  }
  return undefined;
}

/** The requests that `lab.yaml` leaves to the learner. */
function freeRequests(run: Run): (action: string, arn: string) => boolean {
  return (action, arn) => run.lab.free.some((free) => globMatches(free.action, action) && globMatches(run.text(free.resource), arn));
}

function given(witness: WitnessContext): RequestContext {
  return Object.fromEntries(Object.entries(witness).map(([key, value]) => [key, value ?? '(absent)']));
}

/** Asked by nobody who has keys: they come with a token of an identity provider. */
const FEDERATED_ONLY = /^sts:AssumeRoleWith/;

/** What the checks would be given, by which the accounts are read anew. */
async function accessTo({ accounts: numbers, names, files }: Run, backend: Backend): Promise<CheckAccess> {
  const accounts: Record<string, CheckAccess['accounts'][string]> = {};
  for (const [name, id] of Object.entries(numbers)) accounts[name] = { id, keys: await backend.adminCredentials(id) };
  const { endpoint, plainEndpoint, region, checkerMark } = backend;
  return {
    accounts,
    names,
    endpoint,
    plainEndpoint,
    region,
    checkerMark,
    files,
    events: () => Promise.resolve([]),
    quiz: {},
    seen: { get: () => undefined, set: () => {} },
    now: () => new Date(),
    enforcesPolicies: () => Promise.resolve(true),
    seed: 'mutants',
  };
}

/** The services of the actions; of an open pattern all that the policies of labs are about. */
function servicesIn(documents: readonly PolicyDocument[]): readonly string[] {
  const actions = documents.flatMap(({ statements }) => statements.flatMap(({ action = [], notAction = [] }) => [...action, ...notAction]));
  return [...new Set(actions.map((action) => action.split(':')[0]?.toLowerCase() ?? ''))].filter(knownService);
}

/** Whose rights may differ: the holders of the policy, or all who could ask for what it is on. */
function concerned(slot: PolicySlot, before: CheckWorld, after: CheckWorld, documents: readonly PolicyDocument[]): readonly SubjectSpec[] {
  if (slot.kind === 'identity') {
    const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
    const { users, roles } = before.main;
    return [
      ...[...users.values()]
        .filter(({ name, policies }) => differs(policies, after.main.users.get(name)?.policies))
        .map(({ name }) => ({ is: 'user', account: 'main', name }) as const),
      ...[...roles.values()]
        .filter(({ name, policies }) => differs(policies, after.main.roles.get(name)?.policies))
        .map(({ name }) => ({ is: 'role', account: 'main', name }) as const),
    ];
  }
  const everything = [{ action: '*' }];
  const services = documents.flatMap(({ statements }) => statements.flatMap(({ principal }) => principal?.Service ?? []));
  return [
    ...[...before.accounts.values()].flatMap(({ name: account, users, roles }) => [
      ...[...users.keys()].map((name) => ({ is: 'user', account, name }) as const),
      ...[...roles.keys()].map((name) => ({ is: 'role', account, name }) as const),
      { is: 'freshUser', account, statements: everything } as const,
    ]),
    ...[...new Set([...services, 'ec2.amazonaws.com'])].map((service) => ({ is: 'service', service, account: 'main' }) as const),
    { is: 'outsider', statements: everything },
    { is: 'anonymous' },
  ];
}

/** Of a trust or bucket policy only what it is on. */
function placesOf({ kind, of = '' }: PolicySlot, { resourceTypes }: CatalogueAction, arns: readonly string[]): readonly string[] {
  if (kind === 'identity') return arns;
  if (kind === 'trust') return resourceTypes.some(({ name }) => name === 'role') ? [of] : [];
  return arns.filter((arn) => arn === of || arn.startsWith(`${of}/`));
}
