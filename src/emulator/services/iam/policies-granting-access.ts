import type { PolicyGrantingServiceAccess, PolicyOwnerEntityType } from '@aws-sdk/client-iam';
import type { AttachedPolicy } from '../../../iam/types.ts';
import { onSource, policiesOfSource } from './context-keys.ts';
import { grants } from './granted-actions.ts';
import { operation } from './operation.ts';
import { iamState } from './state.ts';

/**
 * The policies that allow a user, group or role something of a service, whatever their conditions.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html
 */
export const listPoliciesGrantingServiceAccess = operation('ListPoliciesGrantingServiceAccess', {
  authorize: (input, call) => onSource(input.Arn, call),
  handle: (input, call) => {
    const policies = policiesOfSource(iamState(call.own), input.Arn);
    const entries = input.ServiceNamespaces.map((ServiceNamespace) => ({
      ServiceNamespace,
      Policies: policies.filter(({ document }) => document.statements.some((statement) => grants(statement, ServiceNamespace))).map(view),
    }));
    return { PoliciesGrantingServiceAccess: entries, IsTruncated: false };
  },
});

function view({ name, arn, attachedTo }: AttachedPolicy): PolicyGrantingServiceAccess {
  if (arn !== undefined) return { PolicyName: name, PolicyType: 'MANAGED', PolicyArn: arn };
  const [kind = '', holder = ''] = attachedTo.split(' ');
  const type = ENTITY_TYPES.get(kind);
  return { PolicyName: name, PolicyType: 'INLINE', EntityName: holder, ...(type === undefined ? {} : { EntityType: type }) };
}

const ENTITY_TYPES = new Map<string, PolicyOwnerEntityType>([
  ['user', 'USER'],
  ['group', 'GROUP'],
  ['role', 'ROLE'],
]);
