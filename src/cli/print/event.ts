import type { ApiEvent } from '../../iam/event.ts';

/** One call on one line: when, who, what, on what, and how it ended. */
export function eventLine(event: ApiEvent): string {
  const time = event.time.slice(11, 19);
  const resource = event.access[0]?.resource ?? '';
  const more = event.access.length > 1 ? ` and ${event.access.length - 1} more` : '';
  return [
    String(event.seq).padStart(4),
    time,
    OUTCOMES[event.outcome],
    `${event.service}:${event.operation}`,
    endOf(event),
    shortName(event.principal),
    resource + more,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

/** Was it refused for want of permission? */
export function isDenied(event: ApiEvent): boolean {
  return event.outcome === 'implicitDeny' || event.outcome === 'explicitDeny';
}

const OUTCOMES = {
  allowed: '✓ allowed',
  implicitDeny: '✗ denied ',
  explicitDeny: '✗ denied!',
  notDecided: '· no say ',
} satisfies Record<ApiEvent['outcome'], string>;

function endOf({ status, errorCode }: ApiEvent): string {
  return errorCode === undefined ? String(status) : `${status} ${errorCode}`;
}

/** `user/ana` of `arn:aws:iam::111122223333:user/ana`. */
function shortName(principal: string): string {
  return principal.startsWith('arn:') ? principal.split(':').slice(5).join(':') : principal;
}
