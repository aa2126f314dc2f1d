import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { services } from '../../../src/emulator/services/index.ts';
import { refusal, type Sandbox, startSandbox, type TestAccount } from '../../support/sandbox.ts';
import { tinySts } from './tiny-service.ts';

let sandbox: Sandbox;
let account: TestAccount;

beforeAll(async () => {
  sandbox = await startSandbox({ services: { ...services, sts: async () => tinySts } });
  account = await sandbox.account();
  await write('before');
});
afterAll(() => sandbox.close());

const write = (text: string) => account.root.call('sts', 'GetAccessKeyInfo', { AccessKeyId: text });
const noted = async () => (await account.root.call('sts', 'GetSessionToken', {})).Credentials?.AccessKeyId;

test('a declared error undoes what was written before it', async () => {
  expect(await refusal(write('declared error'))).toEqual({ code: 'ValidationError', message: 'Declared', status: 400 });
  expect(await noted()).toBe('before');
});

test('a mistake of a service is an InternalFailure, is logged with its request, and undone', async () => {
  expect(await refusal(write('mistake'))).toMatchObject({ code: 'InternalFailure', status: 500 });
  expect(await noted()).toBe('before');
  expect(sandbox.log.splice(0)).toEqual([expect.stringMatching(/^request [0-9a-f-]{36}: TypeError: undefined is not a function\n/)]);
});

test('an answer that cannot be written is undone too', async () => {
  const call = account.root.call('sts', 'DecodeAuthorizationMessage', { EncodedMessage: 'x' });
  expect(await refusal(call)).toMatchObject({ code: 'InternalFailure', status: 500 });
  expect(await noted()).toBe('before');
  expect(sandbox.log.splice(0)).toEqual([expect.stringContaining('Expected a string, got number')]);
});

test('a call that AWS asks no policy for is allowed by no layer', async () => {
  const nobody = await account.user();
  await nobody.clients.call('sts', 'GetSessionToken', {});
  expect(await account.lastEvent()).toMatchObject({
    outcome: 'allowed',
    access: [{ action: 'sts:GetSessionToken', decision: { layer: 'none' } }],
  });
});

test('a disk that takes no writes is a 503 that says so, and nothing is half done', async () => {
  const tiny = { services: { ...services, sts: async () => tinySts } };
  const first = await startSandbox(tiny);
  const owner = await first.account();
  await owner.root.call('sts', 'GetAccessKeyInfo', { AccessKeyId: 'before' });
  await first.emulator.close();
  const second = await startSandbox({ ...tiny, stateFolder: join(first.folder, 'state') });
  const root = second.clients(owner.rootKeys);
  const noted = async () => (await root.call('sts', 'GetSessionToken', {})).Credentials?.AccessKeyId;
  expect(await noted()).toBe('before');
  const journal = join(first.folder, 'state', 'accounts', owner.id, 'journal.jsonl');
  rmSync(journal, { force: true });
  mkdirSync(journal);
  const failure = await refusal(root.call('sts', 'GetAccessKeyInfo', { AccessKeyId: 'after' }));
  expect(failure).toMatchObject({ code: 'ServiceUnavailable', status: 503, message: expect.stringContaining('nothing was changed') });
  expect(await noted()).toBe('before');
  await second.close();
  await first.close();
});
