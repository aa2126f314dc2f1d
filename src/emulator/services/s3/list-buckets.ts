import { bucketArn } from './access.ts';
import { canonicalUserId } from './buckets.ts';
import { invalidArgument } from './errors.ts';
import { operation } from './operation.ts';
import { bucketsOf } from './state.ts';

const MOST = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets = operation('ListBuckets', {
  authorize: () => ({ action: 's3:ListAllMyBuckets', resource: '*' }),
  handle: (input, call) => {
    const { Prefix = '', BucketRegion, MaxBuckets = MOST, ContinuationToken } = input;
    if (MaxBuckets < 1 || MaxBuckets > MOST)
      throw invalidArgument(`Argument max-buckets must be an integer between 1 and ${MOST}`, 'max-buckets', MaxBuckets);
    const after = ContinuationToken === undefined ? '' : Buffer.from(ContinuationToken, 'base64').toString('utf8');
    const all = [...bucketsOf(call.own).values()]
      .filter(({ name, region }) => name.startsWith(Prefix) && name > after && (BucketRegion === undefined || region === BucketRegion))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const page = all.slice(0, MaxBuckets);
    const last = page.at(-1);
    return {
      Owner: { ID: canonicalUserId(call.account) },
      Buckets: page.map(({ name, created, region }) => ({
        Name: name,
        CreationDate: new Date(created),
        BucketRegion: region,
        BucketArn: bucketArn(name),
      })),
      ...(Prefix === '' ? {} : { Prefix }),
      ...(all.length > page.length && last !== undefined ? { ContinuationToken: Buffer.from(last.name).toString('base64') } : {}),
    };
  },
});
