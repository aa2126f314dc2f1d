import { accountOfAccessKeyId } from '../../aws/access-key-id.ts';
import type { Access, AnyOperation, CallContext, Service } from '../services/contract.ts';
import {
  AwsError,
  decodeInput,
  drawRequestIds,
  encodeError,
  encodeOutput,
  type ErrorTarget,
  requestIdHeaders,
  type RequestIds,
  routeRequest,
  type RoutedRequest,
  type ServiceModel,
  serviceModel,
  type WireResponse,
} from '../wire/index.ts';
import { authenticate, type Proof } from './authenticate.ts';
import { accessesOf, authorise, resourceFacts, undecided } from './authorise.ts';
import { callerOf, makeCall } from './call-context.ts';
import { findService } from './find-service.ts';
import type { Gateway } from './gateway.ts';
import type { GatewayRequest } from './gateway-request.ts';
import { handle } from './handle.ts';
import { readBody } from './read-body.ts';
import { type Payload, readPayload, wholeRequest } from './read-payload.ts';
import { record, type Trace } from './record.ts';
import { requestContext } from './request-context.ts';
import { isReadable, readClaim } from './sigv4/read-claim.ts';

/** Answers one API call: authenticate, identify, route, decode, authorise, handle, encode, record. Never throws. */
export async function serve(gateway: Gateway, request: GatewayRequest): Promise<WireResponse> {
  const claim = readClaim(request);
  const service = findService(request, claim, gateway.region);
  const ids = drawRequestIds(service.protocol === 'restXml', gateway.random);
  const trace: Trace = {
    eventId: gateway.random.uuid(),
    service,
    operation: 'unknown',
    account: '',
    access: [],
  };
  if (claim !== undefined && isReadable(claim)) {
    trace.accessKeyId = claim.accessKeyId;
    trace.account = accountOfAccessKeyId(claim.accessKeyId) ?? '';
  }
  const target: { model: ErrorTarget } = { model: { protocol: service.protocol, xmlNamespace: '', errors: new Map() } };
  let answer: WireResponse;
  let failure: AwsError | undefined;
  try {
    answer = await answerCall();
  } catch (error) {
    failure = toAwsError(gateway, ids, error);
    answer = encodeError(target.model, failure, ids);
  }
  tryRecord(gateway, request, trace, answer.status, failure, ids);
  return { ...answer, headers: { ...requestIdHeaders(service.protocol === 'restXml', ids), ...answer.headers } };

  async function answerCall(): Promise<WireResponse> {
    const loaded = service.known === undefined ? undefined : await gateway.services.load(service.known);
    const model = loaded === undefined ? undefined : serviceModel(loaded.name, loaded.sdk);
    if (model !== undefined) target.model = model;
    const by = { service: service.name, protocol: service.protocol };
    const proof = await authenticate(gateway, request, claim, by, () => readBody(request, 'plain'));
    trace.caller = callerOf(proof.credential, trace.service.region);
    trace.account = trace.caller.account;
    if (loaded === undefined || model === undefined) throw notImplemented(service.name, namedOperation(request));
    const routed = routeRequest(model, request, proof.body);
    trace.operation = routed.name;
    const operation = Object.hasOwn(loaded.operations, routed.name) ? loaded.operations[routed.name] : undefined;
    if (routed.operation === undefined || operation === undefined) throw notImplemented(service.name, routed.name);
    trace.model = routed.operation;
    return run(gateway, request, { loaded, model, routed: { ...routed, operation: routed.operation }, operation, proof, ids, trace });
  }
}

interface Run {
  readonly loaded: Service;
  readonly model: ServiceModel;
  readonly routed: RoutedRequest & { readonly operation: NonNullable<RoutedRequest['operation']> };
  readonly operation: AnyOperation;
  readonly proof: Proof;
  readonly ids: RequestIds;
  readonly trace: Trace;
}

/** From decoding on: the operation is known. A streamed body is read only after the call was allowed. */
async function run(gateway: Gateway, request: GatewayRequest, { model, routed, operation, proof, ids, trace }: Run): Promise<WireResponse> {
  const streamed = routed.operation.streamingInput !== undefined;
  const early = streamed ? undefined : await wholePayload(request, proof);
  const head = early?.request ?? wholeRequest(request, undefined, new Map());
  const asked = decodeInput(model, routed, head, early?.body);
  trace.input = asked;
  const call = await allow(gateway, request, operation, asked, proof, ids, trace);
  const late = early ?? (await readPayload(request, proof, 'streamed'));
  const input = early === undefined ? decodeInput(model, routed, late.request, late.body) : asked;
  trace.input = input;
  return handle(gateway.store, `${trace.service.name}:${routed.name}`, operation, input, call, (output) =>
    encodeOutput(model, routed.operation, output, ids),
  );
}

async function wholePayload(request: GatewayRequest, proof: Proof): Promise<Payload> {
  if (proof.body !== undefined) return { body: proof.body, request };
  return readPayload(request, proof, 'plain');
}

/** Asks the policies. Throws the denial. */
async function allow(
  gateway: Gateway,
  request: GatewayRequest,
  operation: AnyOperation,
  input: object,
  proof: Proof,
  { requestId }: RequestIds,
  trace: Trace,
): Promise<CallContext> {
  const ids = { requestId, eventId: trace.eventId };
  let caller = trace.caller ?? callerOf(proof.credential, trace.service.region);
  let call = makeCall(gateway, request, caller, ids);
  const accesses = accessesOf(operation, input, call);
  if (caller.account === '' && accesses !== 'none') {
    caller = { ...caller, account: await accountOfResources(gateway, accesses, call) };
    trace.caller = caller;
    trace.account = caller.account;
    call = makeCall(gateway, request, caller, ids);
  }
  const identity = gateway.directory.identity(caller.principal, proof.credential, gateway.store);
  const context = requestContext(request, call, proof, identity.context);
  if (accesses === 'none') {
    trace.access = [undecided(trace.service, trace.operation, context)];
    return call;
  }
  const { access, denied } = await authorise(gateway, trace.service, accesses, call, identity, context);
  trace.access = access;
  if (denied !== undefined) throw denied;
  return call;
}

/** An anonymous caller has no account: the call belongs to that of the resource. */
async function accountOfResources(gateway: Gateway, accesses: readonly Access[], call: CallContext): Promise<string> {
  for (const { resource, resourceAccount } of accesses) {
    const account = (await resourceFacts(gateway, resource, call))?.account ?? resourceAccount;
    if (account !== undefined && account !== '') return account;
  }
  return '';
}

/** What a request for a service that is not built in asks for, as far as its headers tell. */
function namedOperation(request: GatewayRequest): string {
  const target = request.headers['x-amz-target'];
  return target === undefined ? `${request.method} ${request.path}` : target.slice(target.lastIndexOf('.') + 1);
}

function notImplemented(service: string, operation: string): AwsError {
  return new AwsError('NotImplemented', `seclab does not emulate ${operation} of ${service}.`, 501);
}

function toAwsError(gateway: Gateway, ids: RequestIds, error: unknown): AwsError {
  if (error instanceof AwsError) {
    if (error.cause !== undefined) gateway.onLog(`request ${ids.requestId}: ${error.message}`);
    return error;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  gateway.onLog(`request ${ids.requestId}: ${trace}`);
  return new AwsError('InternalFailure', 'The request processing has failed because of an unknown error, exception or failure.', 500);
}

/** The answer stands already: a log that cannot be written must not make the caller believe that nothing happened. */
function tryRecord(...[gateway, request, trace, status, failure, ids]: [...Parameters<typeof record>, RequestIds]): void {
  try {
    record(gateway, request, trace, status, failure);
  } catch (error) {
    gateway.onLog(`request ${ids.requestId}: could not be recorded: ${error instanceof Error ? error.message : String(error)}`);
  }
}
