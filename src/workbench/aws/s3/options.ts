import type { Argument } from '../argument-table.ts';
import { parseShorthand, ShorthandError } from '../shorthand.ts';
import { ParameterError } from '../errors.ts';
import type { Given } from '../parse-arguments.ts';

const flag = (name: string, help: string): Argument => ({ name, takes: 'nothing', required: false, help });
const value = (name: string, help: string, choices?: readonly string[]): Argument => ({
  name,
  takes: 'one',
  required: false,
  help,
  ...(choices ? { choices } : {}),
});
const path = (name: string, required = true): Argument => ({ name, takes: 'positional', required });

const LISTING = [
  flag('recursive', 'Everything below the folder or prefix.'),
  value('page-size', 'How many objects each listing asks for.'),
];
const QUIET = [
  flag('dryrun', 'Shows what would be done, and does nothing.'),
  flag('quiet', 'Prints nothing.'),
  flag('only-show-errors', 'Prints only what failed.'),
];
const PAYER: Argument = {
  name: 'request-payer',
  takes: 'optional',
  required: false,
  choices: ['requester'],
  help: 'Says that the caller pays.',
};
const FILTERS = [
  value('exclude', 'Leaves out what matches the pattern; the last filter that matches decides.'),
  value('include', 'Takes in what matches the pattern after all.'),
];
const OBJECT = [
  value('acl', 'A canned access control list.'),
  { name: 'grants', takes: 'many', required: false, help: 'permission=grantee, with permission read, readacl, writeacl or full.' },
  { name: 'sse', takes: 'optional', required: false, help: 'Encryption at rest: AES256 (the default of the option) or aws:kms.' },
  value('sse-kms-key-id', 'The KMS key of --sse aws:kms.'),
  value('storage-class', 'The class of storage.'),
  value('website-redirect', 'Where a website sends those who ask for the object.'),
  value('content-type', 'The type of the content; otherwise guessed by the file’s name.'),
  value('cache-control', 'How the object may be cached.'),
  value('content-disposition', 'How a browser shows the object.'),
  value('content-encoding', 'How the content is encoded.'),
  value('content-language', 'The language of the content.'),
  value('expires', 'When the object may no longer be cached.'),
  value('metadata', 'KeyName1=string,KeyName2=string'),
  value('metadata-directive', 'Of a copy: COPY or REPLACE.', ['COPY', 'REPLACE']),
  value('checksum-algorithm', 'Sends a checksum of the content.', ['CRC32', 'SHA1', 'SHA256']),
] satisfies readonly Argument[];
const TRANSFER = [
  ...QUIET,
  ...FILTERS,
  ...OBJECT,
  PAYER,
  flag('no-progress', 'Taken for the sake of scripts: no progress is shown.'),
  flag('no-guess-mime-type', 'Does not guess the type of the content.'),
  flag('follow-symlinks', 'Follows links to files and folders, as it does anyway.'),
  flag('no-follow-symlinks', 'Leaves links out.'),
  value('page-size', 'How many objects each listing asks for.'),
  value('source-region', 'Taken for the sake of scripts.'),
  value('expected-size', 'Taken for the sake of scripts.'),
  flag('ignore-glacier-warnings', 'Taken for the sake of scripts.'),
  flag('force-glacier-transfer', 'Taken for the sake of scripts.'),
];

/** The commands of `aws s3` and their arguments. */
export const S3_COMMANDS: Readonly<Record<string, { readonly usage: string; readonly arguments: readonly Argument[] }>> = {
  ls: {
    usage: '<S3Uri> or NONE',
    arguments: [
      path('paths', false),
      ...LISTING,
      flag('human-readable', 'Sizes in KiB, MiB, ...'),
      flag('summarize', 'How many and how large they are in all.'),
      PAYER,
    ],
  },
  cp: {
    usage: '<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>',
    arguments: [path('paths'), path('paths '), flag('recursive', 'Everything below the folder or prefix.'), ...TRANSFER],
  },
  mv: {
    usage: '<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>',
    arguments: [path('paths'), path('paths '), flag('recursive', 'Everything below the folder or prefix.'), ...TRANSFER],
  },
  rm: { usage: '<S3Uri>', arguments: [path('paths'), ...LISTING, ...QUIET, ...FILTERS, PAYER] },
  sync: {
    usage: '<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>',
    arguments: [
      path('paths'),
      path('paths '),
      ...TRANSFER,
      flag('delete', 'Removes from the destination what the source does not have.'),
      flag('size-only', 'Compares sizes alone.'),
      flag('exact-timestamps', 'Takes a file of the same size whose time differs at all.'),
    ],
  },
  mb: { usage: '<S3Uri>', arguments: [path('path')] },
  rb: { usage: '<S3Uri>', arguments: [path('path'), flag('force', 'Deletes the objects first.')] },
  presign: {
    usage: '<S3Uri>',
    arguments: [path('path'), value('expires-in', 'For how many seconds the address holds; 3600 unless told.')],
  },
};

const OBJECT_MEMBERS: Readonly<Record<string, string>> = {
  acl: 'ACL',
  'storage-class': 'StorageClass',
  'website-redirect': 'WebsiteRedirectLocation',
  'content-type': 'ContentType',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  'sse-kms-key-id': 'SSEKMSKeyId',
  'checksum-algorithm': 'ChecksumAlgorithm',
};
const GRANTS: Readonly<Record<string, string>> = {
  read: 'GrantRead',
  full: 'GrantFullControl',
  readacl: 'GrantReadACP',
  writeacl: 'GrantWriteACP',
};

/** What a new object is given besides its content, as parameters of PutObject and CopyObject. */
export function objectParameters(given: Given): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const [option, member] of Object.entries(OBJECT_MEMBERS)) if (given.has(option)) parameters[member] = given.get(option)?.[0];
  if (given.has('sse')) parameters['ServerSideEncryption'] = given.get('sse')?.[0] ?? 'AES256';
  if (given.has('expires')) parameters['Expires'] = new Date(given.get('expires')?.[0] ?? '');
  if (given.has('request-payer')) parameters['RequestPayer'] = 'requester';
  const metadata = given.get('metadata')?.[0];
  if (metadata !== undefined) parameters['Metadata'] = readMetadata(metadata);
  for (const grant of given.get('grants') ?? []) {
    const [permission = '', ...grantee] = grant.split('=');
    const member = GRANTS[permission];
    if (member === undefined || grantee.length === 0)
      throw new ParameterError(
        '--grants',
        'grants should be of the form permission=principal, with permission one of read|readacl|writeacl|full',
      );
    parameters[member] = grantee.join('=');
  }
  return parameters;
}

function readMetadata(text: string): unknown {
  try {
    return text.trimStart().startsWith('{') ? JSON.parse(text) : parseShorthand(text);
  } catch (error) {
    if (error instanceof ShorthandError || error instanceof SyntaxError) throw new ParameterError('--metadata', error.message);
    throw error;
  }
}
