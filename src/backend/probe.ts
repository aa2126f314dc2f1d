import { AwsClients } from '../aws/clients.ts';
import { AWS_SERVICES, type AwsServiceName } from '../aws/services.ts';
import type { Backend, Capabilities } from './types.ts';

/**
 * Finds out what a backend does by doing it, in a scratch account that is dropped afterwards: a user without policies must
 * be denied, and each service must answer a call of its root user. Never goes by names or the text of messages.
 */
export async function probeCapabilities(backend: Backend): Promise<Capabilities> {
  const account = await backend.createAccount();
  try {
    const root = clientsFor(backend, await backend.adminCredentials(account));
    const services: AwsServiceName[] = [];
    for (const [name, ask] of Object.entries(QUESTIONS)) {
      if (isServiceName(name) && (await isServed(() => ask(root)))) services.push(name);
    }
    return { services, enforcesPolicies: services.includes('iam') && (await isDenied(backend, root)) };
  } finally {
    await backend.dropAccount(account);
  }
}

/** One cheap reading call a service. */
const QUESTIONS = {
  iam: async (clients) => (await clients.iam()).send(new (await import('@aws-sdk/client-iam')).ListUsersCommand({})),
  sts: async (clients) => (await clients.sts()).send(new (await import('@aws-sdk/client-sts')).GetCallerIdentityCommand({})),
  s3: async (clients) => (await clients.s3()).send(new (await import('@aws-sdk/client-s3')).ListBucketsCommand({})),
  cloudtrail: async (clients) =>
    (await clients.cloudtrail()).send(new (await import('@aws-sdk/client-cloudtrail')).LookupEventsCommand({})),
} satisfies Record<AwsServiceName, (clients: AwsClients) => Promise<unknown>>;

const NOT_SERVED = new Set([404, 501]);

async function isServed(ask: () => Promise<unknown>): Promise<boolean> {
  const status = await statusOf(ask);
  return !NOT_SERVED.has(status);
}

/** A new user without policies asks for a list of users: on AWS that is denied. */
async function isDenied(backend: Backend, root: AwsClients): Promise<boolean> {
  const { CreateUserCommand, CreateAccessKeyCommand } = await import('@aws-sdk/client-iam');
  const iam = await root.iam();
  const user = { UserName: 'seclab-probe' };
  await iam.send(new CreateUserCommand(user));
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand(user));
  if (key?.AccessKeyId === undefined || key.SecretAccessKey === undefined) return false;
  const nobody = clientsFor(backend, { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey });
  return (await statusOf(() => QUESTIONS.iam(nobody))) === 403;
}

/** The HTTP status that a call came to. Throws where there was no answer at all. */
async function statusOf(ask: () => Promise<unknown>): Promise<number> {
  try {
    await ask();
    return 200;
  } catch (error) {
    const status = httpStatus(error);
    if (status === undefined) throw error;
    return status;
  }
}

function httpStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

function clientsFor(backend: Backend, credentials: { accessKeyId: string; secretAccessKey: string }): AwsClients {
  const headers = { 'x-seclab-checker': backend.checkerMark };
  return new AwsClients({ endpoint: backend.endpoint, region: backend.region, credentials, headers });
}

function isServiceName(name: string): name is AwsServiceName {
  return name in AWS_SERVICES;
}
