import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox, type TestAccount } from '../../support/sandbox.ts';
import { rawHttp } from './raw-http.ts';
import { answerOf, queryCall, s3Call, sign, signedFetch } from './signed-fetch.ts';

let sandbox: Sandbox;
let account: TestAccount;

beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandbox.account();
});
afterAll(() => sandbox.close());

const MEGABYTE = 1024 * 1024;

async function expectAlive(): Promise<void> {
  expect((await account.root.call('sts', 'GetCallerIdentity', {})).Account).toBe(account.id);
  expect(sandbox.log).toEqual([]);
}

describe('the Host of a request', () => {
  const ask = async (host: string, port = sandbox.emulator.port) =>
    (await rawHttp(port, `GET /_seclab/health HTTP/1.1\r\n${host === '' ? '' : `Host: ${host}\r\n`}Connection: close\r\n\r\n`)).split(
      '\r\n',
    )[0];

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]', 's3.localhost'])('%s is ours', async (name) => {
    expect(await ask(`${name}:${sandbox.emulator.port}`)).toBe('HTTP/1.1 200 OK');
  });

  test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '0.0.0.0', 'x.localhost', '[::2]', '127.0.0.1@evil'])(
    '%s is foreign',
    async (name) => {
      expect(await ask(`${name}:${sandbox.emulator.port}`)).toBe('HTTP/1.1 403 Forbidden');
    },
  );

  test('without our port, without any, twice: foreign', async () => {
    expect(await ask('127.0.0.1')).toBe('HTTP/1.1 403 Forbidden');
    expect(await ask('127.0.0.1:1')).toBe('HTTP/1.1 403 Forbidden');
    expect(await ask('')).toBe('HTTP/1.1 403 Forbidden');
    const host = `127.0.0.1:${sandbox.emulator.port}`;
    expect(await ask(`${host}\r\nHost: ${host}`)).toMatch(/^HTTP\/1.1 4/);
  });

  test('of a bucket is the bucket', async () => {
    await account.root.call('s3', 'CreateBucket', { Bucket: 'virtual.host-bucket' });
    const host = `virtual.host-bucket.s3.localhost:${sandbox.emulator.port}`;
    const { init } = await sign({ ...s3Call(`http://${host}`, account.rootKeys), query: { location: '' } });
    const headers = Object.entries({ host, ...init.headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
    const answer = await rawHttp(sandbox.emulator.port, `GET /?location= HTTP/1.1\r\n${headers.join('')}\r\n`);
    expect(answer).toContain('<LocationConstraint');
  });
});

describe('what is no request', () => {
  test.each([
    ['nonsense', 'nonsense\r\n\r\n', '400'],
    ['another version', 'GET / HTTP/9.9\r\n\r\n', '400'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\n${`a: ${'b'.repeat(1000)}\r\n`.repeat(30)}\r\n`, '431'],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', '400'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', '400'],
    ['length and chunks', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', '400'],
  ])('%s', async (_, data, status) => {
    expect(await rawHttp(sandbox.emulator.port, data)).toContain(`HTTP/1.1 ${status}`);
    await expectAlive();
  });

  test('a whole URL as the path', async () => {
    const host = `127.0.0.1:${sandbox.emulator.port}`;
    const answer = await rawHttp(sandbox.emulator.port, `GET http://evil.example/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(answer).toContain('HTTP/1.1 400');
  });

  test('two Authorization headers', async () => {
    const host = `127.0.0.1:${sandbox.emulator.port}`;
    const answer = await rawHttp(
      sandbox.emulator.port,
      `GET / HTTP/1.1\r\nHost: ${host}\r\nAuthorization: a\r\nAuthorization: b\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toContain('HTTP/1.1 400');
    await expectAlive();
  });
});

describe('bodies', () => {
  test('too large are refused before they are read', async () => {
    const host = `127.0.0.1:${sandbox.emulator.port}`;
    const { init } = await sign(queryCall(sandbox.endpoint, 'sts', 'GetCallerIdentity', account.rootKeys));
    const headers = Object.entries({ host, ...init.headers, 'content-length': String(11 * MEGABYTE) }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    const answer = await rawHttp(sandbox.emulator.port, `POST / HTTP/1.1\r\n${headers.join('')}\r\n`, { milliseconds: 1000 });
    expect(answer).toContain('HTTP/1.1 413');
    expect(answer).toContain('<Code>RequestEntityTooLarge</Code>');
  });

  test('cut short change nothing', async () => {
    const host = `127.0.0.1:${sandbox.emulator.port}`;
    await account.root.call('s3', 'CreateBucket', { Bucket: 'cut-short' });
    const call = { ...s3Call(sandbox.endpoint, account.rootKeys), method: 'PUT', path: '/cut-short/k', body: 'whole body' };
    const { init } = await sign(call);
    const headers = Object.entries({ host, ...init.headers, 'content-length': '10' }).map(([name, value]) => `${name}: ${value}\r\n`);
    await rawHttp(sandbox.emulator.port, `PUT /cut-short/k HTTP/1.1\r\n${headers.join('')}\r\nwhole`, { end: true });
    await expect.poll(() => account.lastEvent()).toMatchObject({ operation: 'PutObject', errorCode: 'IncompleteBody' });
    expect((await account.root.call('s3', 'ListObjectsV2', { Bucket: 'cut-short' })).KeyCount).toBe(0);
    await expectAlive();
  });

  test('of calls that are denied are not asked for', async () => {
    await account.root.call('s3', 'CreateBucket', { Bucket: 'not-asked-for' });
    const nobody = await account.user();
    const host = `127.0.0.1:${sandbox.emulator.port}`;
    const call = {
      ...s3Call(sandbox.endpoint, nobody.keys),
      method: 'PUT',
      path: '/not-asked-for/k',
      headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    };
    const { init } = await sign(call);
    const send = async (headers: Record<string, string>) => {
      const lines = Object.entries({ host, ...headers, 'content-length': '5', expect: '100-continue' }).map(
        ([name, value]) => `${name}: ${value}\r\n`,
      );
      return rawHttp(sandbox.emulator.port, `PUT /not-asked-for/k HTTP/1.1\r\n${lines.join('')}\r\n`, { milliseconds: 500 });
    };
    const denied = await send(init.headers);
    expect(denied).toMatch(/^HTTP\/1.1 403/);
    expect(denied).not.toContain('100 Continue');
    const allowed = await sign({ ...call, keys: account.rootKeys });
    expect(await send(allowed.init.headers)).toMatch(/^HTTP\/1.1 100 Continue/);
  });
});

describe('paths and queries', () => {
  test.each(['/%', '/%zz', '/bucket-x/%E0%A4', '/?%=%', '/?X-Amz-Algorithm=%', '/..%2f..%2fetc', '/\u00ff', '//', '/?__proto__=1'])(
    '%j',
    async (path) => {
      const host = `127.0.0.1:${sandbox.emulator.port}`;
      const answer = await rawHttp(
        sandbox.emulator.port,
        Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, 'latin1'),
      );
      expect(answer).toMatch(/^HTTP\/1.1 (4\d\d|501)/);
      await expectAlive();
    },
  );

  test('signed, with a query that cannot be decoded', async () => {
    const { url, init } = await sign(s3Call(sandbox.endpoint, account.rootKeys));
    expect(await answerOf(await fetch(`${url}?prefix=%E0%A4`, init))).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });
});

test('XML entities and deep XML are malformed', async () => {
  await account.root.call('s3', 'CreateBucket', { Bucket: 'malformed-xml' });
  const bombs = ['<!DOCTYPE a [<!ENTITY b "c">]><Tagging><TagSet>&b;</TagSet></Tagging>', '<a>'.repeat(100_000), '\u0000', '<Tagging'];
  for (const body of bombs) {
    const call = { ...s3Call(sandbox.endpoint, account.rootKeys), method: 'PUT', path: '/malformed-xml', query: { tagging: '' }, body };
    expect(await answerOf(await signedFetch(call))).toMatchObject({ status: 400, code: 'MalformedXML' });
  }
  await expectAlive();
});

test('a key with line breaks reaches no header', async () => {
  await account.root.call('s3', 'CreateBucket', { Bucket: 'line-breaks' });
  const Key = 'a\r\nx-injected: 1';
  await account.root.call('s3', 'PutObject', { Bucket: 'line-breaks', Key, Body: '' });
  const { Contents } = await account.root.call('s3', 'ListObjectsV2', { Bucket: 'line-breaks', EncodingType: 'url' });
  expect(Contents).toHaveLength(1);
  const response = await signedFetch({ ...s3Call(sandbox.endpoint, account.rootKeys), path: `/line-breaks/${encodeURIComponent(Key)}` });
  expect(response.headers.get('x-injected')).toBeNull();
});
