import { actionsOf, evaluate, parsePolicy, parsePrincipal, sweep } from '../src/iam/index.ts';
import type { PoliciesInForce, RequestContext } from '../src/iam/types.ts';
import { type Figure, median, ROUNDS } from './measure.ts';

const SERVICES = [
  's3',
  'iam',
  'sts',
  'kms',
  'ssm',
  'secretsmanager',
  'lambda',
  'logs',
  'cognito-idp',
  'cognito-identity',
  'cloudtrail',
  'execute-api',
  'apigateway',
  'organizations',
];
const ACCOUNT = '111122223333';
const RESOURCES = 50;

/** Every action of the curriculum's services on fifty resources, for a principal with ten policies of ten statements; beside it the same asked one by one. */
export function fullSweep(): Figure {
  const principal = parsePrincipal(`arn:aws:iam::${ACCOUNT}:user/ana`);
  const actions = SERVICES.flatMap(actionsOf).map(({ action }) => action);
  const resources = Array.from({ length: RESOURCES }, (_, index) => resourceNamed(index));
  const context: RequestContext = { 'aws:SourceIp': '203.0.113.1', 'aws:SecureTransport': true };
  const request = (action: string, resource: string) => ({ principal, action, resource, context });
  const rounds = Array.from({ length: ROUNDS }, () => {
    const policies = tenPolicies();
    const start = performance.now();
    const { asked, allowed } = sweep({ actions, resources, request, policies });
    if (asked !== actions.length * RESOURCES || allowed.length === 0)
      throw new Error(`The sweep asked ${asked} and found ${allowed.length}.`);
    return performance.now() - start;
  });
  const took = median(rounds);
  const policies = tenPolicies();
  const start = performance.now();
  for (const action of actions) for (const resource of resources) evaluate(request(action, resource), policies);
  const reference = `${(performance.now() - start).toFixed(0)} ms one by one`;
  const name = `a sweep of ${actions.length} actions over ${RESOURCES} resources`;
  return { name, value: took.toFixed(0), reference, measured: took, unit: 'ms', target: 2000, bound: 'most' };
}

/** Parsed anew each time, so that nothing is remembered from the round before. */
function tenPolicies(): PoliciesInForce {
  const identity = Array.from({ length: 10 }, (_, index) => ({
    name: `policy-${index}`,
    attachedTo: 'user ana',
    document: parsePolicy(document(index), 'identity'),
  }));
  return { identity };
}

function resourceNamed(index: number): string {
  const kinds = [
    `arn:aws:s3:::bucket-${index}`,
    `arn:aws:s3:::bucket-${index % 10}/team-${index % 7}/file`,
    `arn:aws:iam::${ACCOUNT}:role/role-${index}`,
    `arn:aws:kms:eu-west-1:${ACCOUNT}:key/key-${index}`,
    `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:function-${index}`,
  ];
  return kinds[index % kinds.length] ?? '*';
}

function document(policy: number): string {
  const service = (index: number) => SERVICES[index % SERVICES.length] ?? 's3';
  const statements = Array.from({ length: 10 }, (_, index) => ({
    Effect: index === 9 ? 'Deny' : 'Allow',
    Action: [`${service(policy + index)}:Get*`, `${service(policy * 3 + index)}:*`, 's3:PutObject'],
    Resource: [`arn:aws:s3:::bucket-${policy}/team-${index}/*`, `arn:aws:iam::${ACCOUNT}:role/*`, `arn:aws:kms:*:${ACCOUNT}:key/*`],
    Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/25', '198.51.100.0/24'] }, Bool: { 'aws:SecureTransport': 'true' } },
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
