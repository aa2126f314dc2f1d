import type { ApiEvent } from '../../../backend/types.ts';
import { stateSpan } from '../../components/state-word.ts';
import { cleanLine } from '../../text/clean.ts';
import { fit, fitText } from '../../text/fit.ts';
import { line, relook, span, type Line } from '../../text/line.ts';
import { wrap } from '../../text/wrap.ts';
import { decidingAccess, operationOf, outcomeWord, resourceOf, timeOf, whoOf } from './event-words.ts';

const TIME = 8;
const OUTCOME = 29;
const GAP = 2;
const MARGIN = 2;
const WIDE_FROM = 120;
const LEAST_RESOURCE = 14;

/** One call in one row: when, who, which operation, how it was decided; where there is room, on which resource as well. */
export function eventRow(event: ApiEvent, width: number, selected: boolean): Line {
  const [who, operation] = width >= WIDE_FROM ? [20, 29] : [12, 23];
  const rest = width - MARGIN - TIME - who - operation - OUTCOME - GAP * 4;
  const gap = span(' '.repeat(GAP));
  const row: Line = [
    span((selected ? '▸' : '').padEnd(MARGIN)),
    span(timeOf(event), 'text.quiet'),
    gap,
    span(fitText(whoOf(event), who)),
    gap,
    span(fitText(operationOf(event), operation)),
    gap,
    ...(rest >= LEAST_RESOURCE ? [span(fitText(resourceOf(event), rest), 'text.quiet'), gap] : []),
    stateSpan(outcomeWord(event)),
  ];
  const fitted = fit(row, width);
  return selected ? relook(fitted, 'selection') : fitted;
}

/** The selected call in full: caller, actions with resources, AWS's own words. */
export function eventDetail(event: ApiEvent, width: number): Line[] {
  const access = decidingAccess(event);
  const asked = access === undefined ? 'never came to authorisation' : `${access.action} on ${access.resource}`;
  const more = event.access.length > 1 ? `, and ${event.access.length - 1} more` : '';
  const said = event.errorMessage ?? (event.errorCode === undefined ? `answered ${event.status}` : `${event.errorCode} (${event.status})`);
  return [
    ...labelled('Caller', event.principal, width),
    ...labelled('Asked', `${asked}${more}`, width),
    ...labelled('Answer', said, width),
  ];
}

function labelled(label: string, text: string, width: number): Line[] {
  return wrap([span(cleanLine(text))], width, { first: line(` ${label.padEnd(8)}`, 'text.quiet'), hang: 9 });
}
