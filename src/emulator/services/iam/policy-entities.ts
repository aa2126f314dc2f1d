import { onPolicy } from './entities.ts';
import { managedPolicy } from './managed-policies.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import type { Identity } from './records.ts';
import { iamState, type IamState } from './state.ts';

interface Holder {
  /** Groups, then roles, then users, by name. */
  readonly key: string;
  readonly kind: 'Group' | 'Role' | 'User';
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly as: 'PermissionsPolicy' | 'PermissionsBoundary';
}

interface Entity extends Identity {
  readonly boundary?: string;
}

/** Who has a managed policy attached or as boundary. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export const listEntitiesForPolicy = operation('ListEntitiesForPolicy', {
  authorize: (input) => onPolicy(input.PolicyArn),
  handle: (input, call) => {
    const state = iamState(call.own);
    managedPolicy(state, input.PolicyArn);
    const asked = holdersOf(state, input.PolicyArn).filter(
      ({ kind, path, as }) =>
        path.startsWith(input.PathPrefix ?? '/') &&
        (input.EntityFilter === undefined || input.EntityFilter === kind) &&
        (input.PolicyUsageFilter === undefined || input.PolicyUsageFilter === as),
    );
    const distinct = [...new Map(asked.map((holder) => [holder.key, holder])).values()];
    const { items, more } = page(distinct, input, ({ key }) => key);
    const of = (kind: Holder['kind']) => items.filter((holder) => holder.kind === kind);
    return {
      PolicyGroups: of('Group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      PolicyUsers: of('User').map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyRoles: of('Role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...more,
    };
  },
});

function holdersOf(state: IamState, arn: string): Holder[] {
  const holders = (kind: Holder['kind'], entities: readonly Entity[]) =>
    entities.flatMap(({ name, id, path, attachedPolicies, boundary }): Holder[] => {
      const holder = { key: `${kind}/${name.toLowerCase()}`, kind, name, id, path };
      return [
        ...(attachedPolicies.includes(arn) ? [{ ...holder, as: 'PermissionsPolicy' as const }] : []),
        ...(boundary === arn ? [{ ...holder, as: 'PermissionsBoundary' as const }] : []),
      ];
    });
  return [...holders('Group', state.groups.all()), ...holders('Role', state.roles.all()), ...holders('User', state.users.all())];
}
