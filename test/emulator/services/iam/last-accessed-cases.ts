// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';
import type { Trial } from '../../../support/operations.ts';
import { ana, denied, fails, iam, type IamCases } from './root-calls.ts';

const JobId = '01234567-89ab-cdef-0123-456789abcdef';
const rights = {
  Statement: { Effect: 'Allow', Action: ['iam:ListUsers', 'iam:ListRoles', 's3:GetObject', 's3:ListAllMyBuckets'], Resource: '*' },
};

/** Makes a user who lists users, and a report about that user. */
async function report(t: Trial, Granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL' = 'SERVICE_LEVEL') {
  const eve = await t.account.user('eve', rights);
  await eve.clients.call('iam', 'ListUsers', {});
  const { JobId } = await iam(t, 'GenerateServiceLastAccessedDetails', { Arn: eve.arn, Granularity });
  return { JobId, arn: eve.arn };
}

export const lastAccessed = {
  GenerateServiceLastAccessedDetails: {
    success: async (t) => {
      const { User } = await ana(t);
      const { JobId } = await iam(t, 'GenerateServiceLastAccessedDetails', { Arn: User?.Arn });
      expect(await iam(t, 'GetServiceLastAccessedDetails', { JobId })).toMatchObject({ JobStatus: 'COMPLETED', ServicesLastAccessed: [] });
    },
    error: fails('InvalidInput', 'GenerateServiceLastAccessedDetails', { Arn: 'arn:aws:iam::111122223333:root' }),
    denial: denied({ Arn: 'arn:aws:iam::111122223333:user/ana' }),
  },
  GetServiceLastAccessedDetails: {
    success: async (t) => {
      const { JobId, arn } = await report(t, 'ACTION_LEVEL');
      const { ServicesLastAccessed } = await iam(t, 'GetServiceLastAccessedDetails', { JobId });
      const used = { LastAccessedEntity: arn, LastAccessedTime: expect.any(Date), LastAccessedRegion: 'us-east-1' };
      expect(ServicesLastAccessed).toEqual([
        {
          ServiceName: 'AWS Identity and Access Management (IAM)',
          ServiceNamespace: 'iam',
          TotalAuthenticatedEntities: 1,
          LastAuthenticated: expect.any(Date),
          LastAuthenticatedEntity: arn,
          LastAuthenticatedRegion: 'us-east-1',
          TrackedActionsLastAccessed: [{ ActionName: 'ListRoles' }, { ActionName: 'ListUsers', ...used }],
        },
        {
          ServiceName: 'Amazon S3',
          ServiceNamespace: 's3',
          TotalAuthenticatedEntities: 0,
          TrackedActionsLastAccessed: [{ ActionName: 'ListAllMyBuckets' }],
        },
      ]);
    },
    error: fails('NoSuchEntity', 'GetServiceLastAccessedDetails', { JobId }),
    denial: denied({ JobId }),
  },
  GetServiceLastAccessedDetailsWithEntities: {
    success: async (t) => {
      const { JobId, arn } = await report(t);
      const { EntityDetailsList } = await iam(t, 'GetServiceLastAccessedDetailsWithEntities', { JobId, ServiceNamespace: 'iam' });
      expect(EntityDetailsList).toMatchObject([
        { EntityInfo: { Arn: arn, Name: 'eve', Type: 'USER' }, LastAuthenticated: expect.any(Date) },
      ]);
      expect((await iam(t, 'GetServiceLastAccessedDetailsWithEntities', { JobId, ServiceNamespace: 's3' })).EntityDetailsList).toEqual([]);
    },
    error: fails('NoSuchEntity', 'GetServiceLastAccessedDetailsWithEntities', { JobId, ServiceNamespace: 'iam' }),
    denial: denied({ JobId, ServiceNamespace: 'iam' }),
  },
} satisfies IamCases;
