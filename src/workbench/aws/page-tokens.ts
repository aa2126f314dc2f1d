import type { OperationSchema } from '../../aws/schema.ts';
import { members } from './shapes.ts';

/** How an operation's answers follow one another. */
export interface Pages {
  /** Pairs of the input member that asks for a page and the output member that names the next one. */
  readonly tokens: readonly { readonly input: string; readonly output: string }[];
  /** The input member for the size of a page. */
  readonly limit: string | undefined;
  /** The output member that says whether there is more. */
  readonly more: string | undefined;
  /** Output members whose items are put together; `--max-items` counts the first. */
  readonly results: readonly string[];
  /** Output members that are the same on each page and stand beside the results. */
  readonly beside: readonly string[];
}

const TOKENS = [
  [
    ['KeyMarker', 'NextKeyMarker'],
    ['UploadIdMarker', 'NextUploadIdMarker'],
  ],
  [
    ['KeyMarker', 'NextKeyMarker'],
    ['VersionIdMarker', 'NextVersionIdMarker'],
  ],
  [['PartNumberMarker', 'NextPartNumberMarker']],
  [['ContinuationToken', 'NextContinuationToken']],
  [['ContinuationToken', 'ContinuationToken']],
  [['Marker', 'NextMarker']],
  [['Marker', 'Marker']],
  [['NextToken', 'NextToken']],
  [['nextToken', 'nextToken']],
  [['PaginationToken', 'PaginationToken']],
  [['position', 'position']],
] as const;

const LIMITS = [
  'MaxUploads',
  'MaxKeys',
  'MaxParts',
  'MaxBuckets',
  'MaxDirectoryBuckets',
  'MaxItems',
  'MaxResults',
  'Limit',
  'limit',
  'maxResults',
];

const BESIDE: Readonly<Record<string, readonly string[]>> = {
  GetGroup: ['Group'],
  ListBuckets: ['Owner', 'Prefix'],
  ListMultipartUploads: ['RequestCharged', 'Prefix'],
  ListObjectVersions: ['RequestCharged', 'Prefix'],
  ListObjects: ['RequestCharged', 'Prefix'],
  ListObjectsV2: ['RequestCharged', 'Prefix'],
  ListParts: ['ChecksumAlgorithm', 'Initiator', 'Owner', 'StorageClass', 'ChecksumType'],
  GetUsage: ['usagePlanId', 'startDate', 'endDate'],
};

/** Have pages, though the SDK module has no paginator for them. */
const WITHOUT_PAGINATOR = new Set(['ListObjects', 'ListObjectVersions', 'ListMultipartUploads']);

/** How an operation's pages follow one another; undefined for one that answers at once. */
export function pagesOf(operation: OperationSchema, sdkExports: ReadonlySet<string>): Pages | undefined {
  const { name, input, output } = operation;
  if (!sdkExports.has(`paginate${name}`) && !WITHOUT_PAGINATOR.has(name)) return undefined;
  const inputs = new Set(members(input).map(([member]) => member));
  const outputs = new Set(members(output).map(([member]) => member));
  const tokens = TOKENS.find((pairs) => pairs.every(([asked, answered]) => inputs.has(asked) && outputs.has(answered)));
  if (tokens === undefined) return undefined;
  return {
    tokens: tokens.map(([asked, answered]) => ({ input: asked, output: answered })),
    limit: LIMITS.find((limit) => inputs.has(limit)),
    more: ['IsTruncated', 'Truncated'].find((more) => outputs.has(more)),
    results: members(output)
      .filter(([member, schema]) => (schema.isListSchema() || schema.isMapSchema()) && member !== 'warnings')
      .map(([member]) => member),
    beside: BESIDE[name] ?? [],
  };
}
