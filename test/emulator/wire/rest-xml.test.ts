import * as sdk from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../../src/emulator/wire/index.ts';
import { EchoServer } from './echo-server.ts';

let server: EchoServer;
let s3: sdk.S3Client;

beforeAll(async () => {
  server = await EchoServer.start('s3');
  s3 = new sdk.S3Client({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
});
afterAll(() => server.close());
beforeEach(() => {
  server.answer = () => ({});
});

describe('finds the operation', () => {
  test.each([
    ['GET', '/', 'ListBuckets'],
    ['GET', '/b', 'ListObjects'],
    ['GET', '/b/', 'ListObjects'],
    ['GET', '/b?list-type=2', 'ListObjectsV2'],
    ['GET', '/b?list-type=2&prefix=a%2Fb', 'ListObjectsV2'],
    ['GET', '/b?policy', 'GetBucketPolicy'],
    ['GET', '/b?policy=', 'GetBucketPolicy'],
    ['GET', '/b?acl', 'GetBucketAcl'],
    ['GET', '/b/k?acl', 'GetObjectAcl'],
    ['GET', '/b/a/b/c', 'GetObject'],
    ['GET', '/b//c', 'GetObject'],
    ['GET', '/b/k?uploadId=1', 'ListParts'],
    ['GET', '/b?analytics', 'ListBucketAnalyticsConfigurations'],
    ['GET', '/b?analytics&id=1', 'GetBucketAnalyticsConfiguration'],
    ['GET', '/b?x-id=ListBuckets', 'ListObjects'],
    ['HEAD', '/b', 'HeadBucket'],
    ['HEAD', '/b/k', 'HeadObject'],
    ['PUT', '/b', 'CreateBucket'],
    ['PUT', '/b/k', 'PutObject'],
    ['PUT', '/b/k?partNumber=1&uploadId=x', 'UploadPart'],
    ['DELETE', '/b', 'DeleteBucket'],
    ['DELETE', '/b/k', 'DeleteObject'],
    ['DELETE', '/b/k?uploadId=1', 'AbortMultipartUpload'],
    ['DELETE', '/b?publicAccessBlock', 'DeletePublicAccessBlock'],
    ['POST', '/b/k?uploads', 'CreateMultipartUpload'],
  ])('%s %s is %s', async (method, path, operation) => {
    await fetch(server.endpoint + path, { method });
    expect(server.last.operation).toBe(operation);
  });

  test('a copy by its header', async () => {
    await fetch(`${server.endpoint}/b/k`, { method: 'PUT', headers: { 'x-amz-copy-source': '/a/b' } });
    expect(server.last).toMatchObject({ operation: 'CopyObject', input: { Bucket: 'b', Key: 'k', CopySource: '/a/b' } });
  });
});

test.each(['plain', 'a/b c/ü😀', 'a+b', 'a%2Fb', "it's (a) * key!", 'trailing/', '//double', '../up', '__proto__'])(
  'carries the key %j',
  async (Key) => {
    await s3.send(new sdk.DeleteObjectCommand({ Bucket: 'b', Key }));
    expect(server.last.input['Key']).toBe(Key);
  },
);

test('reads headers, prefix headers and the body of an upload', async () => {
  server.answer = () => ({ ETag: '"abc"', VersionId: 'v' });
  const input = {
    Bucket: 'b',
    Key: 'k',
    ContentType: 'text/plain',
    Metadata: { owner: 'ana', 'two-words': 'a b' },
    ServerSideEncryption: 'aws:kms' as const,
    BucketKeyEnabled: true,
    ObjectLockRetainUntilDate: new Date('2026-01-02T03:04:05Z'),
    Expires: new Date('2026-01-02T03:04:05Z'),
    ContentLength: 5,
  };
  const output = await s3.send(new sdk.PutObjectCommand({ ...input, Body: 'hello' }));
  expect(server.last.input).toMatchObject(input);
  expect(Buffer.from(server.last.input['Body'] as Uint8Array).toString()).toBe('hello');
  expect(output).toMatchObject({ ETag: '"abc"', VersionId: 'v' });
});

test('reads flattened and wrapped lists, attributes and text bodies', async () => {
  await s3.send(
    new sdk.DeleteObjectsCommand({ Bucket: 'b', Delete: { Objects: [{ Key: 'a&b' }, { Key: 'c', VersionId: '1' }], Quiet: true } }),
  );
  expect(server.last.input['Delete']).toEqual({ Objects: [{ Key: 'a&b' }, { Key: 'c', VersionId: '1' }], Quiet: true });

  const grants = [
    { Grantee: { Type: 'Group' as const, URI: 'http://acs.amazonaws.com/groups/global/AllUsers' }, Permission: 'READ' as const },
    { Grantee: { Type: 'CanonicalUser' as const, ID: 'id' }, Permission: 'FULL_CONTROL' as const },
  ];
  await s3.send(new sdk.PutBucketAclCommand({ Bucket: 'b', AccessControlPolicy: { Owner: { ID: 'id' }, Grants: grants } }));
  expect(server.last.input['AccessControlPolicy']).toEqual({ Owner: { ID: 'id' }, Grants: grants });

  await s3.send(new sdk.PutBucketPolicyCommand({ Bucket: 'b', Policy: '{"a": "ü"}' }));
  expect(server.last.input['Policy']).toBe('{"a": "ü"}');

  const rules = [{ ID: 'r', Status: 'Enabled' as const, Filter: { Prefix: 'p' }, Expiration: { Date: new Date('2026-01-02T00:00:00Z') } }];
  await s3.send(new sdk.PutBucketLifecycleConfigurationCommand({ Bucket: 'b', LifecycleConfiguration: { Rules: rules } }));
  expect(server.last.input['LifecycleConfiguration']).toEqual({ Rules: rules });

  await s3.send(new sdk.PutBucketTaggingCommand({ Bucket: 'b', Tagging: { TagSet: [] } }));
  expect(server.last.input['Tagging']).toEqual({ TagSet: [] });
});

test('reads queries of every type', async () => {
  const input = { Bucket: 'b', Prefix: 'a b/ü', MaxKeys: 3, FetchOwner: true, StartAfter: 'x+y' };
  await s3.send(new sdk.ListObjectsV2Command(input));
  expect(server.last.input).toEqual(input);
});

describe('writes what the SDK reads back', () => {
  test('lists', async () => {
    const output = {
      Name: 'b',
      IsTruncated: true,
      KeyCount: 2,
      Contents: [
        { Key: 'a <&> b', Size: 3, LastModified: new Date('2026-01-02T03:04:05.678Z'), ETag: '"e"', StorageClass: 'STANDARD' as const },
        { Key: ' spaces ', Size: 0 },
      ],
      CommonPrefixes: [{ Prefix: 'p/' }],
    };
    server.answer = () => output;
    expect(await s3.send(new sdk.ListObjectsV2Command({ Bucket: 'b' }))).toMatchObject(output);
    server.answer = () => ({ Buckets: [], Owner: { ID: 'o' } });
    expect(await s3.send(new sdk.ListBucketsCommand({}))).toMatchObject({ Buckets: [], Owner: { ID: 'o' } });
  });

  test('grants with their namespace', async () => {
    const output = { Owner: { ID: 'o' }, Grants: [{ Grantee: { Type: 'CanonicalUser' as const, ID: 'o' }, Permission: 'READ' as const }] };
    server.answer = () => output;
    expect(await s3.send(new sdk.GetBucketAclCommand({ Bucket: 'b' }))).toMatchObject(output);
  });

  test('bodies, headers and ranges', async () => {
    server.answer = () => ({
      Body: Buffer.from('hello'),
      ContentLength: 5,
      ContentType: 'text/plain',
      Metadata: { Owner: 'ü' },
      LastModified: new Date(0),
    });
    const whole = await s3.send(new sdk.GetObjectCommand({ Bucket: 'b', Key: 'k' }));
    expect(await whole.Body?.transformToString()).toBe('hello');
    expect(whole).toMatchObject({
      ContentLength: 5,
      ContentType: 'text/plain',
      LastModified: new Date(0),
      $metadata: { httpStatusCode: 200 },
    });
    expect(Buffer.from(whole.Metadata?.['owner'] ?? '', 'latin1').toString()).toBe('ü');
    server.answer = () => ({ Body: Buffer.from('ell'), ContentRange: 'bytes 1-3/5' });
    const part = await s3.send(new sdk.GetObjectCommand({ Bucket: 'b', Key: 'k', Range: 'bytes=1-3' }));
    expect(part).toMatchObject({ ContentRange: 'bytes 1-3/5', $metadata: { httpStatusCode: 206 } });
  });

  test('a location, which stands in the root', async () => {
    server.answer = () => ({ LocationConstraint: 'eu-west-1' });
    expect(await s3.send(new sdk.GetBucketLocationCommand({ Bucket: 'b' }))).toMatchObject({ LocationConstraint: 'eu-west-1' });
    server.answer = () => ({});
    expect((await s3.send(new sdk.GetBucketLocationCommand({ Bucket: 'b' }))).LocationConstraint).toBeUndefined();
  });

  test('a policy, which is plain text', async () => {
    server.answer = () => ({ Policy: '{"Version":"2012-10-17"}' });
    expect((await s3.send(new sdk.GetBucketPolicyCommand({ Bucket: 'b' }))).Policy).toBe('{"Version":"2012-10-17"}');
  });

  test('the status of an answer without a body', async () => {
    expect((await s3.send(new sdk.DeleteBucketCommand({ Bucket: 'b' }))).$metadata.httpStatusCode).toBe(204);
  });

  test('errors, with their fields', async () => {
    server.answer = () => {
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: 'b' });
    };
    const failure = await s3.send(new sdk.GetBucketAclCommand({ Bucket: 'b' })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'NoSuchBucket', message: 'The specified bucket does not exist', BucketName: 'b' });
    expect(failure).toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });
});

describe('refuses', () => {
  const tagging = '<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>';

  test.each([
    ['XML that is not closed', '<Tagging><TagSet>'],
    ['another root', '<Cors/>'],
    ['a document type with entities', `<!DOCTYPE x [<!ENTITY a "b">]>${tagging}`],
    ['an entity that nobody declared', '<Tagging><TagSet><Tag><Key>&a;</Key><Value>b</Value></Tag></TagSet></Tagging>'],
    ['nesting without end', '<a>'.repeat(10_000)],
    ['elements inside a text', '<Tagging><TagSet><Tag><Key><b/></Key><Value>b</Value></Tag></TagSet></Tagging>'],
    ['a required element that is missing', '<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>'],
  ])('%s', async (_, body) => {
    const response = await fetch(`${server.endpoint}/b?tagging`, { method: 'PUT', body });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('<Code>MalformedXML</Code>')]);
  });

  test.each([
    ['PUT', '/b?tagging', 'MissingRequestBodyError'],
    ['GET', '/b?list-type=2&max-keys=many', 'InvalidArgument'],
    ['GET', '/b/%E0%A4', 'InvalidURI'],
    ['GET', '/b?prefix=%E0%A4', 'InvalidURI'],
  ])('%s %s with %s', async (method, path, code) => {
    const response = await fetch(server.endpoint + path, { method });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
  });

  test('a request that matches no operation', async () => {
    expect((await fetch(`${server.endpoint}/b`, { method: 'PATCH' })).status).toBe(501);
  });
});
