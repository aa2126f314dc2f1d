import type { Store } from '../../store/types.ts';
import { parseIamArn } from './arns.ts';
import type { Tag } from './records.ts';
import { iamState } from './state.ts';

/** The tags of the user, role, policy, instance profile or MFA device that an ARN names; none where there is no such thing. */
export function resourceTags(arn: string, store: Store): readonly Tag[] {
  const parsed = parseIamArn(arn);
  if (parsed === undefined || !store.hasAccount(parsed.account)) return [];
  const { users, roles, policies, instanceProfiles, mfaDevices } = iamState(store.account(parsed.account));
  const names = { user: users, role: roles, policy: policies, 'instance-profile': instanceProfiles, mfa: mfaDevices }[parsed.resource];
  const found = names?.get(parsed.name);
  return found?.path === parsed.path ? found.tags : [];
}
