import { actionsOf, expandAction, findAction } from '../../../iam/index.ts';
import type { AttachedPolicy, Statement } from '../../../iam/types.ts';
import names from './service-names.json' with { type: 'json' };

const NAMES = new Map<string, string>(Object.entries(names));

/** The service's name in words: `Amazon S3` for `s3`. */
export const serviceName = (prefix: string): string => NAMES.get(prefix) ?? prefix;

/** The prefixes of the services of which policies allow anything, whatever their conditions; denials do not count. */
export function grantedServices(policies: readonly AttachedPolicy[]): string[] {
  const granted = allows(policies).flatMap((statement) => [...NAMES.keys()].filter((prefix) => grants(statement, prefix)));
  return [...new Set(granted)].toSorted();
}

/** The actions that policies allow, of services whose actions IAM tracks: management actions only. */
export function grantedActions(policies: readonly AttachedPolicy[]): string[] {
  const granted = allows(policies).flatMap(({ action, notAction }) => {
    if (action !== undefined) return action.flatMap((pattern) => expandAction(pattern));
    const left = new Set(expandAction('*'));
    for (const pattern of notAction ?? []) for (const name of expandAction(pattern)) left.delete(name);
    return [...left];
  });
  return [...new Set(granted)].filter(isTracked).toSorted();
}

/** Does the statement's Action or NotAction leave room for an action of the service? */
export function grants({ effect, action, notAction }: Statement, prefix: string): boolean {
  if (effect !== 'Allow') return false;
  const service = prefix.toLowerCase();
  if (action !== undefined) return action.some((pattern) => coversService(pattern, service));
  return notAction?.every((pattern) => !coversService(pattern, service) || !/^[^:]*(:\*)?$/.test(pattern)) === true;
}

function allows(policies: readonly AttachedPolicy[]): Statement[] {
  return policies.flatMap(({ document }) => document.statements.filter(({ effect }) => effect === 'Allow'));
}

// No action has a wildcard in the service's prefix: it is `*` or names one service.
function coversService(pattern: string, service: string): boolean {
  const [prefix = ''] = pattern.toLowerCase().split(':');
  return prefix === '*' || prefix === service;
}

function isTracked(name: string): boolean {
  const action = findAction(name);
  return (
    action !== undefined && actionsOf(name.split(':')[0] ?? '').length > 0 && !action.resourceTypes.some((type) => type.name === 'object')
  );
}
