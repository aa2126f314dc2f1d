import { AWS_SERVICES } from '../../../aws/services.ts';
import type { ApiEvent } from '../../../iam/event.ts';
import type { AccountStore } from '../../store/types.ts';
import { requestParameters } from './request-parameters.ts';
import { type NamedResource, resourcesOf } from './resources.ts';
import { userIdentity, usernameOf } from './user-identity.ts';

/** What LookupEvents answers of an event, and what events are looked up by. */
export interface EventSummary {
  readonly EventId: string;
  readonly EventName: string;
  readonly ReadOnly: string;
  readonly AccessKeyId: string | undefined;
  readonly EventTime: Date;
  readonly EventSource: string;
  readonly Username: string | undefined;
  readonly Resources: NamedResource[];
}

export function summarise(event: ApiEvent): EventSummary {
  return {
    EventId: event.id,
    EventName: eventName(event),
    ReadOnly: String(isRead(event)),
    AccessKeyId: event.accessKeyId,
    EventTime: new Date(eventTime(event)),
    EventSource: eventSource(event),
    Username: usernameOf(event),
    Resources: resourcesOf(event),
  };
}

/** The whole record as JSON text. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export function recordText(event: ApiEvent, account: AccountStore): string {
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: userIdentity(event, account),
    eventTime: eventTime(event),
    eventSource: eventSource(event),
    eventName: eventName(event),
    awsRegion: event.region,
    sourceIPAddress: event.source.ip,
    userAgent: event.source.userAgent,
    ...(event.errorCode === undefined ? {} : { errorCode: errorCode(event.service, event.errorCode), errorMessage: event.errorMessage }),
    requestParameters: requestParameters(event),
    // What services answered is not recorded.
    responseElements: null,
    eventID: event.id,
    readOnly: isRead(event),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account.id,
    eventCategory: 'Management',
  });
}

const eventTime = ({ time }: ApiEvent) => `${time.slice(0, 19)}Z`;

/** CloudTrail takes the issuing of temporary credentials for a read. */
const isRead = ({ readOnly, service }: ApiEvent) => readOnly || service === 'sts';

function eventSource({ service }: ApiEvent): string {
  const known = Object.entries(AWS_SERVICES).find(([name]) => name === service);
  return `${known?.[1].arnService ?? service}.amazonaws.com`;
}

/** CloudTrail names a few S3 operations by their action. */
function eventName({ service, operation }: ApiEvent): string {
  return service === 's3' ? operation.replace(/^(Put|Get|Delete)PublicAccessBlock$/, '$1BucketPublicAccessBlock') : operation;
}

/** CloudTrail has IAM's errors by the names of their shapes. */
function errorCode(service: string, code: string): string {
  return service === 'iam' && !/(Denied|Error|Exception|NotImplemented|Failure)$/.test(code) ? `${code}Exception` : code;
}
