import type { CallContext, ResourceFacts } from '../contract.ts';
import { parseIamArn } from './arns.ts';
import { resourceTags } from './resource-tags.ts';
import { iamState } from './state.ts';
import { trustDocument } from './trust.ts';

/** A role's trust policy and the tags of whatever an IAM ARN names; undefined for an account that the sandbox does not have. */
export function resourceFacts(arn: string, call: CallContext): ResourceFacts | undefined {
  const parsed = parseIamArn(arn);
  if (parsed === undefined || !call.store.hasAccount(parsed.account)) return undefined;
  const tags = Object.fromEntries(resourceTags(arn, call.store).map(({ Key, Value }) => [Key, Value]));
  const role = parsed.resource === 'role' ? iamState(call.store.account(parsed.account)).roles.get(parsed.name) : undefined;
  if (role === undefined || role.path !== parsed.path) return { account: parsed.account, tags };
  const policy = { name: 'trust policy', attachedTo: `role ${role.name}`, document: trustDocument(role, call.store) };
  return { account: parsed.account, tags, policy };
}
