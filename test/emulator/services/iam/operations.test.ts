import { proveOperations } from '../../../support/operations.ts';
import { account } from './cases/account.ts';
import { credentials } from './cases/credentials.ts';
import { holders } from './cases/holders.ts';
import { policies } from './cases/policies.ts';
import { roles } from './cases/roles.ts';
import { tags } from './cases/tags.ts';
import { users } from './cases/users.ts';

await proveOperations('iam', { ...users, ...roles, ...holders, ...policies, ...tags, ...credentials, ...account });
