import type { Decision } from '../../iam/types.ts';
import type { Changed, Difference, Swept } from '../../iam/index.ts';
import { principalName } from '../../iam/index.ts';
import { throughText } from './decision.ts';
import { count, indent } from './words.ts';

/** What a principal may do: for each resource the actions that the same statements allow. */
export function sweptText(called: string, allowed: readonly Swept[]): string {
  if (allowed.length === 0) return `For ${called} nothing of it is allowed.`;
  const groups = groupBy(allowed, ({ request, decision }) => `${request.resource}\n  ${throughText(decision)}`);
  const parts = [...groups].map(([head, swept]) => `${head}\n${indent(actionLines(swept.map(({ request }) => request.action)), 4)}`);
  return [
    ...parts,
    `\n${count(allowed.length, 'action')} on ${count(new Set(allowed.map(({ request }) => request.resource)).size, 'resource')} allowed to ${called}.`,
  ].join('\n');
}

/** What a change of policies changes, newly allowed first. */
export function differenceText({ allowed, denied, asked }: Difference): string {
  if (allowed.length + denied.length === 0) return `No difference (${count(asked, 'request')} asked).`;
  return [...changedLines('+ newly allowed', allowed), ...changedLines('- newly denied', denied)].join('\n');
}

function changedLines(title: string, changed: readonly Changed[]): string[] {
  if (changed.length === 0) return [];
  const groups = groupBy(changed, ({ request: { principal, resource, context }, before, after }) => {
    const keys = Object.entries(context).map(([key, value]) => `${key}=${String(value)}`);
    const who = `${principalName(principal)} on ${resource}${keys.length === 0 ? '' : ` with ${keys.join(', ')}`}`;
    return `${who}\n  ${becauseOf(before, after)}`;
  });
  return [
    `${title}: ${count(changed.length, 'request')}`,
    ...[...groups].map(([head, ones]) => indent(`${head}\n${indent(actionLines(ones.map(({ request }) => request.action)), 4)}`)),
  ];
}

function becauseOf(before: Decision, after: Decision): string {
  if (after.outcome === 'allowed') return throughText(after);
  return after.matched.length > 0 ? `denied ${throughText(after)}` : `was allowed ${throughText(before)}`;
}

/** As many on a line as fit. */
function actionLines(actions: readonly string[]): string {
  const lines: string[] = [];
  for (const action of actions) {
    const last = lines.at(-1);
    if (last === undefined || last.length + action.length > 90) lines.push(action);
    else lines[lines.length - 1] = `${last}, ${action}`;
  }
  return lines.join(',\n');
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
