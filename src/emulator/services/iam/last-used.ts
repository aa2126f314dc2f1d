import type { RoleLastUsed } from '@aws-sdk/client-iam';
import type { ApiEvent } from '../../../iam/event.ts';
import type { AccountStore, EventLog } from '../../store/types.ts';
import type { Identity, RoleRecord } from './records.ts';

export interface LastUse {
  readonly time: string;
  readonly region: string;
  readonly service: string;
}

interface Uses {
  seq: number;
  readonly byKey: Map<string, LastUse>;
  readonly byRole: Map<string, LastUse>;
  /** By `user/NAME` or `role/NAME`, then by action. */
  readonly byEntity: Map<string, Map<string, LastUse>>;
}

const known = new WeakMap<EventLog, Uses>();

/** When, where and for which service an access key was used last; undefined for never. Calls of checks do not count. */
export function keyLastUsed(own: AccountStore, accessKeyId: string): LastUse | undefined {
  return usesOf(own.events).byKey.get(accessKeyId);
}

/** An empty answer for a role that was never used. A use by an earlier role of the same name does not count. */
export function roleLastUsed(own: AccountStore, role: RoleRecord): RoleLastUsed {
  const use = usesOf(own.events).byRole.get(role.name);
  if (use === undefined || use.time < role.createDate) return {};
  return { LastUsedDate: new Date(use.time), Region: use.region };
}

/** The actions that a user or role has called, allowed or not, each with its last use. Uses by an earlier namesake do not count. */
export function actionsUsed(own: AccountStore, kind: 'user' | 'role', entity: Identity): [string, LastUse][] {
  const uses = usesOf(own.events).byEntity.get(`${kind}/${entity.name}`) ?? new Map<string, LastUse>();
  return [...uses].filter(([, { time }]) => time >= entity.createDate);
}

// Only the events since the last look are read.
function usesOf(events: EventLog): Uses {
  const uses = known.get(events) ?? { seq: 0, byKey: new Map(), byRole: new Map(), byEntity: new Map() };
  known.set(events, uses);
  for (const event of events.since(uses.seq)) {
    uses.seq = event.seq;
    note(event, uses);
  }
  return uses;
}

function note(event: ApiEvent, { byKey, byRole, byEntity }: Uses): void {
  if (event.checker || event.accessKeyId === undefined || !event.principal.startsWith('arn:')) return;
  const use = { time: event.time, region: event.region, service: event.service };
  byKey.set(event.accessKeyId, use);
  const [, role] = /:assumed-role\/([^/]+)\//.exec(event.principal) ?? [];
  if (role !== undefined) byRole.set(role, use);
  const [, user] = /:user\/(?:.*\/)?([^/]+)$/.exec(event.principal) ?? [];
  const entity = role === undefined ? `user/${user}` : `role/${role}`;
  const actions = byEntity.get(entity) ?? new Map<string, LastUse>();
  byEntity.set(entity, actions);
  for (const { action } of event.access) actions.set(action, use);
}
