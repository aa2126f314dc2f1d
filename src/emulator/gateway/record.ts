import type { ApiEvent, DecidedAccess } from '../../iam/event.ts';
import { principalName } from '../../iam/index.ts';
import type { AwsError, OperationModel } from '../wire/index.ts';
import type { Caller } from './call-context.ts';
import type { FoundService } from './find-service.ts';
import type { Gateway } from './gateway.ts';
import type { GatewayRequest } from './gateway-request.ts';
import { redactParameters } from './redact.ts';
import { isSame } from './sigv4/signing-key.ts';

/** What became known of a request on its way through the stages. */
export interface Trace {
  readonly eventId: string;
  service: FoundService;
  operation: string;
  model?: OperationModel;
  input?: object;
  /** Where the signature named one. */
  accessKeyId?: string;
  /** Only after the signature was proven. */
  caller?: Caller;
  /** The account that the event belongs to; empty where nobody could be identified. */
  account: string;
  access: readonly DecidedAccess[];
}

const READS = /^(Get|List|Describe|Head|Lookup|BatchGet|Search|Select|Simulate|Scan|Query|Validate|Verify|Test|Estimate)/;

/** Records a request, refused or not, in its account's event log, and tells those who follow. */
export function record(gateway: Gateway, request: GatewayRequest, trace: Trace, status: number, error: AwsError | undefined): void {
  if (trace.account === '' || !gateway.store.hasAccount(trace.account)) return;
  const { events, clock } = gateway.store.account(trace.account);
  const event: ApiEvent = {
    id: trace.eventId,
    seq: events.lastSeq + 1,
    time: clock.now().toISOString(),
    account: trace.account,
    principal: trace.caller === undefined ? 'anonymous' : principalName(trace.caller.principal),
    ...(trace.accessKeyId === undefined ? {} : { accessKeyId: trace.accessKeyId }),
    service: trace.service.name,
    operation: trace.operation,
    region: trace.service.region,
    readOnly: READS.test(trace.operation),
    parameters: trace.model === undefined || trace.input === undefined ? {} : redactParameters(trace.model.input, trace.input),
    access: trace.access,
    outcome: worst(trace.access),
    status,
    ...(error === undefined ? {} : { errorCode: error.code, errorMessage: error.message }),
    source: { ip: request.source.ip, userAgent: request.source.userAgent },
    checker: isSame(request.headers['x-seclab-checker'] ?? '', gateway.checkerMark),
  };
  events.append(event);
  gateway.events.tell(event);
}

function worst(access: readonly DecidedAccess[]): ApiEvent['outcome'] {
  const outcomes = access.map(({ decision }) => decision.outcome);
  return (['explicitDeny', 'implicitDeny', 'allowed'] as const).find((outcome) => outcomes.includes(outcome)) ?? 'notDecided';
}
