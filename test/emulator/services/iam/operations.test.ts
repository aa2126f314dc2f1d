import { proveOperations } from '../../../support/operations.ts';
import { account } from './account-cases.ts';
import { attachments } from './attachments-cases.ts';
import { credentials } from './credentials-cases.ts';
import { inlinePolicies } from './inline-policies-cases.ts';
import { lastAccessed } from './last-accessed-cases.ts';
import { policies } from './policies-cases.ts';
import { roles } from './roles-cases.ts';
import { tags } from './tags-cases.ts';
import { users } from './users-cases.ts';

await proveOperations('iam', {
  ...users,
  ...roles,
  ...inlinePolicies,
  ...attachments,
  ...policies,
  ...tags,
  ...credentials,
  ...account,
  ...lastAccessed,
});
