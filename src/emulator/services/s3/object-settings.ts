import type { ObjectSettings, Tag } from './state.ts';
import { AwsError } from '../../wire/aws-error.ts';
import { invalidArgument, notImplemented } from './errors.ts';

const STORAGE_CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
];
/** Bytes of names and values together. */
const MOST_METADATA = 2048;

interface SettingsInput {
  readonly ContentType?: string | undefined;
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly Expires?: Date | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  readonly StorageClass?: string | undefined;
  readonly Metadata?: Record<string, string> | undefined;
}

/** What a call that makes an object says about it. Throws `InvalidStorageClass`, `MetadataTooLarge`. */
export function readSettings(input: SettingsInput, tags: readonly Tag[]): ObjectSettings {
  const storageClass = input.StorageClass ?? 'STANDARD';
  if (!STORAGE_CLASSES.includes(storageClass))
    throw new AwsError('InvalidStorageClass', 'The storage class you specified is not valid', 400);
  const metadata = input.Metadata ?? {};
  const size = Buffer.byteLength(Object.entries(metadata).flat().join(''));
  if (size > MOST_METADATA) {
    throw new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, {
      Size: size,
      MaxSizeAllowed: MOST_METADATA,
    });
  }
  return {
    contentType: input.ContentType ?? 'binary/octet-stream',
    ...present('cacheControl', input.CacheControl),
    ...present('contentDisposition', input.ContentDisposition),
    ...present('contentEncoding', withoutChunked(input.ContentEncoding)),
    ...present('contentLanguage', input.ContentLanguage),
    ...present('expires', input.Expires?.toUTCString()),
    ...present('websiteRedirectLocation', input.WebsiteRedirectLocation),
    storageClass,
    metadata,
    tags,
  };
}

/** Refuses the key's length, and what an object could be asked to be that is not served here: never quietly left out. */
export function checkSettings(input: object): void {
  const key: unknown = Reflect.get(input, 'Key');
  if (typeof key === 'string' && Buffer.byteLength(key) > 1024) {
    throw new AwsError('KeyTooLongError', 'Your key is too long', 400, { Size: Buffer.byteLength(key), MaxSizeAllowed: 1024 });
  }
  const encryption: unknown = Reflect.get(input, 'ServerSideEncryption');
  if (encryption === 'aws:kms' || encryption === 'aws:kms:dsse') throw notImplemented('x-amz-server-side-encryption');
  if (encryption !== undefined && encryption !== 'AES256') {
    throw invalidArgument('The encryption method specified is not supported', 'x-amz-server-side-encryption', encryption);
  }
  const unserved = Object.keys(input).find(
    (name) =>
      /^(SSECustomer|SSEKMS|ObjectLock|CopySourceSSECustomer|WriteOffsetBytes)/.test(name) && Reflect.get(input, name) !== undefined,
  );
  if (unserved !== undefined) throw notImplemented(unserved);
}

/** `aws-chunked` says how the body travelled, not how it is. */
function withoutChunked(encoding: string | undefined): string | undefined {
  const rest = encoding
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== 'aws-chunked' && part !== '');
  return rest === undefined || rest.length === 0 ? undefined : rest.join(',');
}

function present<Name extends string>(name: Name, value: string | undefined): { [Key in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: string });
}
