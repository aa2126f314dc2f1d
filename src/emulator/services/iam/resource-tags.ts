import type { Store } from '../../store/types.ts';
import { parseIamArn } from './arns.ts';
import type { Tag } from './records.ts';
import { type IamState, iamState } from './state.ts';

/** The tags of what an IAM ARN names; undefined where there is no such thing. Groups have none. */
export function resourceTags(arn: string, store: Store): readonly Tag[] | undefined {
  const parsed = parseIamArn(arn);
  if (parsed === undefined || !store.hasAccount(parsed.account)) return undefined;
  const found = recordNamed(iamState(store.account(parsed.account)), parsed.resource, parsed.name);
  if (found === undefined || found.path !== parsed.path || found.name !== parsed.name) return undefined;
  return 'tags' in found ? found.tags : [];
}

function recordNamed(state: IamState, resource: string, name: string) {
  switch (resource) {
    case 'user':
      return state.users.get(name);
    case 'group':
      return state.groups.get(name);
    case 'role':
      return state.roles.get(name);
    case 'policy':
      return state.policies.get(name);
    case 'instance-profile':
      return state.instanceProfiles.get(name);
    case 'mfa':
      return state.mfaDevices.get(name);
    default:
      return undefined;
  }
}
