import { AWS_SERVICES } from '../../../aws/services.ts';
import type { ApiEvent } from '../../../iam/event.ts';
import type { AccountStore } from '../../store/types.ts';
import { requestParameters } from './request-parameters.ts';
import { type NamedResource, resourcesOf } from './resources.ts';
import { userIdentity, usernameOf } from './user-identity.ts';

/** An event as LookupEvents answers it, with its place in the log. */
export interface EventRecord {
  readonly seq: number;
  readonly EventId: string;
  readonly EventName: string;
  readonly ReadOnly: string;
  readonly AccessKeyId: string | undefined;
  readonly EventTime: Date;
  readonly EventSource: string;
  readonly Username: string | undefined;
  readonly Resources: NamedResource[];
  readonly CloudTrailEvent: string;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export function describeEvent(event: ApiEvent, account: AccountStore): EventRecord {
  const time = `${event.time.slice(0, 19)}Z`;
  const source = eventSource(event.service);
  const name = eventName(event);
  // CloudTrail takes the issuing of temporary credentials for a read.
  const readOnly = event.readOnly || event.service === 'sts';
  const record = {
    eventVersion: '1.11',
    userIdentity: userIdentity(event, account),
    eventTime: time,
    eventSource: source,
    eventName: name,
    awsRegion: event.region,
    sourceIPAddress: event.source.ip,
    userAgent: event.source.userAgent,
    ...(event.errorCode === undefined ? {} : { errorCode: errorCode(event.service, event.errorCode), errorMessage: event.errorMessage }),
    requestParameters: requestParameters(event),
    // What services answered is not recorded.
    responseElements: null,
    eventID: event.id,
    readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account.id,
    eventCategory: 'Management',
  };
  return {
    seq: event.seq,
    EventId: event.id,
    EventName: name,
    ReadOnly: String(readOnly),
    AccessKeyId: event.accessKeyId,
    EventTime: new Date(time),
    EventSource: source,
    Username: usernameOf(event),
    Resources: resourcesOf(event),
    CloudTrailEvent: JSON.stringify(record),
  };
}

function eventSource(service: string): string {
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
