import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClients } from '../../src/aws/clients.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts';
import type { ApiEvent } from '../../src/iam/event.ts';

/** Keys for signing; `sessionToken` only for temporary ones. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A policy document as a learner writes it, or a whole one as text. */
export type Policy = string | { readonly Version?: string; readonly Statement: unknown };

/**
 * A private AWS on free ports with a folder of its own, for tests:
 *
 * ```ts
 * const sandbox = await startSandbox();
 * const account = await sandbox.account();
 * await account.root.call('iam', 'CreateUser', { UserName: 'ana' });
 * const bob = await account.user('bob', { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } });
 * await bob.clients.call('s3', 'ListBuckets', {});
 * await sandbox.close();
 * ```
 */
export class Sandbox {
  readonly emulator: Emulator;
  readonly token: string;
  readonly folder: string;
  /** Lines that the emulator logged: of what nobody foresaw. */
  readonly log: string[];

  constructor(emulator: Emulator, token: string, folder: string, log: string[]) {
    this.emulator = emulator;
    this.token = token;
    this.folder = folder;
    this.log = log;
  }

  get endpoint(): string {
    return this.emulator.endpoint;
  }

  /** A new account, by the control endpoints. */
  async account(): Promise<TestAccount> {
    const { account } = await this.control<{ account: string }>('POST', 'accounts');
    return new TestAccount(this, account, await this.control<Keys>('GET', `accounts/${account}/root`));
  }

  /** SDK clients that sign with these keys. */
  clients(credentials: Keys, settings: { endpoint?: string; region?: string; headers?: Record<string, string> } = {}): AwsClients {
    return new AwsClients({ endpoint: this.endpoint, region: 'us-east-1', credentials, ...settings });
  }

  /** A control call; throws what the endpoint says of itself where it refuses. */
  async control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.endpoint}/_seclab/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  async close(): Promise<void> {
    await this.emulator.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** An account of a test, with what tests make in it again and again. */
export class TestAccount {
  readonly sandbox: Sandbox;
  readonly id: string;
  readonly rootKeys: Keys;
  readonly root: AwsClients;

  constructor(sandbox: Sandbox, id: string, rootKeys: Keys) {
    this.sandbox = sandbox;
    this.id = id;
    this.rootKeys = rootKeys;
    this.root = sandbox.clients(rootKeys);
  }

  /** Makes a user with an access key and one inline policy for each document. */
  async user(name = `user-${randomBytes(4).toString('hex')}`, ...policies: readonly Policy[]) {
    const { User } = await this.root.call('iam', 'CreateUser', { UserName: name });
    for (const [index, policy] of policies.entries()) {
      await this.root.call('iam', 'PutUserPolicy', { UserName: name, PolicyName: `p${index}`, PolicyDocument: policyText(policy) });
    }
    const { AccessKey } = await this.root.call('iam', 'CreateAccessKey', { UserName: name });
    const keys = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
    return { name, arn: User?.Arn ?? '', keys, clients: this.sandbox.clients(keys) };
  }

  /** Makes a role that its account may assume (or whom `trust` says) and one inline policy for each document. */
  async role(name: string, options: { trust?: Policy; policies?: readonly Policy[] } = {}) {
    const own = { Statement: { Effect: 'Allow', Principal: { AWS: this.id }, Action: 'sts:AssumeRole' } };
    const { Role } = await this.root.call('iam', 'CreateRole', {
      RoleName: name,
      AssumeRolePolicyDocument: policyText(options.trust ?? own),
    });
    for (const [index, policy] of (options.policies ?? []).entries()) {
      await this.root.call('iam', 'PutRolePolicy', { RoleName: name, PolicyName: `p${index}`, PolicyDocument: policyText(policy) });
    }
    return { name, arn: Role?.Arn ?? '' };
  }

  /** A session of a role, assumed by a user made for it. */
  async session(roleArn: string, sessionName = 'test') {
    const user = await this.user(undefined, { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn } });
    const { Credentials } = await user.clients.call('sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: sessionName });
    const keys = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    return { keys, clients: this.sandbox.clients(keys), expires: Credentials?.Expiration };
  }

  events(since = 0): Promise<ApiEvent[]> {
    return this.sandbox.control('GET', `accounts/${this.id}/events?since=${since}`);
  }

  /** The latest event; throws where there is none. */
  async lastEvent(): Promise<ApiEvent> {
    const event = (await this.events()).at(-1);
    if (event === undefined) throw new Error(`Account ${this.id} has no events`);
    return event;
  }

  /** Moves the lab clock of the account so far ahead of real time. */
  async moveClock(milliseconds: number): Promise<void> {
    await this.sandbox.control('PUT', `accounts/${this.id}/clock`, { offset: milliseconds });
  }
}

/** Starts a private AWS in this process, with the built-in services unless told. */
export async function startSandbox(options: Partial<EmulatorOptions> = {}): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'seclab-test-'));
  const token = randomBytes(16).toString('hex');
  const log: string[] = [];
  const emulator = await startEmulator({
    stateFolder: join(folder, 'state'),
    port: 0,
    plainPort: 0,
    controlToken: token,
    onLog: (line) => log.push(line),
    ...options,
  });
  return new Sandbox(emulator, token, folder, log);
}

/** What an SDK call was refused with. Throws where it was not refused. */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; message: string; status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata: unknown = Reflect.get(error, '$metadata');
    const status: unknown = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : undefined;
    return { code: codeOf(error), message: error.message, status: typeof status === 'number' ? status : undefined };
  }
  throw new Error('Expected the call to be refused, and it succeeded');
}

/** The code on the wire: the SDK's class has another name where the model says so. */
function codeOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'Code') ?? Reflect.get(error, 'code');
  return typeof code === 'string' ? code : error.name;
}

function policyText(policy: Policy): string {
  return typeof policy === 'string' ? policy : JSON.stringify({ Version: '2012-10-17', ...policy });
}
