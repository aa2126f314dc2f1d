// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';

import type { OperationCases, Trial } from '../../../support/operations.ts';
import { bucketIn, bucketPolicy, objectIn } from './bucket-in.ts';

const NOWHERE = { Bucket: 'no-such-bucket-anywhere' };
const noBucket = { code: 'NoSuchBucket' } as const;

/** On a bucket that the trial makes. */
const onBucket = { input: async (t: Trial) => ({ Bucket: await bucketIn(t) }) };

export const bucketCases = {
  CreateBucket: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      expect((await t.root.call('s3', 'ListBuckets', {})).Buckets).toMatchObject([{ Name: Bucket, BucketRegion: 'us-east-1' }]);
      expect((await t.root.call('s3', 'HeadBucket', { Bucket })).BucketRegion).toBe('us-east-1');
    },
    error: {
      code: 'BucketAlreadyExists',
      provoke: async (t) => {
        const Bucket = await bucketIn(t);
        return (await t.sandbox.account()).root.call('s3', 'CreateBucket', { Bucket });
      },
    },
    denial: { input: ({ account }) => ({ Bucket: `lab-${account.id}` }) },
  },

  DeleteBucket: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      await t.root.call('s3', 'DeleteBucket', { Bucket });
      expect((await t.root.call('s3', 'ListBuckets', {})).Buckets ?? []).toEqual([]);
    },
    error: { code: 'BucketNotEmpty', provoke: async (t) => t.root.call('s3', 'DeleteBucket', { Bucket: (await objectIn(t)).Bucket }) },
    denial: onBucket,
  },

  HeadBucket: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      expect((await t.root.call('s3', 'HeadBucket', { Bucket })).BucketArn).toBe(`arn:aws:s3:::${Bucket}`);
    },
    error: { code: 'NotFound', provoke: ({ root }) => root.call('s3', 'HeadBucket', NOWHERE) },
    denial: onBucket,
  },

  ListBuckets: {
    success: async (t) => {
      for (const suffix of ['-b', '-a', '-c']) await bucketIn(t, suffix);
      const first = await t.root.call('s3', 'ListBuckets', { MaxBuckets: 2 });
      const second = await t.root.call('s3', 'ListBuckets', { MaxBuckets: 2, ContinuationToken: first.ContinuationToken });
      const names = [...(first.Buckets ?? []), ...(second.Buckets ?? [])].map(({ Name }) => Name?.slice(-2));
      expect(names).toEqual(['-a', '-b', '-c']);
      expect(second.ContinuationToken).toBeUndefined();
      expect(first.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    },
    error: { code: 'InvalidArgument', provoke: ({ root }) => root.call('s3', 'ListBuckets', { MaxBuckets: 10_001 }) },
    denial: { input: () => ({}) },
  },

  GetBucketLocation: {
    success: async (t) => {
      const { rootKeys, id } = t.account;
      const ireland = t.sandbox.clients(rootKeys, { region: 'eu-west-1' });
      const Bucket = `lab-${id}`;
      await ireland.call('s3', 'CreateBucket', { Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } });
      expect((await ireland.call('s3', 'GetBucketLocation', { Bucket })).LocationConstraint).toBe('eu-west-1');
      const virginia = await bucketIn(t, '-virginia');
      expect((await t.root.call('s3', 'GetBucketLocation', { Bucket: virginia })).LocationConstraint).toBeUndefined();
    },
    error: { ...noBucket, provoke: ({ root }) => root.call('s3', 'GetBucketLocation', NOWHERE) },
    denial: onBucket,
  },

  GetBucketVersioning: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      expect((await t.root.call('s3', 'GetBucketVersioning', { Bucket })).Status).toBeUndefined();
    },
    error: { ...noBucket, provoke: ({ root }) => root.call('s3', 'GetBucketVersioning', NOWHERE) },
    denial: onBucket,
  },

  GetBucketOwnershipControls: {
    success: async (t) => {
      const { OwnershipControls } = await t.root.call('s3', 'GetBucketOwnershipControls', { Bucket: await bucketIn(t) });
      expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    },
    error: { ...noBucket, provoke: ({ root }) => root.call('s3', 'GetBucketOwnershipControls', NOWHERE) },
    denial: onBucket,
  },

  GetBucketEncryption: {
    success: async (t) => {
      const { ServerSideEncryptionConfiguration: found } = await t.root.call('s3', 'GetBucketEncryption', { Bucket: await bucketIn(t) });
      expect(found?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe('AES256');
    },
    error: { ...noBucket, provoke: ({ root }) => root.call('s3', 'GetBucketEncryption', NOWHERE) },
    denial: onBucket,
  },

  GetBucketAcl: {
    success: async (t) => {
      const { Owner, Grants } = await t.root.call('s3', 'GetBucketAcl', { Bucket: await bucketIn(t) });
      expect(Grants).toEqual([{ Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }]);
    },
    error: { ...noBucket, provoke: ({ root }) => root.call('s3', 'GetBucketAcl', NOWHERE) },
    denial: onBucket,
  },

  PutBucketAcl: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      await t.root.call('s3', 'PutBucketAcl', { Bucket, ACL: 'private' });
      expect((await t.root.call('s3', 'GetBucketAcl', { Bucket })).Grants).toHaveLength(1);
    },
    error: {
      code: 'AccessControlListNotSupported',
      provoke: async (t) => t.root.call('s3', 'PutBucketAcl', { Bucket: await bucketIn(t), ACL: 'public-read' }),
    },
    denial: { input: async (t) => ({ Bucket: await bucketIn(t), ACL: 'private' }) },
  },

  PutBucketPolicy: {
    success: async (t) => {
      const { Bucket, Key } = await objectIn(t);
      const ana = await t.account.user('ana');
      await expect(ana.clients.call('s3', 'GetObject', { Bucket, Key })).rejects.toThrow(/no identity-based policy/);
      await t.root.call('s3', 'PutBucketPolicy', { Bucket, Policy: bucketPolicy(Bucket, { Principal: { AWS: ana.arn } }) });
      const { Body } = await ana.clients.call('s3', 'GetObject', { Bucket, Key });
      expect(await Body?.transformToString()).toBe('hello world');
    },
    error: {
      code: 'MalformedPolicy',
      provoke: async (t) => t.root.call('s3', 'PutBucketPolicy', { Bucket: await bucketIn(t), Policy: '{"Statement": []}' }),
    },
    denial: { input: async (t) => ({ Bucket: await bucketIn(t), Policy: '{}' }) },
  },

  GetBucketPolicy: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      const Policy = bucketPolicy(Bucket, { Principal: { AWS: `arn:aws:iam::${t.account.id}:root` } });
      await t.root.call('s3', 'PutBucketPolicy', { Bucket, Policy });
      expect((await t.root.call('s3', 'GetBucketPolicy', { Bucket })).Policy).toBe(Policy);
    },
    error: { code: 'NoSuchBucketPolicy', provoke: async (t) => t.root.call('s3', 'GetBucketPolicy', { Bucket: await bucketIn(t) }) },
    denial: onBucket,
  },

  DeleteBucketPolicy: {
    success: async (t) => {
      const { Bucket, Key } = await objectIn(t);
      const ana = await t.account.user('ana');
      await t.root.call('s3', 'PutBucketPolicy', { Bucket, Policy: bucketPolicy(Bucket, { Principal: { AWS: ana.arn } }) });
      await t.root.call('s3', 'DeleteBucketPolicy', { Bucket });
      await expect(ana.clients.call('s3', 'GetObject', { Bucket, Key })).rejects.toThrow(/not authorized/);
    },
    error: { ...noBucket, provoke: ({ root }) => root.call('s3', 'DeleteBucketPolicy', NOWHERE) },
    denial: onBucket,
  },

  GetBucketPolicyStatus: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      const isPublic = async (Principal: unknown, more: object = {}) => {
        await t.root.call('s3', 'PutBucketPolicy', { Bucket, Policy: bucketPolicy(Bucket, { Principal, ...more }) });
        return (await t.root.call('s3', 'GetBucketPolicyStatus', { Bucket })).PolicyStatus?.IsPublic;
      };
      await t.root.call('s3', 'DeletePublicAccessBlock', { Bucket });
      expect(await isPublic('*')).toBe(true);
      expect(await isPublic({ AWS: t.account.id })).toBe(false);
      expect(await isPublic('*', { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })).toBe(false);
    },
    error: { code: 'NoSuchBucketPolicy', provoke: async (t) => t.root.call('s3', 'GetBucketPolicyStatus', { Bucket: await bucketIn(t) }) },
    denial: onBucket,
  },

  PutPublicAccessBlock: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      const some = { BlockPublicAcls: true, IgnorePublicAcls: false, BlockPublicPolicy: true, RestrictPublicBuckets: false };
      await t.root.call('s3', 'PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: some });
      expect((await t.root.call('s3', 'GetPublicAccessBlock', { Bucket })).PublicAccessBlockConfiguration).toEqual(some);
    },
    error: {
      ...noBucket,
      provoke: ({ root }) =>
        root.call('s3', 'PutPublicAccessBlock', { ...NOWHERE, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
    },
    denial: { input: async (t) => ({ Bucket: await bucketIn(t), PublicAccessBlockConfiguration: {} }) },
  },

  GetPublicAccessBlock: {
    success: async (t) => {
      const { PublicAccessBlockConfiguration: found } = await t.root.call('s3', 'GetPublicAccessBlock', { Bucket: await bucketIn(t) });
      expect(found).toEqual({ BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true });
    },
    error: {
      code: 'NoSuchPublicAccessBlockConfiguration',
      provoke: async (t) => {
        const Bucket = await bucketIn(t);
        await t.root.call('s3', 'DeletePublicAccessBlock', { Bucket });
        return t.root.call('s3', 'GetPublicAccessBlock', { Bucket });
      },
    },
    denial: onBucket,
  },

  DeletePublicAccessBlock: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      await t.root.call('s3', 'DeletePublicAccessBlock', { Bucket });
      await t.root.call('s3', 'PutBucketPolicy', { Bucket, Policy: bucketPolicy(Bucket, { Principal: '*' }) });
      expect((await t.root.call('s3', 'GetBucketPolicyStatus', { Bucket })).PolicyStatus?.IsPublic).toBe(true);
    },
    error: { ...noBucket, provoke: ({ root }) => root.call('s3', 'DeletePublicAccessBlock', NOWHERE) },
    denial: onBucket,
  },

  PutBucketTagging: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      const TagSet = [{ Key: 'team', Value: 'red' }];
      await t.root.call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet } });
      expect((await t.root.call('s3', 'GetBucketTagging', { Bucket })).TagSet).toEqual(TagSet);
    },
    error: {
      code: 'InvalidTag',
      provoke: async (t) => {
        const twice = [
          { Key: 'team', Value: 'red' },
          { Key: 'team', Value: 'blue' },
        ];
        return t.root.call('s3', 'PutBucketTagging', { Bucket: await bucketIn(t), Tagging: { TagSet: twice } });
      },
    },
    denial: { input: async (t) => ({ Bucket: await bucketIn(t), Tagging: { TagSet: [] } }) },
  },

  GetBucketTagging: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      await t.root.call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: [{ Key: 'a', Value: '' }] } });
      expect((await t.root.call('s3', 'GetBucketTagging', { Bucket })).TagSet).toEqual([{ Key: 'a', Value: '' }]);
    },
    error: { code: 'NoSuchTagSet', provoke: async (t) => t.root.call('s3', 'GetBucketTagging', { Bucket: await bucketIn(t) }) },
    denial: onBucket,
  },

  DeleteBucketTagging: {
    success: async (t) => {
      const Bucket = await bucketIn(t);
      await t.root.call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } });
      await t.root.call('s3', 'DeleteBucketTagging', { Bucket });
      await expect(t.root.call('s3', 'GetBucketTagging', { Bucket })).rejects.toThrow('The TagSet does not exist');
    },
    error: { ...noBucket, provoke: ({ root }) => root.call('s3', 'DeleteBucketTagging', NOWHERE) },
    denial: onBucket,
  },
} satisfies OperationCases<'s3'>;
