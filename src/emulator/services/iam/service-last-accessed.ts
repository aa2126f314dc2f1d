import type { EntityDetails, ServiceLastAccessed } from '@aws-sdk/client-iam';
import type { AttachedPolicy } from '../../../iam/types.ts';
import type { CallContext } from '../contract.ts';
import { type IamArn, iamArn, parseIamArn } from './arns.ts';
import { onSource } from './context-keys.ts';
import { groupNamed, roleNamed, userNamed } from './entities.ts';
import { invalidInput, noSuchEntity } from './errors.ts';
import { grantedActions, grantedServices, serviceName } from './granted-actions.ts';
import { membersOf } from './groups.ts';
import { actionsUsed } from './last-used.ts';
import { managedPolicy } from './managed-policies.ts';
import { dateOf } from './new-entity.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import { groupPolicies, managedDocument, rolePolicies, userPolicies } from './policies-in-force.ts';
import type { AccessReport, RecordedUse, RoleRecord, UserRecord } from './records.ts';
import { iamState, type IamState } from './state.ts';

/**
 * Which services a user, group, role or policy may reach, and when each was last called. The report is made at once.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_access-advisor.html
 */
export const generateServiceLastAccessedDetails = operation('GenerateServiceLastAccessedDetails', {
  authorize: (input, call) => onSource(input.Arn, call),
  handle: (input, call) => {
    const { policies, users, roles } = subjectOf(iamState(call.own), input.Arn);
    const JobId = call.random.uuid();
    const granularity = input.Granularity ?? 'SERVICE_LEVEL';
    const report: AccessReport = {
      arn: input.Arn,
      granularity,
      created: dateOf(call),
      services: grantedServices(policies),
      actions: granularity === 'ACTION_LEVEL' ? grantedActions(policies) : [],
      uses: [...users.flatMap((user) => usesBy('user', user, call)), ...roles.flatMap((role) => usesBy('role', role, call))],
    };
    iamState(call.own).accessReports.set(JobId, report);
    return { JobId };
  },
});

export const getServiceLastAccessedDetails = operation('GetServiceLastAccessedDetails', {
  authorize: () => ({ resource: '*' }),
  handle: (input, call) => {
    const report = reportWith(call, input.JobId);
    const { items, more } = page(report.services, input, (service) => service);
    return {
      JobStatus: 'COMPLETED' as const,
      JobType: report.granularity,
      ...dates(report),
      ServicesLastAccessed: items.map((service) => serviceView(report, service)),
      ...more,
    };
  },
});

/** Who of the report's users and roles called a service. */
export const getServiceLastAccessedDetailsWithEntities = operation('GetServiceLastAccessedDetailsWithEntities', {
  authorize: () => ({ resource: '*' }),
  handle: (input, call) => {
    const report = reportWith(call, input.JobId);
    const uses = usesOf(report, input.ServiceNamespace);
    const entities = [...new Set(uses.map(({ entity }) => entity))].toSorted();
    const { items, more } = page(entities, input, (arn) => arn);
    const details = items.map((arn) =>
      entityView(
        iamState(call.own),
        arn,
        uses.find(({ entity }) => entity === arn),
      ),
    );
    return { JobStatus: 'COMPLETED' as const, ...dates(report), EntityDetailsList: details, ...more };
  },
});

interface Subject {
  readonly policies: readonly AttachedPolicy[];
  readonly users: readonly UserRecord[];
  readonly roles: readonly RoleRecord[];
}

function subjectOf(state: IamState, arn: string): Subject {
  const { resource, name } = parseIamArn(arn) ?? NOTHING;
  if (resource === 'user') {
    const user = userNamed(state, name);
    return { policies: userPolicies(state, user), users: [user], roles: [] };
  }
  if (resource === 'role') {
    const role = roleNamed(state, name);
    return { policies: rolePolicies(state, role), users: [], roles: [role] };
  }
  if (resource === 'group') {
    const group = groupNamed(state, name);
    return { policies: groupPolicies(state, group), users: membersOf(state, group), roles: [] };
  }
  if (resource !== 'policy') throw invalidInput(`Invalid Arn: ${arn} names no user, group, role or policy.`);
  managedPolicy(state, arn);
  const holds = (entity: { readonly attachedPolicies: readonly string[] }) => entity.attachedPolicies.includes(arn);
  const groups = state.groups.all().filter(holds);
  const users = state.users.all().filter((user) => holds(user) || groups.some((group) => user.groups.includes(group.name)));
  return { policies: managedDocument(state, arn), users, roles: state.roles.all().filter(holds) };
}

const NOTHING: IamArn = { account: '', resource: '', path: '/', name: '' };

function usesBy(kind: 'user' | 'role', entity: UserRecord | RoleRecord, call: CallContext): RecordedUse[] {
  const arn = iamArn(call.account, kind, entity.path, entity.name);
  return actionsUsed(call.own, kind, entity).map(([action, { time, region }]) => ({ action, time, region, entity: arn }));
}

function reportWith(call: CallContext, jobId: string): AccessReport {
  const report = iamState(call.own).accessReports.get(jobId);
  if (report === undefined) throw noSuchEntity(`The report with id ${jobId} cannot be found.`);
  return report;
}

const dates = ({ created }: AccessReport) => ({ JobCreationDate: new Date(created), JobCompletionDate: new Date(created) });

// Newest first.
function usesOf(report: AccessReport, service: string): RecordedUse[] {
  return report.uses.filter(({ action }) => action.startsWith(`${service}:`)).toSorted((a, b) => (a.time < b.time ? 1 : -1));
}

function serviceView(report: AccessReport, service: string): ServiceLastAccessed {
  const uses = usesOf(report, service);
  const [last] = uses;
  const actions = report.actions.filter((action) => action.startsWith(`${service}:`));
  return {
    ServiceName: serviceName(service),
    ServiceNamespace: service,
    TotalAuthenticatedEntities: new Set(uses.map(({ entity }) => entity)).size,
    ...(last === undefined
      ? {}
      : { LastAuthenticated: new Date(last.time), LastAuthenticatedEntity: last.entity, LastAuthenticatedRegion: last.region }),
    ...(actions.length === 0 ? {} : { TrackedActionsLastAccessed: actions.map((action) => actionView(uses, action)) }),
  };
}

function actionView(uses: readonly RecordedUse[], action: string) {
  const last = uses.find((use) => use.action.toLowerCase() === action.toLowerCase());
  const ActionName = action.split(':')[1] ?? '';
  if (last === undefined) return { ActionName };
  return { ActionName, LastAccessedEntity: last.entity, LastAccessedTime: new Date(last.time), LastAccessedRegion: last.region };
}

function entityView(state: IamState, arn: string, last: RecordedUse | undefined): EntityDetails {
  const { resource, name, path } = parseIamArn(arn) ?? NOTHING;
  const entity = resource === 'user' ? state.users.get(name) : state.roles.get(name);
  const Type = resource === 'user' ? ('USER' as const) : ('ROLE' as const);
  const EntityInfo = { Arn: arn, Name: name, Type, Id: entity?.id, Path: path };
  return last === undefined ? { EntityInfo } : { EntityInfo, LastAuthenticated: new Date(last.time) };
}
