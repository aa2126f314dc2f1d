import type { CallContext, ResourceFacts } from '../contract.ts';
import { parseIamArn } from './arns.ts';
import { resourceTags } from './resource-tags.ts';
import { iamState } from './state.ts';
import { trustDocument } from './trust.ts';

/** A role's trust policy and the tags of whatever an IAM ARN names; undefined where there is no such thing. */
export function resourceFacts(arn: string, call: CallContext): ResourceFacts | undefined {
  const parsed = parseIamArn(arn);
  const found = resourceTags(arn, call.store);
  if (parsed === undefined || found === undefined) return undefined;
  const tags = Object.fromEntries(found.map(({ Key, Value }) => [Key, Value]));
  const role = parsed.resource === 'role' ? iamState(call.store.account(parsed.account)).roles.get(parsed.name) : undefined;
  if (role === undefined) return { account: parsed.account, tags };
  const policy = { name: 'trust policy', attachedTo: `role ${role.name}`, document: trustDocument(role, call.store) };
  return { account: parsed.account, tags, policy };
}
