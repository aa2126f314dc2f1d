import { existsSync, statSync, utimesSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { humanSize } from '../../../src/workbench/aws/s3/ls.ts';
import { passes, takeFilters } from '../../../src/workbench/aws/s3/filters.ts';
import { aws, contentOf, folder, s3Error, type Reply, type Seen, service } from './aws-command.ts';

const MODIFIED = '2024-01-02T03:04:05.000Z';
const OBJECTS: Readonly<Record<string, string>> = { 'a.txt': 'aaaaa', 'p/b c.txt': 'bbbbbbb', 'p/d/': '', 'p/q/e.json': 'e'.repeat(2000) };

/** A bucket with four objects, one of which only stands for a folder. */
function bucket({ method, url, headers }: Seen): Reply {
  const { pathname, searchParams } = new URL(`http://s3${url}`);
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
  if (searchParams.has('list-type')) return listing(searchParams.get('prefix') ?? '', searchParams.get('delimiter'));
  if (pathname === '/')
    return { body: `<R><Buckets><Bucket><Name>b</Name><CreationDate>${MODIFIED}</CreationDate></Bucket></Buckets></R>` };
  if (method === 'DELETE') return { status: 204 };
  if (method === 'PUT') return headers['x-amz-copy-source'] ? { body: '<CopyObjectResult/>' } : { headers: { etag: '"e"' } };
  const content = OBJECTS[key];
  if (content === undefined) return s3Error('NoSuchKey', 'The specified key does not exist.', 404);
  return { headers: { 'last-modified': 'Tue, 02 Jan 2024 03:04:05 GMT', 'content-length': String(content.length) }, body: content };
}

function listing(prefix: string, delimiter: string | null): Reply {
  const keys = Object.keys(OBJECTS).filter((key) => key.startsWith(prefix));
  const cut = (key: string) => (delimiter === null ? -1 : key.indexOf(delimiter, prefix.length));
  const prefixes = new Set(keys.filter((key) => cut(key) >= 0).map((key) => key.slice(0, cut(key) + 1)));
  const contents = keys.filter((key) => cut(key) < 0);
  return {
    body: `<R><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>${contents
      .map(
        (key) =>
          `<Contents><Key>${encodeURIComponent(key)}</Key><LastModified>${MODIFIED}</LastModified><Size>${OBJECTS[key]?.length}</Size></Contents>`,
      )
      .join('')}${[...prefixes].map((one) => `<CommonPrefixes><Prefix>${encodeURIComponent(one)}</Prefix></CommonPrefixes>`).join('')}</R>`,
  };
}

function localTime(): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const date = new Date(MODIFIED);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

async function s3(command: string | readonly string[], options: { cwd?: string; stdin?: string; answer?: (request: Seen) => Reply } = {}) {
  const { endpoint, seen } = await service(options.answer ?? bucket);
  const cwd = options.cwd ?? folder({ 'b.txt': 'hello', 'd/a.json': '{}', 'd/sub.txt': 's', 'd/sub/x y.bin': 'zz' });
  const args = typeof command === 'string' ? command.split(' ') : command;
  const ran = await aws(['s3', ...args], {
    env: { AWS_ENDPOINT_URL: endpoint },
    cwd,
    ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
  });
  return { ...ran, cwd, asked: seen.map(({ method, url }) => `${method} ${url}`), seen };
}

// Each expectation is what AWS CLI 2.9.19 printed (with --no-progress) for the same answers.
describe('what is printed', () => {
  const upload = (from: string, to: string) => `upload: ${from} to ${to}\n`;
  test.each<[string, string, number?]>([
    ['ls', `${localTime()} b\n`],
    ['ls s3://b', `                           PRE p/\n${localTime()}          5 a.txt\n`],
    ['ls s3://b/p/', `                           PRE d/\n                           PRE q/\n${localTime()}          7 b c.txt\n`],
    ['ls s3://b/zzz', '', 1],
    [
      'ls s3://b/p/q --recursive --human-readable --summarize',
      `${localTime()}    2.0 KiB p/q/e.json\n\nTotal Objects: 1\n   Total Size: 2.0 KiB\n`,
    ],
    ['cp b.txt s3://b/', upload('./b.txt', 's3://b/b.txt')],
    ['cp b.txt s3://b', upload('./b.txt', 's3://b/b.txt')],
    ['cp b.txt s3://b/k', upload('./b.txt', 's3://b/k')],
    ['cp d/a.json s3://b/x/', upload('d/a.json', 's3://b/x/a.json')],
    [
      'cp d s3://b/pre --recursive',
      upload('d/a.json', 's3://b/pre/a.json') +
        upload('d/sub.txt', 's3://b/pre/sub.txt') +
        upload('d/sub/x y.bin', 's3://b/pre/sub/x y.bin'),
    ],
    ['cp d s3://b --recursive --exclude * --include *.txt', upload('d/sub.txt', 's3://b/sub.txt')],
    ['cp d s3://b --recursive --exclude sub* --dryrun', `(dryrun) ${upload('d/a.json', 's3://b/a.json')}`],
    ['cp s3://b/a.txt .', 'download: s3://b/a.txt to ./a.txt\n'],
    ['cp s3://b/a.txt out/', 'download: s3://b/a.txt to out/a.txt\n'],
    ['cp s3://b/p o --recursive', 'download: s3://b/p/b c.txt to o/b c.txt\ndownload: s3://b/p/q/e.json to o/q/e.json\n'],
    ['cp s3://b/a.txt s3://c/', 'copy: s3://b/a.txt to s3://c/a.txt\n'],
    ['cp s3://b/a.txt -', 'aaaaa'],
    ['cp b.txt s3://b/ --quiet', ''],
    ['cp b.txt s3://b/ --only-show-errors', ''],
    ['mv s3://b/a.txt s3://b/z', 'move: s3://b/a.txt to s3://b/z\n'],
    ['rm s3://b/a.txt', 'delete: s3://b/a.txt\n'],
    ['rm s3://b/p --recursive', 'delete: s3://b/p/b c.txt\ndelete: s3://b/p/d/\ndelete: s3://b/p/q/e.json\n'],
    ['mb s3://new', 'make_bucket: new\n'],
    ['rb s3://b', 'remove_bucket: b\n'],
  ])('`aws s3 %s`', async (command, stdout, exit = 0) => {
    expect(await s3(command)).toMatchObject({ exit, stdout, stderr: '' });
  });

  const denied = () => s3Error('AccessDenied', 'Access Denied', 403);
  test.each<[string, (request: Seen) => Reply, string, number]>([
    [
      'cp b.txt s3://b/k',
      denied,
      'upload failed: ./b.txt to s3://b/k An error occurred (AccessDenied) when calling the PutObject operation: Access Denied\n',
      1,
    ],
    ['cp b.txt s3://b/k --quiet', denied, '', 1],
    [
      'rm s3://b/k',
      denied,
      'delete failed: s3://b/k An error occurred (AccessDenied) when calling the DeleteObject operation: Access Denied\n',
      1,
    ],
    ['ls s3://b', denied, '\nAn error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied\n', 254],
    [
      'cp s3://b/k .',
      () => ({ status: 403 }),
      'fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden\n',
      1,
    ],
    [
      'cp s3://b/nope .',
      bucket,
      'fatal error: An error occurred (404) when calling the HeadObject operation: Key "nope" does not exist\n',
      1,
    ],
    [
      'mb s3://b',
      () => s3Error('BucketAlreadyExists', 'taken', 409),
      'make_bucket failed: s3://b An error occurred (BucketAlreadyExists) when calling the CreateBucket operation: taken\n',
      1,
    ],
    ['cp nope s3://b', bucket, '\naws: [ERROR]: The user-provided path nope does not exist.\n', 255],
    ['mv s3://b/a.txt s3://b/a.txt', bucket, "\naws: [ERROR]: Cannot mv a file onto itself: 's3://b/a.txt' - 's3://b/a.txt'\n", 252],
  ])('`aws s3 %s` refused', async (command, answer, stderr, exit) => {
    expect(await s3(command, { answer })).toMatchObject({ exit, stdout: '', stderr });
  });
});

describe('what is asked', () => {
  test('an upload is one PUT, with the type of the file and what the options say', async () => {
    const { seen } = await s3(
      'cp b.txt s3://b/k --sse aws:kms --sse-kms-key-id key --acl public-read --metadata a=b --grants read=uri=http://x full=id=1',
    );
    expect(seen[0]).toMatchObject({
      method: 'PUT',
      url: '/b/k',
      body: 'hello',
      headers: {
        'content-type': 'text/plain',
        'x-amz-server-side-encryption': 'aws:kms',
        'x-amz-server-side-encryption-aws-kms-key-id': 'key',
        'x-amz-acl': 'public-read',
        'x-amz-meta-a': 'b',
        'x-amz-grant-read': 'uri=http://x',
        'x-amz-grant-full-control': 'id=1',
      },
    });
  });

  test('standard input is uploaded', async () => {
    const { seen, stdout } = await s3('cp - s3://b/k', { stdin: 'from stdin' });
    expect(seen[0]).toMatchObject({ method: 'PUT', url: '/b/k', body: 'from stdin' });
    expect(stdout).toBe('');
  });

  test('a download asks for the head first, and the file has the object’s time', async () => {
    const { asked, cwd } = await s3('cp s3://b/a.txt .');
    expect(asked).toEqual(['HEAD /b/a.txt', 'GET /b/a.txt']);
    expect(contentOf(cwd, 'a.txt')).toBe('aaaaa');
    expect(statSync(`${cwd}/a.txt`).mtime.toISOString()).toBe(MODIFIED);
  });

  test('a move deletes its source, and only after the copy', async () => {
    const { asked } = await s3('mv s3://b/a.txt s3://c/z');
    expect(asked).toEqual(['HEAD /b/a.txt', 'PUT /c/z', 'DELETE /b/a.txt']);
    const { cwd } = await s3('mv b.txt s3://b/k');
    expect(existsSync(`${cwd}/b.txt`)).toBe(false);
  });

  test('a bucket outside us-east-1 names its region', async () => {
    const { seen } = await s3('mb s3://new --region eu-west-1');
    expect(seen[0]?.body).toContain('<LocationConstraint>eu-west-1</LocationConstraint>');
  });

  test('rb --force deletes the objects first', async () => {
    const { asked } = await s3('rb s3://b --force');
    expect(asked.filter((one) => one.startsWith('DELETE'))).toEqual([
      'DELETE /b/a.txt',
      'DELETE /b/p/b%20c.txt',
      'DELETE /b/p/d/',
      'DELETE /b/p/q/e.json',
      'DELETE /b',
    ]);
  });
});

describe('sync', () => {
  test('copies what is missing or differs, and deletes only when told', async () => {
    expect((await s3('sync d s3://b')).asked.filter((one) => !one.startsWith('GET'))).toEqual([
      'PUT /b/a.json',
      'PUT /b/sub.txt',
      'PUT /b/sub/x%20y.bin',
    ]);
    const { asked } = await s3('sync d s3://b --delete');
    expect(asked.filter((one) => one.startsWith('DELETE'))).toEqual(['DELETE /b/a.txt', 'DELETE /b/p/b%20c.txt', 'DELETE /b/p/q/e.json']);
  });

  test('leaves alone what is there in the same size and newer', async () => {
    const cwd = folder({ 'd/a.txt': '12345' });
    utimesSync(`${cwd}/d/a.txt`, 1e9, 1e9);
    expect((await s3('sync d s3://b', { cwd })).stdout).toBe('');
    utimesSync(`${cwd}/d/a.txt`, 2e9, 2e9);
    expect((await s3('sync d s3://b', { cwd })).stdout).toBe('upload: d/a.txt to s3://b/a.txt\n');
    expect((await s3('sync d s3://b --size-only', { cwd })).stdout).toBe('');
  });

  test('a second download finds nothing to do', async () => {
    const first = await s3('sync s3://b/p o');
    expect(first.stdout).toBe('download: s3://b/p/b c.txt to o/b c.txt\ndownload: s3://b/p/q/e.json to o/q/e.json\n');
    expect((await s3('sync s3://b/p o', { cwd: first.cwd })).stdout).toBe('');
  });
});

test('presign signs the address and sends nothing', async () => {
  const { stdout, asked } = await s3(['presign', 's3://b/x y', '--expires-in', '60']);
  const url = new URL(stdout.trim());
  expect(url.pathname).toBe('/b/x%20y');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': expect.stringMatching(/^AKIAQAAAAAAAAEXAMPLE\/\d{8}\/us-east-1\/s3\/aws4_request$/),
    'X-Amz-Date': expect.stringMatching(/^\d{8}T\d{6}Z$/),
    'X-Amz-Expires': '60',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(asked).toEqual([]);
});

test.each([
  ['a/b.txt', ['--exclude', '*'], false],
  ['a/b.txt', ['--exclude', '*', '--include', '*.txt'], true],
  ['a/b.txt', ['--include', '*.txt', '--exclude', '*'], false],
  ['a/b.txt', ['--exclude=a/?.txt'], false],
  ['a/b.txt', ['--exclude', 'a/[!b].txt'], true],
  ['a/b.txt', ['--exclude', 'a/[a-c].txt'], false],
  ['a(1).txt', ['--exclude', 'a(1).txt'], false],
])('%s with %j', (name, args, wanted) => {
  expect(passes(name, takeFilters(args).filters)).toBe(wanted);
});

test.each([
  [0, '0 Bytes'],
  [1, '1 Byte'],
  [1023, '1023 Bytes'],
  [1024, '1.0 KiB'],
  [1572864, '1.5 MiB'],
])('%i bytes are %s', (bytes, wanted) => {
  expect(humanSize(bytes)).toBe(wanted);
});
