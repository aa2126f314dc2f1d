import { awsManagedPolicies } from './aws-managed-policies.ts';
import { iamArn, parseIamArn } from './arns.ts';
import { accessDenied, noSuchEntity } from './errors.ts';
import type { PolicyRecord, PolicyVersionRecord } from './records.ts';
import type { IamState } from './state.ts';

/** A managed policy by its ARN: one of the account's own or one of AWS's; undefined where there is none. */
export function findManagedPolicy(state: IamState, arn: string): PolicyRecord | undefined {
  const parsed = parseIamArn(arn);
  if (parsed === undefined || parsed.resource !== 'policy') return undefined;
  const found = parsed.account === 'aws' ? awsManagedPolicies().get(parsed.name) : ownPolicy(state, parsed.account, parsed.name);
  return found !== undefined && found.path === parsed.path && found.name === parsed.name ? found : undefined;
}

/** The same; throws `NoSuchEntity` in the words of `GetPolicy` and its like. */
export function managedPolicy(state: IamState, arn: string): PolicyRecord {
  const found = findManagedPolicy(state, arn);
  if (found === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return found;
}

/** A policy of the account, to be changed; throws `AccessDenied` for one that AWS manages, `NoSuchEntity` for none. */
export function customerPolicy(state: IamState, arn: string): PolicyRecord {
  const found = managedPolicy(state, arn);
  if (parseIamArn(arn)?.account === 'aws') throw accessDenied(`The policy ${arn} is managed by AWS and cannot be changed.`);
  return found;
}

/** The same; throws `NoSuchEntity` in the words of the operations that attach. */
export function attachablePolicy(state: IamState, arn: string): PolicyRecord {
  const found = findManagedPolicy(state, arn);
  if (found === undefined) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  return found;
}

export function defaultVersion(policy: PolicyRecord): PolicyVersionRecord {
  const version = policy.versions.find(({ id }) => id === policy.defaultVersion);
  if (version === undefined) throw new Error(`Policy ${policy.name} has no version ${policy.defaultVersion}`);
  return version;
}

/** ARN of a policy of the account. */
export function policyArn(account: string, policy: PolicyRecord): string {
  return iamArn(account, 'policy', policy.path, policy.name);
}

function ownPolicy(state: IamState, account: string, name: string): PolicyRecord | undefined {
  return account === state.account ? state.policies.get(name) : undefined;
}
