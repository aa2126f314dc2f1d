// oxlint-disable vitest/no-standalone-expect -- these run inside the tests of proveOperations.
import { expect } from 'vitest';

import type { OperationCases } from '../../../support/operations.ts';

export const cloudtrailCases = {
  LookupEvents: {
    success: async ({ root }) => {
      await root.call('iam', 'CreateUser', { UserName: 'ana' });
      const { Events = [] } = await root.call('cloudtrail', 'LookupEvents', {});
      expect(Events).toMatchObject([
        {
          EventName: 'CreateUser',
          EventSource: 'iam.amazonaws.com',
          ReadOnly: 'false',
          Username: 'root',
          Resources: [{ ResourceType: 'AWS::IAM::User', ResourceName: 'ana' }],
        },
      ]);
    },
    error: { code: 'InvalidMaxResultsException', provoke: ({ root }) => root.call('cloudtrail', 'LookupEvents', { MaxResults: 51 }) },
    denial: { input: () => ({}) },
  },
} satisfies OperationCases<'cloudtrail'>;
