import { parsePrincipal } from '../iam/index.ts';
import type { AttachedPolicy, PrincipalElement } from '../iam/types.ts';
import { type Caller, madeUser, sessionCaller, strangerAccount, userCaller } from './caller.ts';
import { policyOn } from './judge.ts';
import type { SubjectSpec } from './spec.ts';
import type { CheckWorld } from './world.ts';

/** Services that often wear roles: those that a policy names are asked as well. */
const SERVICES = ['ec2', 'ecs-tasks', 'lambda', 'edgelambda', 'codebuild', 'cloudformation', 'glue', 'states', 'apigateway', 'ssm'];

interface Request {
  readonly action: string;
  readonly arn: string;
}

const EVERYTHING = [{ action: '*' }] as const;

/**
 * Everybody who could ask for these resources, but for some: the users and roles of the accounts, whoever the policies on the resources
 * name, services, a stranger, a caller without credentials. Each has all that its own account could give it.
 */
export function everyoneBut(world: CheckWorld, but: readonly SubjectSpec[], requests: readonly Request[]): readonly Caller[] {
  const named = requests.flatMap(({ action, arn }) => namedBy(policyOn(world, action, arn)));
  const services = new Set([...SERVICES.map((name) => `${name}.amazonaws.com`), ...named.flatMap((element) => element.Service)]);
  const excepted = (spec: (one: SubjectSpec) => boolean) => but.some(spec);
  const isOut = (account: string, kind: 'user' | 'role', name: string) =>
    excepted(
      (one) =>
        (one.is === 'root' && one.account === account) || (one.is === kind && one.account === account && world.names.in(one.name) === name),
    );

  const callers: Caller[] = [];
  for (const account of world.accounts.values()) {
    for (const user of account.users.values())
      if (!isOut(account.name, 'user', user.name)) callers.push(unlimited(world, userCaller(user, account.id)));
    for (const role of account.roles.values()) {
      if (!isOut(account.name, 'role', role.name))
        callers.push(unlimited(world, sessionCaller(role, account.id, world.names.made('check'), {})));
    }
    if (!excepted((one) => one.is === 'root' && one.account === account.name))
      callers.push(madeUser(world, account.id, EVERYTHING, `a new user of the account ${account.name}`));
  }
  for (const service of services) {
    if (excepted((one) => one.is === 'service' && one.service === service)) continue;
    const context = { 'aws:PrincipalIsAWSService': true, 'aws:SourceAccount': world.main.id };
    callers.push({ principal: { type: 'Service', service }, policies: {}, context, called: `the service ${service}` });
  }
  for (const provider of new Set(named.flatMap((element) => element.Federated)))
    callers.push({
      principal: { type: 'Federated', provider },
      policies: {},
      context: {},
      called: `somebody who signed in with ${provider}`,
    });
  for (const arn of new Set(named.flatMap((element) => element.AWS))) {
    const caller = strangerNamed(world, arn);
    if (caller !== undefined) callers.push(caller);
  }
  callers.push(madeUser(world, strangerAccount(world), EVERYTHING, 'a user of an account that nobody named'));
  if (!excepted((one) => one.is === 'anonymous'))
    callers.push({ principal: { type: 'Anonymous' }, policies: {}, context: {}, called: 'a caller without credentials' });
  return callers;
}

function namedBy(policy: AttachedPolicy | undefined): readonly PrincipalElement[] {
  return (policy?.document.statements ?? []).flatMap(({ effect, principal }) =>
    effect === 'Allow' && principal !== undefined ? [principal] : [],
  );
}

/** A principal of an account that is not one of the run's. */
function strangerNamed(world: CheckWorld, name: string): Caller | undefined {
  const account = /^\d{12}$/.test(name) ? name : name.split(':')[4];
  if (account === undefined || !/^\d{12}$/.test(account)) return undefined;
  if ([...world.accounts.values()].some(({ id }) => id === account)) return undefined;
  const isAccount = name === account || name.endsWith(':root');
  const stranger = madeUser(world, account, EVERYTHING, isAccount ? `a user of the account ${account}` : name);
  return isAccount ? stranger : { ...stranger, principal: parsePrincipal(name) };
}

function unlimited(world: CheckWorld, caller: Caller): Caller {
  const { policies } = madeUser(world, world.main.id, EVERYTHING, caller.called);
  return { ...caller, policies };
}
