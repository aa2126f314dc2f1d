import { createHash, createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox, type TestAccount } from '../../support/sandbox.ts';
import { answerOf, sign } from './signed-fetch.ts';

const Bucket = 'streamed-bucket';
let sandbox: Sandbox;
let account: TestAccount;

beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandbox.account();
  await account.root.call('s3', 'CreateBucket', { Bucket });
});
afterAll(() => sandbox.close());

const CONTENT = Buffer.from('a body that comes in chunks, over and over. '.repeat(3000));

describe('checksums', () => {
  test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    '%s of the SDK, as header and as trailer',
    async (ChecksumAlgorithm) => {
      await account.root.call('s3', 'PutObject', { Bucket, Key: ChecksumAlgorithm, Body: CONTENT, ChecksumAlgorithm });
      const { Body } = await account.root.call('s3', 'GetObject', { Bucket, Key: ChecksumAlgorithm });
      expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(CONTENT)).toBe(true);
      const streamed = { Body: Readable.from([CONTENT]), ContentLength: CONTENT.length };
      await account.root.call('s3', 'PutObject', { Bucket, Key: 'streamed', ...streamed, ChecksumAlgorithm });
      const found = await account.root.call('s3', 'GetObject', { Bucket, Key: 'streamed' });
      expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(CONTENT)).toBe(true);
      expect(found.ContentEncoding).toBeUndefined();
    },
  );

  /** Check values of "123456789": https://reveng.sourceforge.io/crc-catalogue/all.htm */
  test.each([
    ['crc32', 'y/Q5Jg=='],
    ['crc32c', '4waSgw=='],
    ['crc64nvme', 'rosUhgp5mIg='],
  ])('%s of a known text', async (name, value) => {
    expect((await put('123456789', { [`x-amz-checksum-${name}`]: value })).status).toBe(200);
    expect(await put('12345678', { [`x-amz-checksum-${name}`]: value })).toMatchObject({ status: 400, code: 'BadDigest' });
  });

  test('Content-MD5', async () => {
    const md5 = createHash('md5').update('hello').digest('base64');
    expect((await put('hello', { 'content-md5': md5 })).status).toBe(200);
    expect(await put('other', { 'content-md5': md5 })).toMatchObject({ status: 400, code: 'BadDigest' });
    expect(await put('other', { 'content-md5': 'short' })).toMatchObject({ status: 400, code: 'InvalidDigest' });
  });
});

describe('chunks without signatures', () => {
  const crc32 = 'NhCmhg==';

  test('with a checksum behind them', async () => {
    const body = `3\r\nhel\r\n2\r\nlo\r\n0\r\nx-amz-checksum-crc32:${crc32}\r\n\r\n`;
    expect((await putChunks(body, 5)).status).toBe(200);
    await expectObject('hello');
  });

  test.each([
    ['a checksum that is wrong', `5\r\nhellO\r\n0\r\nx-amz-checksum-crc32:${crc32}\r\n\r\n`, 'BadDigest'],
    ['a chunk cut short', '5\r\nhel', 'IncompleteBody'],
    ['no last chunk', '5\r\nhello\r\n', 'IncompleteBody'],
    ['a size that is none', 'zz\r\nhello\r\n0\r\n\r\n', 'IncompleteBody'],
    ['a size without end', `${'f'.repeat(40)}\r\nhello\r\n0\r\n\r\n`, 'IncompleteBody'],
    ['another length than announced', '4\r\nhell\r\n0\r\n\r\n', 'IncompleteBody'],
    ['a trailer that is none', '5\r\nhello\r\n0\r\nnonsense\r\n\r\n', 'MalformedTrailerError'],
  ])('are refused with %s', async (_, body, code) => {
    expect(await putChunks(body, 5)).toMatchObject({ status: 400, code });
  });
});

describe('chunks with signatures', () => {
  test('are taken', async () => {
    const chunks = await signedChunks(['hel', 'lo', '']);
    expect(await chunks.send(chunks.body)).toMatchObject({ status: 200 });
    await expectObject('hello');
  });

  test('are refused when one was changed', async () => {
    const chunks = await signedChunks(['hel', 'lo', '']);
    expect(await chunks.send(chunks.body.replace('\r\nlo\r\n', '\r\nLO\r\n'))).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  test('are refused when one was left out', async () => {
    const chunks = await signedChunks(['hel', 'lo', 'lo', '']);
    const [first = '', , ...rest] = chunks.body.split(/(?<=\r\n)(?=[0-9a-f]+;)/);
    expect(await chunks.send(first + rest.join(''))).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });
});

test('a content hash that is none is refused', async () => {
  expect(await put('x', { 'x-amz-content-sha256': 'STREAMING-NONSENSE' })).toMatchObject({ status: 400, code: 'InvalidArgument' });
});

async function put(body: string, headers: Record<string, string>) {
  const call = { endpoint: sandbox.endpoint, service: 's3', keys: account.rootKeys, method: 'PUT', path: `/${Bucket}/k`, headers, body };
  const { url, init } = await sign(call);
  return answerOf(await fetch(url, init));
}

async function putChunks(body: string, length: number) {
  const headers = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': String(length),
    'x-amz-trailer': 'x-amz-checksum-crc32',
    'content-encoding': 'aws-chunked',
  };
  return put(body, headers);
}

async function expectObject(text: string) {
  const { Body } = await account.root.call('s3', 'GetObject', { Bucket, Key: 'k' });
  expect(await Body?.transformToString()).toBe(text);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
async function signedChunks(chunks: readonly string[]) {
  const date = new Date();
  const time = date.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/us-east-1/s3/aws4_request`;
  const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const { url, init } = await sign({
    endpoint: sandbox.endpoint,
    service: 's3',
    keys: account.rootKeys,
    method: 'PUT',
    path: `/${Bucket}/k`,
    headers: {
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x-amz-decoded-content-length': String(chunks.join('').length),
      'content-encoding': 'aws-chunked',
    },
    date,
  });
  const key = scope.split('/').reduce((key: Buffer | string, part) => hmac(key, part), `AWS4${account.rootKeys.secretAccessKey}`);
  let previous = /Signature=([0-9a-f]+)/.exec(init.headers['authorization'] ?? '')?.[1] ?? '';
  let body = '';
  for (const chunk of chunks) {
    const text = ['AWS4-HMAC-SHA256-PAYLOAD', time, scope, previous, sha256(''), sha256(chunk)].join('\n');
    previous = hmac(key, text).toString('hex');
    body += `${chunk.length.toString(16)};chunk-signature=${previous}\r\n${chunk}\r\n`;
  }
  return { body, send: async (sent: string) => answerOf(await fetch(url, { ...init, body: sent })) };
}
