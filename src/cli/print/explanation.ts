import type { ApiEvent } from '../../iam/event.ts';
import type { AccessRequest, Decision, Explanation, Principal } from '../../iam/types.ts';
import { eventLine } from './event.ts';
import { indent } from './words.ts';
import { wrapText } from './wrap.ts';

/**
 * Why a call ended as it did: what AWS answered and, for each thing that it asked for, each layer's say, the statements that
 * decided or came close, and the smallest change.
 */
export function explanationText(
  event: ApiEvent,
  explain: (request: AccessRequest, decision: Decision) => Explanation,
  parsePrincipal: (text: string) => Principal,
): string {
  const answer = event.errorMessage ?? event.errorCode ?? `status ${event.status}`;
  const head = [eventLine(event).trim(), '', 'AWS answered', indent(answer)];
  if (event.access.length === 0) return [...head, '', 'The call never came to authorisation: no policy was asked.'].join('\n');
  const principal = event.principal === 'anonymous' ? { type: 'Anonymous' as const } : parsePrincipal(event.principal);
  const explained = event.access.flatMap(({ action, resource, context, decision }) => [
    '',
    ...sections(explain({ principal, action, resource, context }, decision)),
  ]);
  return wrapText([...head, ...explained].join('\n'));
}

/** A decision in sections: headline, layers, near misses, change. */
export function sections({ headline, layers, nearMisses, change }: Explanation): string[] {
  return [
    headline,
    ...section('Each layer, in AWS’s order', layers),
    ...section('What came close', nearMisses),
    ...section('The smallest change that would allow it', change === undefined ? [] : [change]),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => indent(line))];
}
