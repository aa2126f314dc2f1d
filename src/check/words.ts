import { explain } from '../iam/index.ts';
import type { RequestContext, StatementRef } from '../iam/types.ts';
import { closest } from './closest.ts';
import type { Judged } from './judge.ts';
import { viewsOf } from './resources.ts';
import type { NamedThing } from './spec.ts';
import type { Finding } from './types.ts';
import type { CheckWorld } from './world.ts';

/** `s3:PutObjectAcl on arn:...`, with the keys that it depended on. */
export function requestInWords(action: string, resource: string, context: RequestContext = {}): string {
  const keys = Object.entries(context).map(([key, value]) => `${key} = ${typeof value === 'object' ? value.join(', ') : String(value)}`);
  return `${action} on ${resource}${keys.length === 0 ? '' : ` (with ${keys.join(', ')})`}`;
}

/** Why the engine decided so: its headline, and for a denial what came closest. */
export function reasonOf({ request, decision }: Judged): string {
  const { headline, nearMisses } = explain(request, decision);
  const [nearest] = decision.outcome === 'implicitDeny' ? nearMisses : [];
  return nearest === undefined ? headline : `${headline} ${nearest}`;
}

/** `statement 2 "Wide" of policy data on role thumbnailer` */
export function statementInWords({ policy, attachedTo, index, sid }: StatementRef): string {
  return `statement ${index + 1}${sid === undefined ? '' : ` "${sid}"`} of ${policy}${attachedTo === '' ? '' : ` on ${attachedTo}`}`;
}

/** The finding for a thing that is not there; a misspelt one is named. */
export function absentFinding(world: CheckWorld, { kind, name: written, account: accountName }: NamedThing): Finding {
  const account = world.account(accountName);
  const name = world.names.in(written);
  const where = accountName === 'main' ? '' : ` in the account ${accountName}`;
  const there = viewsOf(account, kind);
  const near = closest(name, there.keys());
  const found =
    near !== undefined ? `There is a ${kind} \`${near}\`; the step asks for \`${name}\`.` : `There is no ${kind} \`${name}\`${where} yet.`;
  return { ok: false, lookedFor: `A ${kind} named \`${name}\`${where}.`, found, why: 'The rest of the step is about it.', evidence: [] };
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
