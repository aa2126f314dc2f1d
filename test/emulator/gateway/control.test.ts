import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmulator } from '../../../src/emulator/index.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const ask = (path: string, init: RequestInit = {}, token = sandbox.token) =>
  fetch(`${sandbox.endpoint}/_seclab/${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });

test('health needs no token', async () => {
  const response = await fetch(`${sandbox.endpoint}/_seclab/health`);
  expect([response.status, await response.json()]).toEqual([200, { ok: true, version: expect.any(String) }]);
});

test.each(['status', 'accounts', 'accounts/1/root', 'follow', 'stop', 'nonsense'])('%s asks for the token', async (path) => {
  expect((await fetch(`${sandbox.endpoint}/_seclab/${path}`)).status).toBe(401);
  expect((await ask(path, {}, `${sandbox.token}x`)).status).toBe(401);
  expect((await ask(path, {}, '')).status).toBe(401);
});

test('status tells what runs', async () => {
  const account = await sandbox.account();
  const status = await (await ask('status')).json();
  expect(status).toMatchObject({
    backend: 'embedded',
    endpoint: sandbox.endpoint,
    region: 'eu-west-1',
    pid: process.pid,
    checkerMark: expect.any(String),
  });
  expect(status).toMatchObject({ accounts: expect.arrayContaining([account.id]) });
  expect(JSON.stringify(status)).not.toContain(sandbox.token);
});

describe('accounts', () => {
  test('are drawn, with 12 digits and a root user', async () => {
    const [one, two] = [await sandbox.account(), await sandbox.account()];
    expect(one.id).toMatch(/^[1-9]\d{11}$/);
    expect(two.id).not.toBe(one.id);
    expect((await one.root.call('sts', 'GetCallerIdentity', {})).Arn).toBe(`arn:aws:iam::${one.id}:root`);
  });

  test('know nothing of each other', async () => {
    const [one, two] = [await sandbox.account(), await sandbox.account()];
    await one.root.call('iam', 'CreateUser', { UserName: 'ana' });
    expect((await two.root.call('iam', 'ListUsers', {})).Users).toEqual([]);
    expect((await two.events()).map(({ operation }) => operation)).toEqual(['ListUsers']);
  });

  test('are dropped with all that is in them, once or twice', async () => {
    const account = await sandbox.account();
    expect((await ask(`accounts/${account.id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await ask(`accounts/${account.id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await ask(`accounts/${account.id}/root`)).status).toBe(404);
    await expect(account.root.call('sts', 'GetCallerIdentity', {})).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  test('keep a way in when the root key is deleted', async () => {
    const account = await sandbox.account();
    const again = () => sandbox.control<{ accessKeyId: string; secretAccessKey: string }>('GET', `accounts/${account.id}/root`);
    expect(await again()).toEqual(account.rootKeys);
    await account.root.call('iam', 'DeleteAccessKey', { AccessKeyId: account.rootKeys.accessKeyId });
    const keys = await again();
    expect(keys.accessKeyId).not.toBe(account.rootKeys.accessKeyId);
    expect((await sandbox.clients(keys).call('sts', 'GetCallerIdentity', {})).Account).toBe(account.id);
  });

  test('have events since a number', async () => {
    const account = await sandbox.account();
    for (let i = 0; i < 3; i++) await account.root.call('iam', 'ListUsers', {});
    const [, second] = await account.events();
    expect((await account.events(second?.seq)).map(({ seq }) => seq)).toEqual([3]);
  });
});

test.each([
  ['PUT', 'accounts/ID/clock', '{"offset": "tomorrow"}', 400, 'control.badBody'],
  ['PUT', 'accounts/ID/clock', '{', 400, 'control.badBody'],
  ['PUT', 'accounts/ID/clock', '', 400, 'control.badBody'],
  ['GET', 'accounts/ID/events?since=x', undefined, 400, 'control.badQuery'],
  ['GET', 'accounts/000000000000/events', undefined, 404, 'account.unknown'],
  ['GET', 'accounts/..%2f..%2fetc/events', undefined, 404, 'account.unknown'],
  ['GET', 'nonsense', undefined, 404, 'control.unknown'],
  ['POST', 'status', undefined, 404, 'control.unknown'],
  ['GET', 'accounts/ID/root/more', undefined, 404, 'control.unknown'],
])('%s %s with %j is refused in a sentence', async (method, path, body, status, code) => {
  const account = await sandbox.account();
  const response = await ask(path.replace('ID', account.id), { method, ...(body === undefined ? {} : { body }) });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code, message: expect.stringMatching(/\.$/) });
});

test('events can be followed as they happen, those of checks left out', async () => {
  const [one, two, other] = [await sandbox.account(), await sandbox.account(), await sandbox.account()];
  const { checkerMark } = await sandbox.control<{ checkerMark: string }>('GET', 'status');
  const stop = new AbortController();
  const response = await ask(`follow?accounts=${one.id},${two.id}`, { signal: stop.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await one.root.call('iam', 'CreateUser', { UserName: 'ana' });
  await other.root.call('iam', 'CreateUser', { UserName: 'bob' });
  await sandbox.clients(one.rootKeys, { headers: { 'x-seclab-checker': checkerMark } }).call('iam', 'ListRoles', {});
  await two.root.call('iam', 'ListUsers', {});
  let text = '';
  while (text.split('data: ').length < 3) text += (await reader?.read())?.value ?? '';
  stop.abort();
  const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json ?? ''));
  expect(events).toMatchObject([
    { account: one.id, operation: 'CreateUser' },
    { account: two.id, operation: 'ListUsers' },
  ]);
});

test('stop stops', async () => {
  let stopped = false;
  const other = await startSandbox({ onStop: () => (stopped = true) });
  await other.control('POST', 'stop');
  await expect.poll(() => stopped).toBe(true);
  await other.close();
});

test('a taken port is an error that names it', async () => {
  const { port } = sandbox.emulator;
  const started = startEmulator({ stateFolder: `${sandbox.folder}/other`, port, plainPort: 0, controlToken: 'x' });
  await expect(started).rejects.toMatchObject({ code: 'port.taken', message: expect.stringContaining(String(port)) });
  const again = await startEmulator({ stateFolder: `${sandbox.folder}/other`, port: 0, plainPort: 0, controlToken: 'x' });
  await again.close();
});

test('state survives a restart', async () => {
  const first = await startSandbox();
  const account = await first.account();
  await account.root.call('iam', 'CreateUser', { UserName: 'ana' });
  await first.emulator.close();
  const second = await startEmulator({ stateFolder: `${first.folder}/state`, port: 0, plainPort: 0, controlToken: 'x' });
  const { Users } = await first.clients(account.rootKeys, { endpoint: second.endpoint }).call('iam', 'ListUsers', {});
  expect(Users?.map(({ UserName }) => UserName)).toEqual(['ana']);
  await second.close();
  await first.close();
});
