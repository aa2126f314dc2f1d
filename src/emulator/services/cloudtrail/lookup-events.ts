import type { LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';

import type { ApiEvent } from '../../../iam/event.ts';
import { AwsError } from '../../wire/aws-error.ts';
import type { CallContext } from '../contract.ts';
import { inHistory } from './event-history.ts';
import { type EventSummary, recordText, summarise } from './event-record.ts';
import { operation } from './operation.ts';

const MOST = 50;
const HISTORY_DAYS = 90;
const DAY = 86_400_000;

/** Management events of the last 90 days, newest first. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
export const lookupEvents = operation('LookupEvents', {
  authorize: () => ({ action: 'cloudtrail:LookupEvents', resource: '*' }),
  handle: (input, call) => {
    const before = checkInput(input);
    const attribute = input.LookupAttributes?.[0];
    const most = input.MaxResults ?? MOST;
    if (input.EventCategory === 'insight') return { Events: [] };
    const page: { readonly event: ApiEvent; readonly summary: EventSummary }[] = [];
    let isCut = false;
    for (const event of call.own.events.since(0).toReversed()) {
      if (event.seq >= before || !inHistory(event, call.region) || !isInTime(event, input, call)) continue;
      const summary = summarise(event);
      if (attribute !== undefined && !hasAttribute(summary, attribute.AttributeKey, attribute.AttributeValue)) continue;
      isCut = page.length === most;
      if (isCut) break;
      page.push({ event, summary });
    }
    const Events = page.map(({ event, summary }) => ({ ...summary, CloudTrailEvent: recordText(event, call.own) }));
    return isCut ? { Events, NextToken: tokenBefore(page.at(-1)?.event.seq ?? 0) } : { Events };
  },
});

/** Returns the sequence number before which to go on. */
function checkInput(input: LookupEventsCommandInput): number {
  const { MaxResults, StartTime, EndTime, LookupAttributes = [], NextToken } = input;
  if (MaxResults !== undefined && (MaxResults < 1 || MaxResults > MOST)) {
    throw new AwsError('InvalidMaxResultsException', `The MaxResults parameter must be between 1 and ${MOST}, but was ${MaxResults}.`, 400);
  }
  if (StartTime !== undefined && EndTime !== undefined && StartTime.getTime() > EndTime.getTime()) {
    throw new AwsError('InvalidTimeRangeException', 'The start time specified is after the end time.', 400);
  }
  if (LookupAttributes.length > 1) throw new AwsError('InvalidLookupAttributesException', 'Only one lookup attribute can be given.', 400);
  if (NextToken === undefined) return Number.POSITIVE_INFINITY;
  const [, seq] = /^before:(\d+)$/.exec(Buffer.from(NextToken, 'base64').toString('utf8')) ?? [];
  if (seq === undefined)
    throw new AwsError('InvalidNextTokenException', 'The token that was given is not one that LookupEvents returned.', 400);
  return Number(seq);
}

function isInTime({ time }: ApiEvent, { StartTime, EndTime }: LookupEventsCommandInput, { now }: CallContext): boolean {
  // Requests give times in whole seconds, and so does CloudTrail.
  const second = Math.floor(Date.parse(time) / 1000) * 1000;
  if (second < now.getTime() - HISTORY_DAYS * DAY) return false;
  return (StartTime === undefined || second >= StartTime.getTime()) && (EndTime === undefined || second <= EndTime.getTime());
}

function hasAttribute(event: EventSummary, key: string | undefined, value: string | undefined): boolean {
  switch (key) {
    case 'EventId':
      return event.EventId === value;
    case 'EventName':
      return event.EventName === value;
    case 'EventSource':
      return event.EventSource === value;
    case 'ReadOnly':
      return event.ReadOnly === value;
    case 'Username':
      return event.Username === value;
    case 'AccessKeyId':
      return event.AccessKeyId === value;
    case 'ResourceName':
      return event.Resources.some(({ ResourceName }) => ResourceName === value);
    case 'ResourceType':
      return event.Resources.some(({ ResourceType }) => ResourceType === value);
    default:
      throw new AwsError('InvalidLookupAttributesException', `${String(key)} is no attribute that events can be looked up by.`, 400);
  }
}

function tokenBefore(seq: number): string {
  return Buffer.from(`before:${seq}`).toString('base64');
}
