import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { AwsClients } from '../aws/clients.ts';
import { SeclabError } from '../aws/seclab-error.ts';
import { writeWhole } from '../aws/write-file.ts';
import { withLock } from '../aws/lock.ts';
import type { AwsKeys, Backend } from '../backend/types.ts';

const keysSchema = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });
const playgroundSchema = z.object({ account: z.string(), root: keysSchema, admin: keysSchema, since: z.int() });

/** An account to try things in, outside any lab: it stays until its home folder goes. */
export type Playground = z.infer<typeof playgroundSchema>;

const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** Opens the playground of a home folder; the first call makes its account, with a user `admin` beside the root user. */
export async function openPlayground(home: string, backend: Backend): Promise<Playground> {
  const find = async () => {
    const known = read(home);
    return known !== undefined && (await backend.status()).accounts.includes(known.account) ? known : undefined;
  };
  return (await find()) ?? withLock(home, 'playground', find, () => make(home, backend));
}

async function make(home: string, backend: Backend): Promise<Playground> {
  const account = await backend.createAccount();
  const root = await backend.adminCredentials(account);
  const admin = await makeAdmin(backend, root);
  const since = (await backend.events(account)).at(-1)?.seq ?? 0;
  const made = playgroundSchema.parse({ account, root, admin, since });
  writeWhole(file(home), JSON.stringify(made));
  return made;
}

async function makeAdmin({ endpoint, region }: Backend, credentials: AwsKeys): Promise<AwsKeys> {
  const { AttachUserPolicyCommand, CreateAccessKeyCommand, CreateUserCommand } = await import('@aws-sdk/client-iam');
  const iam = await new AwsClients({ endpoint, region, credentials }).iam();
  const user = { UserName: 'admin' };
  await iam.send(new CreateUserCommand(user));
  await iam.send(new AttachUserPolicyCommand({ ...user, PolicyArn: ADMINISTRATOR_ACCESS }));
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand(user));
  if (key?.AccessKeyId === undefined || key.SecretAccessKey === undefined) {
    throw new SeclabError('playground.noKey', 'The sandbox made no access key for the user `admin` of the playground.', { exit: 3 });
  }
  return { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
}

function read(home: string): Playground | undefined {
  let text: string;
  try {
    text = readFileSync(file(home), 'utf8');
  } catch {
    return undefined; // The first time.
  }
  const parsed = playgroundSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new SeclabError('home.damaged', `${file(home)} cannot be understood. Move it away, and a new playground is made.`, { exit: 3 });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // No JSON is as little a playground as any other value.
  }
}

function file(home: string): string {
  return join(home, 'playground.json');
}
