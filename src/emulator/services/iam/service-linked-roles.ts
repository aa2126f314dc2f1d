import { AwsError } from '../../wire/aws-error.ts';
import { iamArn } from './arns.ts';
import { isServiceLinked, onRole, roleNamed } from './entities.ts';
import { invalidInput, noSuchEntity } from './errors.ts';
import { dateOf, uniqueId } from './new-entity.ts';
import { operation } from './operation.ts';
import type { RoleRecord } from './records.ts';
import { iamState } from './state.ts';
import { readTrust } from './trust.ts';
import { roleView } from './views.ts';

interface LinkedRole {
  /** What follows `AWSServiceRoleFor` in its name. */
  readonly name: string;
  /** The policy of AWS's that it has. */
  readonly policy: string;
  readonly takesSuffix?: true;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html */
const LINKED_ROLES = new Map<string, LinkedRole>(
  Object.entries({
    'access-analyzer.amazonaws.com': { name: 'AccessAnalyzer', policy: 'AccessAnalyzerServiceRolePolicy' },
    'autoscaling.amazonaws.com': { name: 'AutoScaling', policy: 'AutoScalingServiceRolePolicy', takesSuffix: true },
    'cks.kms.amazonaws.com': {
      name: 'KeyManagementServiceCustomKeyStores',
      policy: 'AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy',
    },
    'cloudtrail.amazonaws.com': { name: 'CloudTrail', policy: 'CloudTrailServiceRolePolicy' },
    'cognito-idp.amazonaws.com': { name: 'AmazonCognitoIdp', policy: 'AmazonCognitoIdpServiceRolePolicy' },
    'ecs.amazonaws.com': { name: 'ECS', policy: 'AmazonECSServiceRolePolicy' },
    'elasticloadbalancing.amazonaws.com': { name: 'ElasticLoadBalancing', policy: 'AWSElasticLoadBalancingServiceRolePolicy' },
    'email.cognito-idp.amazonaws.com': { name: 'AmazonCognitoIdpEmailService', policy: 'AmazonCognitoIdpEmailServiceRolePolicy' },
    'guardduty.amazonaws.com': { name: 'AmazonGuardDuty', policy: 'AmazonGuardDutyServiceRolePolicy' },
    'mrk.kms.amazonaws.com': {
      name: 'KeyManagementServiceMultiRegionKeys',
      policy: 'AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy',
    },
    'ops.apigateway.amazonaws.com': { name: 'APIGateway', policy: 'APIGatewayServiceRolePolicy' },
    'organizations.amazonaws.com': { name: 'Organizations', policy: 'AWSOrganizationsServiceTrustPolicy' },
    'rds.amazonaws.com': { name: 'RDS', policy: 'AmazonRDSServiceRolePolicy' },
    'replicator.lambda.amazonaws.com': { name: 'LambdaReplicator', policy: 'AWSLambdaReplicator' },
    'spot.amazonaws.com': { name: 'EC2Spot', policy: 'AWSEC2SpotServiceRolePolicy' },
    'ssm.amazonaws.com': { name: 'AmazonSSM', policy: 'AmazonSSMServiceRolePolicy' },
  }),
);

/** Roles of services that seclab does not know answer 501. */
export const createServiceLinkedRole = operation('CreateServiceLinkedRole', {
  authorize: (input, call) => ({
    resource: iamArn(call.account, 'role', pathOf(input.AWSServiceName), nameOf(input)),
    context: { 'iam:AWSServiceName': input.AWSServiceName },
  }),
  handle: (input, call) => {
    const state = iamState(call.own);
    const { policy, takesSuffix } = linkedRole(input.AWSServiceName);
    if (input.CustomSuffix !== undefined && takesSuffix !== true)
      throw invalidInput(`Custom suffix is not allowed for ${input.AWSServiceName}`);
    const name = nameOf(input);
    if (state.roles.has(name)) {
      throw invalidInput(`Service role name ${name} has been taken in this account, please try a different suffix.`);
    }
    const role: RoleRecord = {
      name,
      id: uniqueId('AROA', call),
      path: pathOf(input.AWSServiceName),
      createDate: dateOf(call),
      inlinePolicies: [],
      attachedPolicies: [iamArn('aws', 'policy', '/aws-service-role/', policy)],
      trust: readTrust(trustOf(input.AWSServiceName), call.store),
      maxSessionDuration: 3600,
      tags: [],
      ...(input.Description === undefined ? {} : { description: input.Description }),
    };
    state.roles.save(role);
    return { Role: roleView(state, role, call.store) };
  },
});

/** No service of the sandbox holds on to its role: the task is done at once. */
export const deleteServiceLinkedRole = operation('DeleteServiceLinkedRole', {
  authorize: (input, call) => onRole(call, input.RoleName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const role = roleNamed(state, input.RoleName);
    if (!isServiceLinked(role.path)) throw invalidInput(`Role ${role.name} is not a service-linked role.`);
    const DeletionTaskId = `task${role.path}${role.name}/${call.random.uuid()}`;
    state.roles.remove(role.name);
    state.deletionTasks.set(DeletionTaskId, { role: role.name, status: 'SUCCEEDED' });
    return { DeletionTaskId };
  },
});

export const getServiceLinkedRoleDeletionStatus = operation('GetServiceLinkedRoleDeletionStatus', {
  authorize: (input, call) => ({ resource: `arn:aws:iam::${call.account}:role/${input.DeletionTaskId.split('/').slice(1, -1).join('/')}` }),
  handle: (input, call) => {
    const task = iamState(call.own).deletionTasks.get(input.DeletionTaskId);
    if (task === undefined) throw noSuchEntity(`Deletion task ${input.DeletionTaskId} cannot be found.`);
    return { Status: task.status };
  },
});

function linkedRole(service: string): LinkedRole {
  const role = LINKED_ROLES.get(service);
  if (role === undefined) throw new AwsError('NotImplemented', `seclab does not know the service-linked role of ${service}.`, 501);
  return role;
}

function nameOf({ AWSServiceName, CustomSuffix }: { readonly AWSServiceName: string; readonly CustomSuffix?: string | undefined }): string {
  const name = `AWSServiceRoleFor${linkedRole(AWSServiceName).name}`;
  return CustomSuffix === undefined ? name : `${name}_${CustomSuffix}`;
}

const pathOf = (service: string) => `/aws-service-role/${service}/`;

function trustOf(service: string): string {
  const Statement = [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
