import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { directory } from '../../../../src/emulator/services/iam/index.ts';
import { systemRandom } from '../../../../src/emulator/store/index.ts';
import { type Keys, startSandbox as startTestSandbox } from '../../../support/sandbox.ts';

export type { Keys };

export interface Sandbox {
  readonly endpoint: string;
  readonly account: string;
  /** The root user's. */
  readonly root: Keys;
  /** IAM as the root user. */
  readonly iam: IAMClient;
  as(keys: Keys): IAMClient;
  /** Makes another account; its root user's keys. */
  addAccount(id: string): Keys;
  /** Makes a user that may do what the statements say; IAM as that user. */
  userWho(name: string, ...statements: object[]): Promise<IAMClient>;
  close(): Promise<void>;
}

/** A whole sandbox with one account of a known number. */
export async function startSandbox(account = '111122223333'): Promise<Sandbox> {
  const sandbox = await startTestSandbox();
  const { store } = sandbox.emulator;
  const as = (keys: Keys) => new IAMClient({ endpoint: sandbox.endpoint, region: 'us-east-1', credentials: { ...keys }, maxAttempts: 1 });
  const addAccount = (id: string) =>
    store.transaction({ eventId: 'test', label: 'account' }, () => {
      store.createAccount(id);
      return directory.createRootCredential(id, store, systemRandom());
    });
  const root = addAccount(account);
  const iam = as(root);
  return {
    endpoint: sandbox.endpoint,
    account,
    root,
    iam,
    as,
    addAccount,
    userWho: async (UserName, ...statements) => {
      await iam.send(new CreateUserCommand({ UserName }));
      if (statements.length > 0) {
        await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'rights', PolicyDocument: policy(...statements) }));
      }
      return as(await newKeys(iam, UserName));
    },
    close: () => sandbox.close(),
  };
}

export async function newKeys(iam: IAMClient, UserName: string): Promise<Keys> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined) throw new Error('CreateAccessKey gave no key');
  return { accessKeyId, secretAccessKey };
}

export const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
export const allow = (Action: string | string[], Resource: string | string[] = '*') => ({ Effect: 'Allow', Action, Resource });
export const trust = (Principal: object) => policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
export const lambdaTrust = trust({ Service: 'lambda.amazonaws.com' });

/** The error that a call ends with, in one line: `NoSuchEntity 404 The user with name ana cannot be found.` */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { Code: code, $metadata: metadata } = error as { Code?: string; $metadata?: { httpStatusCode?: number } };
    return `${code ?? error.name} ${metadata?.httpStatusCode} ${error.message}`;
  }
  return 'no error';
}
