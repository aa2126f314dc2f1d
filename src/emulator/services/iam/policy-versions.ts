import type { PolicyVersion } from '@aws-sdk/client-iam';
import { encodeDocument } from './documents.ts';
import { deleteConflict, limitExceeded, noSuchEntity } from './errors.ts';
import { onPolicy } from './entities.ts';
import { customerPolicy, managedPolicy } from './managed-policies.ts';
import { dateOf } from './new-entity.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import { checkManagedDocument } from './policies.ts';
import { QUOTAS } from './quotas.ts';
import type { PolicyRecord, PolicyVersionRecord } from './records.ts';
import { iamState } from './state.ts';

export const createPolicyVersion = operation('CreatePolicyVersion', {
  authorize: (input) => onPolicy(input.PolicyArn),
  handle: (input, call) => {
    const state = iamState(call.own);
    const policy = customerPolicy(state, input.PolicyArn);
    checkManagedDocument(input.PolicyDocument);
    if (policy.versions.length >= QUOTAS.versionsPerPolicy) {
      throw limitExceeded(
        `A managed policy can have up to ${QUOTAS.versionsPerPolicy} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const version = { id: `v${policy.nextVersion}`, createDate: dateOf(call), document: input.PolicyDocument };
    const isDefault = input.SetAsDefault === true;
    state.policies.save({
      ...policy,
      versions: [version, ...policy.versions],
      nextVersion: policy.nextVersion + 1,
      defaultVersion: isDefault ? version.id : policy.defaultVersion,
      updateDate: version.createDate,
    });
    return { PolicyVersion: { VersionId: version.id, IsDefaultVersion: isDefault, CreateDate: new Date(version.createDate) } };
  },
});

export const getPolicyVersion = operation('GetPolicyVersion', {
  authorize: (input) => onPolicy(input.PolicyArn),
  handle: (input, call) => {
    const policy = managedPolicy(iamState(call.own), input.PolicyArn);
    const version = versionOf(policy, input.PolicyArn, input.VersionId);
    return { PolicyVersion: { Document: encodeDocument(version.document), ...versionView(policy, version) } };
  },
});

/** Newest first. */
export const listPolicyVersions = operation('ListPolicyVersions', {
  authorize: (input) => onPolicy(input.PolicyArn),
  handle: (input, call) => {
    const policy = managedPolicy(iamState(call.own), input.PolicyArn);
    const { items, more } = page(policy.versions, input, newestFirst);
    return { Versions: items.map((version) => versionView(policy, version)), ...more };
  },
});

export const deletePolicyVersion = operation('DeletePolicyVersion', {
  authorize: (input) => onPolicy(input.PolicyArn),
  handle: (input, call) => {
    const state = iamState(call.own);
    const policy = customerPolicy(state, input.PolicyArn);
    const version = versionOf(policy, input.PolicyArn, input.VersionId);
    if (version.id === policy.defaultVersion) throw deleteConflict('Cannot delete the default version of a policy.');
    state.policies.save({ ...policy, versions: policy.versions.filter(({ id }) => id !== version.id) });
    return {};
  },
});

export const setDefaultPolicyVersion = operation('SetDefaultPolicyVersion', {
  authorize: (input) => onPolicy(input.PolicyArn),
  handle: (input, call) => {
    const state = iamState(call.own);
    const policy = customerPolicy(state, input.PolicyArn);
    const { id } = versionOf(policy, input.PolicyArn, input.VersionId);
    state.policies.save({ ...policy, defaultVersion: id, updateDate: dateOf(call) });
    return {};
  },
});

export function versionView(policy: PolicyRecord, { id, createDate }: PolicyVersionRecord): PolicyVersion {
  return { VersionId: id, IsDefaultVersion: id === policy.defaultVersion, CreateDate: new Date(createDate) };
}

function versionOf(policy: PolicyRecord, arn: string, id: string): PolicyVersionRecord {
  const version = policy.versions.find((version) => version.id === id);
  if (version === undefined) throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
  return version;
}

// A key that falls as the number of the version rises: versions are kept newest first.
const newestFirst = ({ id }: PolicyVersionRecord) => String(1_000_000_000 - Number(id.slice(1)));
