import type { Policy, PolicyUsageType } from '@aws-sdk/client-iam';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { iamArn } from './arns.ts';
import { checkDocument, checkSize } from './documents.ts';
import { deleteConflict, entityAlreadyExists, quotaExceeded } from './errors.ts';
import { onPolicy } from './entities.ts';
import { customerPolicy, managedPolicy, policyArn } from './managed-policies.ts';
import { dateOf, uniqueId } from './new-entity.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import { type PolicyUses, policyUses } from './policy-uses.ts';
import { QUOTAS } from './quotas.ts';
import type { PolicyRecord } from './records.ts';
import { iamState } from './state.ts';
import { readTags, requestTags } from './tags.ts';
import { policySummary, tagsView } from './views.ts';

export const createPolicy = operation('CreatePolicy', {
  authorize: (input, call) => ({
    resource: iamArn(call.account, 'policy', input.Path ?? '/', input.PolicyName),
    named: `policy ${input.PolicyName}`,
    context: requestTags(input.Tags),
  }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const tags = readTags(input.Tags);
    checkManagedDocument(input.PolicyDocument);
    if (state.policies.has(input.PolicyName)) {
      throw entityAlreadyExists(`A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`);
    }
    if (state.policies.size >= QUOTAS.policiesPerAccount) throw quotaExceeded('PoliciesPerAccount', QUOTAS.policiesPerAccount);
    const createDate = dateOf(call);
    const policy: PolicyRecord = {
      name: input.PolicyName,
      id: uniqueId('ANPA', call),
      path: input.Path ?? '/',
      createDate,
      updateDate: createDate,
      tags,
      versions: [{ id: 'v1', createDate, document: input.PolicyDocument }],
      defaultVersion: 'v1',
      nextVersion: 2,
      ...(input.Description === undefined ? {} : { description: input.Description }),
    };
    state.policies.save(policy);
    return { Policy: { ...policySummary(call.account, policy, { attached: 0, boundary: 0 }), ...tagsView(tags) } };
  },
});

export const getPolicy = operation('GetPolicy', {
  authorize: (input) => onPolicy(input.PolicyArn),
  handle: (input, call) => {
    const state = iamState(call.own);
    const policy = managedPolicy(state, input.PolicyArn);
    const summary = policySummary(accountIn(input.PolicyArn), policy, policyUses(state).of(input.PolicyArn));
    const description = policy.description === undefined ? {} : { Description: policy.description };
    return { Policy: { ...summary, ...description, Tags: [...policy.tags] } };
  },
});

export const listPolicies = operation('ListPolicies', {
  authorize: (input) => ({ resource: '*', named: `policy path ${input.PathPrefix ?? '/'}` }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const uses = policyUses(state);
    const scope = input.Scope ?? 'All';
    const own = scope === 'AWS' ? [] : state.policies.all().map((policy) => ({ account: call.account, policy }));
    const aws = scope === 'Local' ? [] : [...awsManagedPolicies().values()].map((policy) => ({ account: 'aws', policy }));
    const asked = [...own, ...aws].filter(
      ({ account, policy }) =>
        policy.path.startsWith(input.PathPrefix ?? '/') &&
        isUsed(uses, policyArn(account, policy), input.OnlyAttached === true, input.PolicyUsageFilter),
    );
    const sorted = asked.map((one) => ({ ...one, key: policyArn(one.account, one.policy) })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const { items, more } = page(sorted, input, ({ key }) => key);
    return { Policies: items.map(({ account, policy, key }): Policy => policySummary(account, policy, uses.of(key))), ...more };
  },
});

export const deletePolicy = operation('DeletePolicy', {
  authorize: (input) => onPolicy(input.PolicyArn),
  handle: (input, call) => {
    const state = iamState(call.own);
    const policy = customerPolicy(state, input.PolicyArn);
    const { attached, boundary } = policyUses(state).of(input.PolicyArn);
    if (attached + boundary > 0) throw deleteConflict('Cannot delete a policy attached to entities.');
    if (policy.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    state.policies.remove(policy.name);
    return {};
  },
});

/** Checks a document of a managed policy; throws `MalformedPolicyDocument` or `LimitExceeded`. */
export function checkManagedDocument(document: string): void {
  checkDocument('identity', document);
  checkSize(document, 'identity');
}

function isUsed(uses: PolicyUses, arn: string, onlyAttached: boolean, filter: PolicyUsageType | undefined): boolean {
  const { attached, boundary } = uses.of(arn);
  if (filter === 'PermissionsPolicy') return attached > 0;
  if (filter === 'PermissionsBoundary') return boundary > 0;
  return !onlyAttached || attached > 0;
}

const accountIn = (arn: string) => arn.split(':')[4] ?? '';
