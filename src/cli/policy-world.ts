import { SeclabError } from '../aws/seclab-error.ts';
import { type Caller, findCaller } from '../check/caller.ts';
import { closest } from '../check/closest.ts';
import { UnreadablePolicy } from '../check/documents.ts';
import { shortFormArn } from '../check/resources.ts';
import type { SubjectSpec } from '../check/spec.ts';
import { type CheckWorld, readWorld } from '../check/world.ts';
import type { ContextSpec } from '../check/context.ts';
import type { Place } from './place.ts';

/** The accounts of a place as they are now, read through the AWS API. Throws SeclabError for a policy that cannot be read. */
export async function worldOf({ accounts, backend, files }: Place): Promise<CheckWorld> {
  const keys = await Promise.all(Object.values(accounts).map((id) => backend.adminCredentials(id)));
  const withKeys = Object.entries(accounts).flatMap(([name, id], index) => {
    const own = keys[index];
    return own === undefined ? [] : [[name, { id, keys: own }] as const];
  });
  const { endpoint, plainEndpoint, region, checkerMark } = backend;
  try {
    return await readWorld({
      endpoint,
      plainEndpoint,
      region,
      checkerMark,
      files,
      accounts: Object.fromEntries(withKeys),
      // Names are given as they are in the accounts.
      names: {},
      seed: 'policy',
      quiz: {},
      seen: { get: () => undefined, set: () => undefined },
      now: () => new Date(),
      events: (name) => backend.events(accounts[name] ?? name),
      enforcesPolicies: async () => (await backend.capabilities()).enforcesPolicies,
    });
  } catch (cause) {
    if (!(cause instanceof UnreadablePolicy)) throw cause;
    throw new SeclabError('policy.unreadable', `The policy ${cause.policy} cannot be read: ${cause.message}`, { cause, exit: 3 });
  }
}

/** Everybody of the accounts who could ask: users, roles, root users, and a caller without credentials. */
export async function everyCaller(world: CheckWorld): Promise<readonly Caller[]> {
  const subjects = [...world.accounts.values()].flatMap(({ name: account, users, roles }): SubjectSpec[] => [
    ...[...users.keys()].map((name) => ({ is: 'user', account, name }) as const),
    ...[...roles.keys()].map((name) => ({ is: 'role', account, name }) as const),
    { is: 'root', account },
  ]);
  const found = await Promise.all([...subjects, { is: 'anonymous' } as const].map((subject) => findCaller(world, subject)));
  return found.flatMap(({ caller }) => caller ?? []);
}

/**
 * Who is meant: `ana` or `user/ana`, `role/thumbnailer`, `root`, `anonymous`, `lambda.amazonaws.com`, or an ARN. A role is asked for as
 * one of its sessions. Throws SeclabError `principal.unknown`.
 */
export async function callerNamed(world: CheckWorld, text: string): Promise<Caller> {
  const subject = subjectNamed(world, text);
  const found = subject === undefined ? undefined : await findCaller(world, subject);
  if (found?.caller !== undefined) return found.caller;
  const names = [...world.accounts.values()].flatMap(({ users, roles }) => [
    ...[...users.keys()].map((name) => `user/${name}`),
    ...[...roles.keys()].map((name) => `role/${name}`),
  ]);
  const near = closest(text, names);
  const mend = near === undefined ? `There are ${[...names, 'root', 'anonymous'].join(', ')}.` : `Did you mean \`${near}\`?`;
  throw new SeclabError('principal.unknown', `There is no \`${text}\` in the accounts. ${mend}`);
}

/** The ARN of a resource of the action, which may be written short (`photos/a.jpg` for S3). Throws SeclabError `resource.unknown`. */
export function resourceNamed(world: CheckWorld, action: string, text = '*'): string {
  try {
    return shortFormArn(action, text, { region: world.access.region, account: world.main.id });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new SeclabError('resource.unknown', cause.message, { cause });
  }
}

/** Condition keys of `--context KEY=VALUE`; a key that is given more than once has several values. Throws SeclabError `context.unreadable`. */
export function contextOf(given: readonly string[] = []): ContextSpec {
  const keys = new Map<string, string[]>();
  for (const text of given) {
    const at = text.indexOf('=');
    const key = text.slice(0, at);
    if (at < 1 || !key.includes(':')) {
      throw new SeclabError(
        'context.unreadable',
        `Expected --context to be KEY=VALUE with a condition key such as aws:SourceIp, got \`${text}\`.`,
      );
    }
    keys.set(key, [...(keys.get(key) ?? []), text.slice(at + 1)]);
  }
  return Object.fromEntries([...keys].map(([key, values]) => [key, values.length === 1 ? (values[0] ?? '') : values]));
}

/** Commander gathers an option that may stand there several times. */
export function gathered(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function subjectNamed(world: CheckWorld, text: string): SubjectSpec | undefined {
  if (text === 'anonymous') return { is: 'anonymous' };
  if (text === 'root') return { is: 'root', account: 'main' };
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(text)) return { is: 'service', service: text, account: 'main' };
  const [, id, kind, path = ''] = /^arn:[^:]*:(?:iam|sts)::(\d{12}):(user|role|assumed-role|root)(?:\/(.*))?$/.exec(text) ?? [];
  const accounts = [...world.accounts.values()].filter((account) => id === undefined || account.id === id);
  if (kind === 'root') return accounts[0] === undefined ? undefined : { is: 'root', account: accounts[0].name };
  const [, written, name = path] = /^(user|role)\/(.+)$/.exec(id === undefined ? text : '') ?? [];
  const wanted = (id === undefined ? (written === undefined ? text : name) : path).split('/');
  const last = kind === 'assumed-role' ? (wanted[0] ?? '') : (wanted.at(-1) ?? '');
  const type = kind ?? written;
  for (const { name: account, users, roles } of accounts) {
    if (type !== 'role' && type !== 'assumed-role' && users.has(last)) return { is: 'user', account, name: last };
    if (type !== 'user' && roles.has(last)) {
      const session = kind === 'assumed-role' && wanted[1] !== undefined ? { session: { name: wanted[1] } } : {};
      return { is: 'role', account, name: last, ...session };
    }
  }
  return undefined;
}
