import { createHmac } from 'node:crypto';
import { parsePolicy } from '../iam/index.ts';
import type { AttachedPolicy, PoliciesInForce, PolicyKind, Principal, RequestContext } from '../iam/types.ts';
import { awsManagedPolicy } from './aws-managed-policy.ts';
import type { ContextSpec } from './context.ts';
import type { PolicyRef, Statements } from './fresh.ts';
import { policyArn, resourceOf } from './resources.ts';
import type { NamedThing, SubjectSpec } from './spec.ts';
import { isThing } from './things.ts';
import type { CheckWorld } from './world.ts';
import type { RoleView, UserView } from './world-types.ts';

/** Somebody who asks, with all policies that go with him. */
export interface Caller {
  readonly principal: Principal;
  readonly policies: Pick<PoliciesInForce, 'identity' | 'boundary' | 'session'>;
  /** Keys that follow from who it is. */
  readonly context: RequestContext;
  /** For a sentence: `the user ana`, `a session of the role thumbnailer`. */
  readonly called: string;
  /** He is who he is only if this was allowed. */
  readonly hop?: { readonly caller: Caller; readonly role: NamedThing; readonly context: ContextSpec };
}

/** A caller, or the thing that would have to be there. */
export type FoundCaller = { readonly caller: Caller; readonly absent?: never } | { readonly absent: NamedThing; readonly caller?: never };

/** Finds the subject of a probe in the accounts, or makes it where it is made for the check. */
export async function findCaller(world: CheckWorld, subject: SubjectSpec): Promise<FoundCaller> {
  switch (subject.is) {
    case 'user': {
      const user = world.account(subject.account).users.get(world.names.in(subject.name));
      return user === undefined
        ? { absent: { kind: 'user', account: subject.account, name: subject.name } }
        : { caller: userCaller(user, world.account(subject.account).id) };
    }
    case 'role': {
      const role = world.account(subject.account).roles.get(world.names.in(subject.name));
      if (role === undefined) return { absent: { kind: 'role', account: subject.account, name: subject.name } };
      const { policy, tags = {}, name = world.names.made('check') } = subject.session ?? {};
      const session = policy === undefined ? undefined : madePolicy(world, policy, 'session policy', 'the session', 'session');
      const caller = sessionCaller(role, world.account(subject.account).id, name, tags);
      return { caller: session === undefined ? caller : { ...caller, policies: { ...caller.policies, session: [session] } } };
    }
    case 'root': {
      const { id } = world.account(subject.account);
      const principal: Principal = { type: 'Root', arn: `arn:aws:iam::${id}:root`, account: id };
      return { caller: { principal, policies: {}, context: {}, called: `the root user of account ${subject.account}` } };
    }
    case 'service': {
      const context = { 'aws:PrincipalIsAWSService': true, 'aws:SourceAccount': world.account(subject.account).id };
      return {
        caller: {
          principal: { type: 'Service', service: subject.service },
          policies: {},
          context,
          called: `the service ${subject.service}`,
        },
      };
    }
    case 'anonymous':
      return { caller: { principal: { type: 'Anonymous' }, policies: {}, context: {}, called: 'a caller without credentials' } };
    case 'freshUser': {
      const { id, name } = world.account(subject.account);
      const where = name === 'main' ? 'of the account' : `of the account ${name}`;
      return { caller: madeUser(world, id, subject.statements, `a new user ${where}`) };
    }
    case 'outsider':
      return { caller: madeUser(world, strangerAccount(world), subject.statements, 'a user of an account that nobody named') };
    case 'everyoneBut':
      throw new TypeError('everyoneBut(...) stands for many callers: it can be refused something, and nothing else.');
    case 'freshRole':
      return freshRole(world, subject);
    case 'through': {
      const first = await findCaller(world, subject.first);
      if (first.absent !== undefined) return first;
      const role = { kind: 'role', ...subject.role } as const;
      const second = await findCaller(world, { is: 'role', ...subject.role });
      if (second.absent !== undefined) return second;
      const called = `${first.caller.called} through the role ${world.names.in(role.name)}`;
      return { caller: { ...second.caller, called, hop: { caller: first.caller, role, context: subject.context } } };
    }
  }
}

/** A number that is no account's of the run, and differs from run to run. */
export function strangerAccount(world: CheckWorld): string {
  const hex = createHmac('sha256', world.access.seed).update('stranger').digest('hex');
  const number = (BigInt(`0x${hex.slice(0, 16)}`) % 900_000_000_000n) + 100_000_000_000n;
  const taken = new Set([...world.accounts.values()].map(({ id }) => id));
  return taken.has(String(number)) ? String(number + 1n) : String(number);
}

export function userCaller(user: UserView, account: string): Caller {
  return {
    principal: { type: 'User', arn: user.arn, account, userName: user.name, userId: user.id },
    policies: { identity: user.policies, ...(user.boundary === undefined ? {} : { boundary: [user.boundary] }) },
    context: principalTags(user.tags),
    called: `the user ${user.name}`,
  };
}

export function sessionCaller(role: RoleView, account: string, sessionName: string, tags: Readonly<Record<string, string>>): Caller {
  const { name: roleName, arn: roleArn } = role;
  const arn = `arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`;
  return {
    principal: { type: 'AssumedRole', arn, account, roleName, roleArn, sessionName, userId: `${role.id}:${sessionName}` },
    policies: { identity: role.policies, ...(role.boundary === undefined ? {} : { boundary: [role.boundary] }) },
    // Credentials of a session always say whether there was MFA; a session tag hides a role tag of the same key.
    context: { 'aws:MultiFactorAuthPresent': false, ...principalTags({ ...role.tags, ...tags }) },
    called: `a session of the role ${roleName}`,
  };
}

export function madeUser(world: CheckWorld, account: string, statements: Statements, called: string): Caller {
  const userName = world.names.made('user');
  const policies = statements.length === 0 ? [] : [madePolicy(world, statements, 'own', called, 'identity')];
  const principal: Principal = {
    type: 'User',
    arn: `arn:aws:iam::${account}:user/${userName}`,
    account,
    userName,
    userId: 'AIDACHECKCHECKCHECK22',
  };
  return { principal, policies: { identity: policies }, context: {}, called };
}

async function freshRole(world: CheckWorld, subject: Extract<SubjectSpec, { is: 'freshRole' }>): Promise<FoundCaller> {
  const called = 'a new role';
  const identity: AttachedPolicy[] = [];
  if (subject.statements.length > 0) identity.push(madePolicy(world, subject.statements, 'own', called, 'identity'));
  for (const ref of subject.attached) {
    const found = await findPolicy(world, ref, subject.account, called);
    if ('absent' in found) return found;
    identity.push(found.policy);
  }
  const boundary = subject.boundary === undefined ? undefined : await findPolicy(world, subject.boundary, subject.account, called);
  if (boundary !== undefined && 'absent' in boundary) return boundary;
  const name = world.names.made('role');
  const account = world.account(subject.account).id;
  const trust: AttachedPolicy = { name: 'trust policy', attachedTo: called, document: parsePolicy(trustOfAccount(account), 'trust') };
  const role: RoleView = {
    kind: 'role',
    name,
    arn: `arn:aws:iam::${account}:role/${name}`,
    id: 'AROACHECKCHECKCHECK22',
    tags: {},
    policies: identity,
    trust,
  };
  const caller = sessionCaller(
    boundary === undefined ? role : { ...role, boundary: boundary.policy },
    account,
    world.names.made('check'),
    {},
  );
  const under = boundary === undefined ? '' : ` under the boundary ${boundary.policy.name}`;
  return { caller: { ...caller, called: `a session of ${called}${under}` } };
}

async function findPolicy(
  world: CheckWorld,
  ref: PolicyRef,
  accountName: string,
  attachedTo: string,
): Promise<{ readonly policy: AttachedPolicy } | { readonly absent: NamedThing }> {
  const account = world.account(isThing(ref) ? ref.thing.account : accountName);
  const arn = policyArn(world, ref, account.name);
  const own = [...account.policies.values()].find((policy) => policy.arn === arn);
  if (own !== undefined) return { policy: { name: own.name, arn, attachedTo, document: own.document } };
  if (isThing(ref) && ref.thing.kind === 'policy') return { absent: ref.thing };
  return { policy: await awsManagedPolicy(account.aws, arn, attachedTo) };
}

/** The trust policy of a role that leaves it to its account who may wear it. */
export function trustOfAccount(account: string): unknown {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' }],
  };
}

function madePolicy(world: CheckWorld, statements: Statements, name: string, attachedTo: string, kind: PolicyKind): AttachedPolicy {
  const Statement = statements.map(({ effect = 'Allow', action, on = '*', condition }) => {
    const actions = typeof action === 'string' ? [action] : action;
    const places = typeof on === 'string' || isThing(on) ? [on] : on;
    return {
      Effect: effect,
      Action: actions,
      Resource: places.map((place) => resourceOf(world, actions[0] ?? '', place).arn),
      ...(condition === undefined ? {} : { Condition: JSON.parse(world.names.in(JSON.stringify(condition))) }),
    };
  });
  return { name, attachedTo, document: parsePolicy({ Version: '2012-10-17', Statement }, kind) };
}

function principalTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
}
