import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { AwsClients } from '../../src/aws/clients.ts';
import { connectClient } from '../../src/backend/client.ts';
import type { SandboxAddress } from '../../src/backend/control.ts';
import { type Embedded, startEmbedded } from '../../src/backend/embedded.ts';
import type { ApiEvent, Backend } from '../../src/backend/types.ts';

const stateFolder = mkdtempSync(join(tmpdir(), 'seclab-state-'));
const { backend, address } = await startEmbedded({ stateFolder });
afterAll(() => backend.close());

async function call(on: Backend, account: string, headers: Record<string, string> = {}): Promise<void> {
  const { ListUsersCommand } = await import('@aws-sdk/client-iam');
  const credentials = await on.adminCredentials(account);
  const iam = await new AwsClients({ endpoint: on.endpoint, region: on.region, credentials, headers }).iam();
  await iam.send(new ListUsersCommand({}));
}

/** Takes events until there are so many. */
async function take(events: AsyncIterable<ApiEvent>, number: number): Promise<ApiEvent[]> {
  const taken: ApiEvent[] = [];
  for await (const event of events) if (taken.push(event) === number) break;
  return taken;
}

test('accounts are made, named, and dropped with all that they are', async () => {
  const account = await backend.createAccount();
  expect(account).toMatch(/^\d{12}$/);
  expect((await backend.status()).accounts).toContain(account);
  await backend.dropAccount(account);
  expect((await backend.status()).accounts).not.toContain(account);
  await backend.dropAccount(account);
  await expect(backend.adminCredentials(account)).rejects.toMatchObject({ name: 'SeclabError', message: expect.stringContaining(account) });
});

test('is seen to enforce policies and to serve its services, without a trace', async () => {
  const before = (await backend.status()).accounts;
  const { enforcesPolicies, services } = await backend.capabilities();
  expect(enforcesPolicies).toBe(true);
  expect(services).toEqual(expect.arrayContaining(['iam', 'sts', 's3']));
  expect((await backend.status()).accounts).toEqual(before);
});

test('lists calls after a number, without those of checks', async () => {
  const account = await backend.createAccount();
  await call(backend, account);
  await call(backend, account, { 'x-seclab-checker': backend.checkerMark });
  await call(backend, account);
  const events = await backend.events(account);
  expect(events.map(({ operation }) => operation)).toEqual(['ListUsers', 'ListUsers']);
  expect(await backend.events(account, events[0]?.seq)).toEqual(events.slice(1));
});

test('follows the calls of the accounts that it is asked for, and ends when told to', async () => {
  const [mine, other] = [await backend.createAccount(), await backend.createAccount()];
  const leave = new AbortController();
  const following = take(backend.follow([mine], leave.signal), 1);
  await sleep(100);
  await call(backend, other);
  await call(backend, mine);
  expect(await following).toMatchObject([{ account: mine, operation: 'ListUsers' }]);
  const ending = take(backend.follow([mine], leave.signal), 99);
  leave.abort();
  expect(await ending).toEqual([]);
});

test('moves the clock of an account, and refuses what is no time', async () => {
  const account = await backend.createAccount();
  await backend.setClock(account, -86_400_000);
  await call(backend, account);
  const [event] = await backend.events(account);
  expect(Date.now() - Date.parse(event?.time ?? '')).toBeGreaterThan(86_000_000);
  await expect(backend.setClock(account, 0.5)).rejects.toMatchObject({ code: 'control.badBody' });
});

test('a wrong token opens nothing', async () => {
  await expect(connectClient({ ...address, token: 'guess' })).rejects.toMatchObject({ name: 'SeclabError' });
});

test('a client goes on where its sandbox comes back: calls, and followed events without a gap', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seclab-state-'));
  let running: Embedded = await startEmbedded({ stateFolder: folder });
  const ports = { port: running.port, plainPort: running.plainPort };
  const restart = async (): Promise<SandboxAddress> => {
    running = await startEmbedded({ stateFolder: folder, ...ports });
    return running.address;
  };
  let restarting: Promise<SandboxAddress> | undefined;
  const client = await connectClient(running.address, { revive: () => (restarting ??= restart()) });
  const account = await client.createAccount();
  const leave = new AbortController();
  const following = take(client.follow([account], leave.signal), 3);
  await sleep(100);
  await call(client, account);
  await sleep(100);

  await running.backend.close();
  expect((await client.status()).accounts).toContain(account);
  await call(client, account);
  await call(client, account);
  expect((await following).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  leave.abort();
  await running.backend.close();
});
