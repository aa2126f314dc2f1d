import { accountOfAccessKeyId, makeAccessKeyId } from '../../../aws/access-key-id.ts';
import type { Principal, RequestContext } from '../../../iam/types.ts';
import type { Store } from '../../store/types.ts';
import type { Credential, Directory, Random } from '../contract.ts';
import { findSession } from '../sts/sessions.ts';
import { iamArn } from './arns.ts';
import { boundaryPolicies, nothingAllowed, rolePolicies, userPolicies } from './policies-in-force.ts';
import type { AccessKeyRecord, Tag } from './records.ts';
import { iamState } from './state.ts';

type Identity = ReturnType<Directory['identity']>;

const SECRET_CHARACTERS = 40;
const NOBODY: Identity = { identity: [], context: {} };

/** Who is who, by the IAM and STS state of the accounts. */
export const directory: Directory = {
  credential(accessKeyId, store) {
    const account = accountOfAccessKeyId(accessKeyId);
    if (account === undefined || !store.hasAccount(account)) return undefined;
    const key = iamState(store.account(account)).accessKeys.get(accessKeyId);
    return key === undefined ? findSession(accessKeyId, store)?.credential : credentialOf(key, account, store);
  },

  identity(caller, credential, store) {
    const session = credential === undefined ? undefined : findSession(credential.accessKeyId, store);
    const found = policiesOf(session?.policiesOf ?? caller, store);
    const context = overridden(found.context, credential?.context ?? {});
    if (session?.policies === undefined) return { ...found, context };
    const narrowed = session.policies.length > 0 ? session.policies : [nothingAllowed('session policy', 'session')];
    return { ...found, context, session: narrowed };
  },

  createRootCredential(account, store, random) {
    const { accessKeys, settings } = iamState(store.account(account));
    const now = store.account(account).clock.now();
    const key = newAccessKey(account, random, now);
    accessKeys.set(key.id, key);
    settings.set({ created: now.toISOString(), ...settings.get() });
    return { accessKeyId: key.id, secretAccessKey: key.secret };
  },
};

/** A long-term access key: of a user, or of the root user where no name is given. */
export function newAccessKey(account: string, random: Random, now: Date, userName?: string): AccessKeyRecord {
  const key = {
    id: makeAccessKeyId('AKIA', account, (below) => random.integer(below)),
    secret: random.base64(SECRET_CHARACTERS),
    status: 'Active' as const,
    createDate: now.toISOString(),
  };
  return userName === undefined ? key : { ...key, userName };
}

function credentialOf(key: AccessKeyRecord, account: string, store: Store): Credential | undefined {
  const principal = ownerOf(key, account, store);
  if (principal === undefined) return undefined;
  return { accessKeyId: key.id, secretAccessKey: key.secret, status: key.status, principal, context: {} };
}

function ownerOf(key: AccessKeyRecord, account: string, store: Store): Principal | undefined {
  if (key.userName === undefined) return { type: 'Root', arn: `arn:aws:iam::${account}:root`, account };
  const user = iamState(store.account(account)).users.get(key.userName);
  if (user === undefined) return undefined;
  return { type: 'User', arn: iamArn(account, 'user', user.path, user.name), account, userName: user.name, userId: user.id };
}

function policiesOf(caller: Principal, store: Store): Identity {
  if (caller.type !== 'User' && caller.type !== 'Role' && caller.type !== 'AssumedRole') return NOBODY;
  if (!store.hasAccount(caller.account)) return NOBODY;
  const state = iamState(store.account(caller.account));
  const entity = caller.type === 'User' ? state.users.get(caller.userName) : state.roles.get(caller.roleName);
  // A namesake made after the caller's own entity was deleted is another one: its rights are not the caller's.
  if (entity === undefined || (caller.userId !== undefined && caller.userId.split(':')[0] !== entity.id)) return NOBODY;
  const identity = 'trust' in entity ? rolePolicies(state, entity) : userPolicies(state, entity);
  const boundary = boundaryPolicies(state, entity);
  const context = principalTags(entity.tags);
  return boundary === undefined ? { identity, context } : { identity, boundary, context };
}

function principalTags(tags: readonly Tag[]): RequestContext {
  return Object.fromEntries(tags.map(({ Key, Value }) => [`aws:PrincipalTag/${Key}`, Value]));
}

// A tag of the session goes before a tag of the role; keys of tags match without regard to case.
function overridden(tags: RequestContext, session: RequestContext): RequestContext {
  const taken = new Set(Object.keys(session).map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !taken.has(key.toLowerCase())));
}
