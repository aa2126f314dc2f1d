import { parseArn } from '../../../aws/arn.ts';
import type { ApiEvent } from '../../../iam/event.ts';
import type { AccountStore } from '../../store/types.ts';
import { iamArn } from '../iam/arns.ts';
import { iamState } from '../iam/state.ts';
import { type SessionRecord, sessionsOf } from '../sts/state.ts';

/**
 * Who made the call, in the shape of its type. Unique ids are those of who bears the name now.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function userIdentity(event: ApiEvent, account: AccountStore): object {
  const arn = parseArn(event.principal);
  if (arn === undefined) return withoutArn(event.principal);
  const [kind = '', ...names] = arn.resource.split('/');
  const name = names.at(-1) ?? '';
  const session = event.accessKeyId === undefined ? undefined : sessionsOf(account).get(event.accessKeyId);
  const common = {
    arn: event.principal,
    accountId: arn.account,
    ...(event.accessKeyId === undefined ? {} : { accessKeyId: event.accessKeyId }),
  };
  const context = session === undefined ? {} : { sessionContext: { attributes: attributesOf(session) } };
  // Of a caller from another account, the owner of the resource is told no more than this.
  if (arn.account !== account.id) return { type: 'AWSAccount', accountId: arn.account };
  switch (kind) {
    case 'root':
      return { type: 'Root', principalId: arn.account, ...common, ...context };
    case 'user': {
      const id = iamState(account).users.get(name)?.id;
      return { type: 'IAMUser', ...(id === undefined ? {} : { principalId: id }), ...common, userName: name, ...context };
    }
    case 'assumed-role':
      return {
        type: 'AssumedRole',
        ...assumedRole(names[0] ?? '', name, session, account),
        ...common,
        sessionContext: roleContext(names[0] ?? '', session, account),
      };
    case 'federated-user':
      return { type: 'FederatedUser', principalId: `${arn.account}:${name}`, ...common, ...context };
    default:
      return { type: 'Unknown', ...common };
  }
}

/** The name that LookupEvents finds the caller by: of a user its name, of a session that of the session. */
export function usernameOf({ principal }: ApiEvent): string | undefined {
  const resource = parseArn(principal)?.resource;
  return resource === undefined ? undefined : resource.split('/').at(-1);
}

function withoutArn(principal: string): object {
  if (principal === 'anonymous') return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
  return { type: 'AWSService', invokedBy: principal };
}

function assumedRole(role: string, sessionName: string, session: SessionRecord | undefined, account: AccountStore): object {
  const id = issuerOf(role, session, account)?.id;
  return id === undefined ? {} : { principalId: `${id}:${sessionName}` };
}

function roleContext(role: string, session: SessionRecord | undefined, account: AccountStore): object {
  const issuer = issuerOf(role, session, account);
  return {
    sessionIssuer: {
      type: 'Role',
      ...(issuer === undefined ? {} : { principalId: issuer.id, arn: iamArn(account.id, 'role', issuer.path, role) }),
      accountId: account.id,
      userName: role,
    },
    ...(session === undefined ? {} : { attributes: attributesOf(session) }),
    ...(session?.sourceIdentity === undefined ? {} : { sourceIdentity: session.sourceIdentity }),
  };
}

/** The role as it was when the session began, if that is still known. */
function issuerOf(role: string, session: SessionRecord | undefined, account: AccountStore): { id: string; path: string } | undefined {
  if (session?.of.type === 'role') return { id: session.of.roleId, path: session.of.rolePath };
  return iamState(account).roles.get(role);
}

function attributesOf({ issued, mfa }: SessionRecord): object {
  return { creationDate: `${issued.slice(0, 19)}Z`, mfaAuthenticated: String(mfa !== undefined) };
}
