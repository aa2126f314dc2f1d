import { accountOfAccessKeyId } from '../../../aws/access-key-id.ts';
import type { AttachedPolicy, Principal, RequestContext } from '../../../iam/types.ts';
import type { AccountStore, Store } from '../../store/types.ts';
import type { Credential } from '../contract.ts';
import { iamArn } from '../iam/arns.ts';
import { iamState } from '../iam/state.ts';
import { policiesOfSession } from './session-policies.ts';
import { type SessionRecord, sessionsOf } from './state.ts';

/** What the directory tells of temporary credentials. */
export interface Session {
  readonly credential: Credential;
  /** Whose identity policies count, where that is not the credential's own principal: the user who federated. */
  readonly policiesOf?: Principal;
  /** The session policies; absent where the session was not narrowed. An empty list allows nothing. */
  readonly policies?: readonly AttachedPolicy[];
}

/** Finds the temporary credentials with an access key id, expired ones too; undefined where there are none or their owner is gone. */
export function findSession(accessKeyId: string, store: Store): Session | undefined {
  const account = accountOf(accessKeyId, store);
  const record = account === undefined ? undefined : sessionsOf(account).get(accessKeyId);
  if (account === undefined || record === undefined) return undefined;
  const principal = principalOf(record, account);
  if (principal === undefined) return undefined;
  const policies = policiesOfSession(record, account);
  const policiesOf = record.of.type === 'federated' ? federator(record, account) : undefined;
  return {
    credential: credentialOf(record, principal, account.clock.now()),
    ...(policiesOf === undefined ? {} : { policiesOf }),
    ...(policies === undefined ? {} : { policies }),
  };
}

/** The session that a caller's credentials belong to; undefined for long-term keys. */
export function findSessionRecord(accessKeyId: string, store: Store): SessionRecord | undefined {
  const account = accountOf(accessKeyId, store);
  return account === undefined ? undefined : sessionsOf(account).get(accessKeyId);
}

/**
 * True for credentials that AWS lets call neither IAM nor STS, but for AssumeRole and GetCallerIdentity: those of GetFederationToken,
 * and those of GetSessionToken without MFA (with it, only STS is closed to them).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
 */
export function isBarredFromIam(credential: Credential | undefined): boolean {
  if (credential?.sessionToken === undefined) return false;
  const { principal, context } = credential;
  if (principal.type === 'FederatedUser') return true;
  return (principal.type === 'User' || principal.type === 'Root') && context['aws:MultiFactorAuthPresent'] !== true;
}

function accountOf(accessKeyId: string, store: Store): AccountStore | undefined {
  const id = accountOfAccessKeyId(accessKeyId);
  return id !== undefined && store.hasAccount(id) ? store.account(id) : undefined;
}

function credentialOf(record: SessionRecord, principal: Principal, now: Date): Credential {
  return {
    accessKeyId: record.accessKeyId,
    secretAccessKey: record.secret,
    status: 'Active',
    sessionToken: record.token,
    expires: new Date(record.expires),
    principal,
    context: contextOf(record, now),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function contextOf(record: SessionRecord, now: Date): RequestContext {
  const tags = record.tags.map(({ key, value }) => [`aws:PrincipalTag/${key}`, value] as const);
  return {
    ...Object.fromEntries(tags),
    'aws:TokenIssueTime': record.issued,
    'aws:MultiFactorAuthPresent': record.mfa !== undefined,
    ...(record.mfa === undefined ? {} : { 'aws:MultiFactorAuthAge': Math.floor((now.getTime() - Date.parse(record.mfa)) / 1000) }),
    ...(record.sourceIdentity === undefined ? {} : { 'aws:SourceIdentity': record.sourceIdentity }),
  };
}

function principalOf({ of }: SessionRecord, account: AccountStore): Principal | undefined {
  const { id } = account;
  switch (of.type) {
    case 'root':
      return { type: 'Root', arn: `arn:aws:iam::${id}:root`, account: id };
    case 'user':
      return userById(account, of.userName, of.userId);
    case 'federated': {
      const arn = `arn:aws:sts::${id}:federated-user/${of.name}`;
      return { type: 'FederatedUser', arn, account: id, name: of.name, userId: `${id}:${of.name}` };
    }
    case 'role':
      return {
        type: 'AssumedRole',
        arn: `arn:aws:sts::${id}:assumed-role/${of.roleName}/${of.sessionName}`,
        account: id,
        roleName: of.roleName,
        roleArn: iamArn(id, 'role', of.rolePath, of.roleName),
        sessionName: of.sessionName,
        userId: `${of.roleId}:${of.sessionName}`,
      };
  }
}

function federator({ of }: SessionRecord, account: AccountStore): Principal | undefined {
  if (of.type !== 'federated' || of.userName === undefined || of.userId === undefined) return undefined;
  return userById(account, of.userName, of.userId);
}

/** The user as it is named now: a renamed one keeps its sessions, a deleted one does not. */
function userById(account: AccountStore, name: string, id: string): Principal | undefined {
  const { users } = iamState(account);
  const namesake = users.get(name);
  const user = namesake?.id === id ? namesake : users.all().find((other) => other.id === id);
  if (user === undefined) return undefined;
  return { type: 'User', arn: iamArn(account.id, 'user', user.path, user.name), account: account.id, userName: user.name, userId: id };
}
