import { AwsClients } from '../aws/clients.ts';
import type { Backend } from '../backend/types.ts';

/** All that a check can read of the accounts, as one text: equal texts mean that nothing has changed. */
export async function snapshotOf(backend: Backend, accounts: Iterable<string>): Promise<string> {
  const parts: unknown[] = [];
  for (const account of accounts) {
    const aws = await checkersClients(backend, account);
    const { Buckets = [] } = await aws.call('s3', 'ListBuckets', {});
    const buckets = await Promise.all(Buckets.map(({ Name = '' }) => bucketOf(aws, Name)));
    const iam = await aws.call('iam', 'GetAccountAuthorizationDetails', {});
    const keys = await Promise.all(
      (iam.UserDetailList ?? []).map(({ UserName }) => aws.call('iam', 'ListAccessKeys', UserName === undefined ? {} : { UserName })),
    );
    parts.push({ account, iam, keys, buckets, events: (await backend.events(account)).length });
  }
  return JSON.stringify(parts, (key, value: unknown) => (key === '$metadata' ? undefined : value), 1);
}

/** Clients of the root user whose calls are left out of the learner's activity. */
export async function checkersClients(backend: Backend, account: string): Promise<AwsClients> {
  const { endpoint, region, checkerMark } = backend;
  const credentials = await backend.adminCredentials(account);
  return new AwsClients({ endpoint, region, credentials, headers: { 'x-seclab-checker': checkerMark } });
}

async function bucketOf(aws: AwsClients, name: string): Promise<unknown> {
  const [policy, access, objects] = await Promise.allSettled([
    aws.call('s3', 'GetBucketPolicy', { Bucket: name }),
    aws.call('s3', 'GetPublicAccessBlock', { Bucket: name }),
    aws.call('s3', 'ListObjectsV2', { Bucket: name }),
  ]);
  return { name, policy: valueOf(policy), access: valueOf(access), objects: valueOf(objects) };
}

/** An error is a fact of the account as well: there is no policy. */
function valueOf(settled: PromiseSettledResult<unknown>): unknown {
  return settled.status === 'fulfilled' ? settled.value : String(settled.reason);
}
