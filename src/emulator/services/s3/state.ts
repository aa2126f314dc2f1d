import type { AccountStore, Collection } from '../../store/types.ts';
import type { BoundPolicy } from '../iam/state.ts';
import type { Checksum } from './checksums.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface BucketRecord {
  readonly name: string;
  readonly region: string;
  /** ISO 8601, as all dates here. */
  readonly created: string;
  readonly policy?: BoundPolicy;
  /** Absent after it was deleted: then nothing is blocked. */
  readonly publicAccessBlock?: PublicAccessBlock;
  readonly tags: readonly Tag[];
}

export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

/** What the giver of an object says about it. */
export interface ObjectSettings {
  readonly contentType: string;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  readonly expires?: string;
  readonly websiteRedirectLocation?: string;
  readonly storageClass: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
}

export interface ObjectRecord extends ObjectSettings {
  readonly key: string;
  /** Without quotes. */
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  /** Its body among the blobs of the account. */
  readonly sha256: string;
  readonly lastModified: string;
  readonly checksum: Checksum;
  /** Bytes of each part, for an object that was uploaded in parts. */
  readonly parts?: readonly number[];
}

export interface UploadRecord extends ObjectSettings {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiated: string;
  readonly checksumAlgorithm?: string;
}

export interface PartRecord {
  readonly number: number;
  readonly etag: string;
  readonly size: number;
  readonly sha256: string;
  readonly lastModified: string;
  readonly checksum: Checksum;
}

/** The buckets of an account by name. */
export function bucketsOf(account: AccountStore): Collection<BucketRecord> {
  return account.collection('s3/buckets');
}

/** The objects of a bucket by key, in no order. */
export function objectsOf(account: AccountStore, bucket: string): Collection<ObjectRecord> {
  return account.collection(`s3/objects/${bucket}`);
}

/** The uploads in parts that are under way, by id. */
export function uploadsOf(account: AccountStore): Collection<UploadRecord> {
  return account.collection('s3/uploads');
}

/** The parts of an upload by number. */
export function partsOf(account: AccountStore, upload: string): Collection<PartRecord> {
  return account.collection(`s3/parts/${upload}`);
}
