import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { refusal, type Sandbox, startSandbox, type TestAccount } from '../../../support/sandbox.ts';

let sandbox: Sandbox;
let account: TestAccount;
beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandbox.account();
});
afterAll(() => sandbox.close());

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
describe("a bucket's name", () => {
  it.each([
    'ab',
    'a'.repeat(64),
    'Photos',
    'lab_photos',
    'lab..photos',
    '-photos',
    'photos-',
    '192.168.0.1',
    'xn--photos',
    'photos-s3alias',
  ])('is not %s', async (Bucket) => {
    expect(await refusal(account.root.call('s3', 'CreateBucket', { Bucket }))).toMatchObject({ code: 'InvalidBucketName', status: 400 });
  });
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
describe("a bucket's Region", () => {
  const make = (region: string, Bucket: string, constraint?: 'eu-west-1' | 'eu-central-1' | 'mars') =>
    Reflect.apply(sandbox.clients(account.rootKeys, { region }).call, sandbox.clients(account.rootKeys, { region }), [
      's3',
      'CreateBucket',
      { Bucket, ...(constraint === undefined ? {} : { CreateBucketConfiguration: { LocationConstraint: constraint } }) },
    ]) as Promise<unknown>;

  it('is that of the endpoint, which the request has to name outside us-east-1', async () => {
    expect((await refusal(make('eu-west-1', 'lab-mismatch', 'eu-central-1'))).code).toBe('IllegalLocationConstraintException');
    expect((await refusal(make('us-east-1', 'lab-mars', 'mars'))).code).toBe('InvalidLocationConstraint');
    await make('us-east-1', 'lab-elsewhere', 'eu-central-1');
    expect((await account.root.call('s3', 'GetBucketLocation', { Bucket: 'lab-elsewhere' })).LocationConstraint).toBe('eu-central-1');
  });

  it("decides what making one's own bucket again answers", async () => {
    await make('eu-west-1', 'lab-twice', 'eu-west-1');
    expect((await refusal(make('eu-west-1', 'lab-twice', 'eu-west-1'))).code).toBe('BucketAlreadyOwnedByYou');
    await make('us-east-1', 'lab-twice-virginia');
    await make('us-east-1', 'lab-twice-virginia');
  });
});
