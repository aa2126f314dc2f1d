import { makeAccessKeyId } from '../../../aws/access-key-id.ts';
import type { AccountStore } from '../../store/types.ts';
import type { Random } from '../contract.ts';
import { type SessionOf, type SessionPolicies, type SessionRecord, sessionsOf, type SessionTag } from './state.ts';

const TOKEN_HEAD = 'IQoJb3JpZ2luX2Vj';
const TOKEN_CHARACTERS = 380;
const SECRET_CHARACTERS = 40;
/** For so long after its end a session is still answered with "expired"; then it is forgotten. */
const KEPT_AFTER_END = 36 * 3_600_000;

export interface NewSession {
  readonly of: SessionOf;
  readonly seconds: number;
  readonly policies?: SessionPolicies | undefined;
  readonly tags?: readonly SessionTag[];
  readonly sourceIdentity?: string | undefined;
  readonly mfa?: string | undefined;
}

/** Issues temporary credentials in an account, in the shape in which STS answers, and forgets those that ended long ago. */
export function issueSession(account: AccountStore, session: NewSession, random: Random) {
  const now = account.clock.now();
  const issued = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const expires = new Date(issued.getTime() + session.seconds * 1000);
  const { of, policies, tags = [], sourceIdentity, mfa } = session;
  const record: SessionRecord = {
    accessKeyId: makeAccessKeyId('ASIA', account.id, (below) => random.integer(below)),
    secret: random.base64(SECRET_CHARACTERS),
    token: TOKEN_HEAD + random.base64(TOKEN_CHARACTERS),
    issued: issued.toISOString(),
    expires: expires.toISOString(),
    of,
    tags,
    ...(policies === undefined ? {} : { policies }),
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    ...(mfa === undefined ? {} : { mfa }),
  };
  forgetOld(account, now);
  sessionsOf(account).set(record.accessKeyId, record);
  return { AccessKeyId: record.accessKeyId, SecretAccessKey: record.secret, SessionToken: record.token, Expiration: expires };
}

function forgetOld(account: AccountStore, now: Date): void {
  const sessions = sessionsOf(account);
  const old = [...sessions.values()].filter(({ expires }) => Date.parse(expires) + KEPT_AFTER_END < now.getTime());
  for (const { accessKeyId } of old) sessions.delete(accessKeyId);
}
