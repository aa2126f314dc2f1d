import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { AwsClients } from '../aws/clients.ts';
import { SeclabError } from '../aws/seclab-error.ts';
import type { Backend } from '../backend/types.ts';
import { closest } from '../check/closest.ts';
import { replaceNames } from '../check/names.ts';
import type { LabClock, LabSetup, Setup, ShellProfile } from '../check/setup.ts';
import type { CheckKeys } from '../check/types.ts';
import type { ProgressOf } from './progress-event.ts';
import type { Lab } from './types.ts';

const DAY = 24 * 60 * 60 * 1000;
const ADMIN = 'admin';

export interface SetUpInput {
  readonly lab: Lab;
  readonly setup: Setup;
  readonly backend: Backend;
  readonly accounts: Readonly<Record<string, string>>;
  /** Written name to drawn name, accounts too. */
  readonly names: Readonly<Record<string, string>>;
  /** The run's folder for the learner's files. */
  readonly files: string;
}

/** Builds the start state in accounts that are empty. What goes wrong is thrown as it came. */
export async function setUp(input: SetUpInput): Promise<Omit<ProgressOf<'ready'>, 'event' | 'at'>> {
  const { backend, accounts } = input;
  const rootKeys = new Map<string, CheckKeys>();
  for (const [name, number] of Object.entries(accounts)) rootKeys.set(name, await backend.adminCredentials(number));

  const tools = new SetupTools(input, rootKeys);
  // The learner's own user: an administrator, who is not the root user.
  await tools.account().call('iam', 'CreateUser', { UserName: ADMIN });
  await tools.account().call('iam', 'AttachUserPolicy', { UserName: ADMIN, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
  tools.profile(ADMIN, await tools.makeKeys(ADMIN));
  await input.setup.run(tools);

  const since: Record<string, number> = {};
  for (const [name, number] of Object.entries(accounts)) since[name] = (await backend.events(number)).at(-1)?.seq ?? 0;
  return { profiles: tools.profiles, defaultProfile: tools.firstProfile, clocks: tools.clocks, since };
}

class SetupTools implements LabSetup {
  readonly profiles: Record<string, ShellProfile> = {};
  readonly clocks: Record<string, number> = {};
  firstProfile = ADMIN;
  readonly clock: LabClock;
  readonly #input: SetUpInput;
  readonly #rootKeys: ReadonlyMap<string, CheckKeys>;
  /** Milliseconds, negative, inside `daysAgo`. */
  #back: number | undefined;
  readonly #clients = new Map<string, AwsClients>();

  constructor(input: SetUpInput, rootKeys: ReadonlyMap<string, CheckKeys>) {
    this.#input = input;
    this.#rootKeys = rootKeys;
    this.clock = {
      daysAgo: (days, body) => this.#daysAgo(days, body),
      now: (account = 'main') => new Date(Date.now() + (this.#back ?? this.clocks[account] ?? 0)),
      setAhead: (days, account) => this.#setAhead(days, account),
    };
  }

  account(name = 'main'): AwsClients {
    const { endpoint, region } = this.#input.backend;
    const clients = this.#clients.get(name) ?? new AwsClients({ endpoint, region, credentials: this.rootKeys(name) });
    this.#clients.set(name, clients);
    return clients;
  }

  rootKeys(name = 'main'): CheckKeys {
    const keys = this.#rootKeys.get(name);
    if (keys === undefined) throw this.#unknown('account', name, this.#rootKeys.keys());
    return keys;
  }

  accountId(name = 'main'): string {
    const number = this.#input.accounts[name];
    if (number === undefined) throw this.#unknown('account', name, this.#rootKeys.keys());
    return number;
  }

  name(written: string): string {
    const drawn = this.#input.names[written];
    if (drawn === undefined) throw this.#unknown('name', written, Object.keys(this.#input.names));
    return drawn;
  }

  text(written: string): string {
    return replaceNames(written, this.#input.names);
  }

  async write(path: string, text: string): Promise<void> {
    const file = resolve(this.#input.files, path);
    const inside = relative(this.#input.files, file);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) {
      throw new SeclabError('lab.setup', `setup.ts writes \`${path}\`, which is not in the run's folder.`);
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(join(this.#input.files, inside), this.text(text));
  }

  async makeKeys(user: string, account = 'main'): Promise<CheckKeys> {
    const { AccessKey } = await this.account(account).call('iam', 'CreateAccessKey', { UserName: user });
    if (AccessKey?.AccessKeyId === undefined || AccessKey.SecretAccessKey === undefined) {
      throw new SeclabError('lab.setup', `CreateAccessKey gave no key for the user \`${user}\` of \`${account}\`.`, { exit: 3 });
    }
    return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  }

  profile(name: string, profile: ShellProfile): void {
    if ('role' in profile && this.profiles[profile.source] === undefined) {
      throw this.#unknown('profile', profile.source, Object.keys(this.profiles));
    }
    this.profiles[name] = { ...profile };
  }

  defaultProfile(name: string): void {
    if (this.profiles[name] === undefined) throw this.#unknown('profile', name, Object.keys(this.profiles));
    this.firstProfile = name;
  }

  async #daysAgo<T>(days: number, body: () => Promise<T>): Promise<T> {
    const { backend, accounts } = this.#input;
    const outer = this.#back;
    this.#back = -days * DAY;
    for (const number of Object.values(accounts)) await backend.setClock(number, this.#back);
    try {
      return await body();
    } finally {
      this.#back = outer;
      for (const [name, number] of Object.entries(accounts)) await backend.setClock(number, outer ?? this.clocks[name] ?? 0);
    }
  }

  async #setAhead(days: number, account = 'main'): Promise<void> {
    await this.#input.backend.setClock(this.accountId(account), days * DAY);
    this.clocks[account] = days * DAY;
  }

  #unknown(what: string, name: string, known: Iterable<string>): SeclabError {
    const all = [...known];
    const near = closest(name, all);
    const mend = near === undefined ? `There are: ${all.join(', ')}.` : `Did you mean \`${near}\`?`;
    return new SeclabError(
      'lab.setup',
      `setup.ts of \`${this.#input.lab.id}\` names the ${what} \`${name}\`, which lab.yaml does not have. ${mend}`,
    );
  }
}
