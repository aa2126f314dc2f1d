import { crc32 } from 'node:zlib';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { type AwsService, type OperationSchema, operationSchemas } from '../../aws/schema.ts';
import { version } from '../../aws/version.ts';
import type { Credentials } from './credentials.ts';
import { AwsCommandError, failure } from './errors.ts';
import { bodyOf, type HttpAnswer, send, type SignedRequest } from './http.ts';
import { readServiceError } from './service-error.ts';
import type { Settings } from './settings.ts';

export interface Caller {
  readonly endpoint: URL;
  readonly region: string;
  /** Absent: the request goes out unsigned. */
  readonly credentials?: Credentials | undefined;
  readonly settings: Settings;
}

export interface Answer {
  /** Members of the operation's output as the SDK reads them: dates, byte arrays, maps. */
  readonly output: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The output's payload where it is bytes rather than a structure; still unread. */
  readonly payload?: HttpAnswer['stream'];
}

export interface ServiceClient {
  readonly operations: ReadonlyMap<string, OperationSchema>;
  /** Everything that the SDK module exports, for what its schemas do not say (which operations have pages). */
  readonly exports: ReadonlySet<string>;
  /** Makes one call. Throws `ServiceError` with what the service said. */
  call(operation: string, input: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** The request of a call as it would be signed, unsent. */
  request(operation: string, input: Readonly<Record<string, unknown>>): Promise<HttpRequest>;
  signer(): SignatureV4;
}

/** A service's SDK module, read for its schemas alone. */
export interface ServiceModel {
  readonly service: AwsService;
  readonly operations: ReadonlyMap<string, OperationSchema>;
  readonly exports: ReadonlySet<string>;
  readonly module: object;
}

export async function loadModel(service: AwsService): Promise<ServiceModel> {
  const module = await service.load();
  return { service, module, operations: operationSchemas(module), exports: new Set(Object.keys(module)) };
}

export async function loadClient(service: AwsService, caller: Caller): Promise<ServiceClient> {
  return makeClient(await loadModel(service), caller);
}

/** A client that serialises with the SDK's own protocol, signs, and sends once: no retries, no endpoint rules. */
export function makeClient({ service, module, operations, exports }: ServiceModel, caller: Caller): ServiceClient {
  const { protocol, context } = protocolOf(module, service, caller);
  const operationOf = (name: string) => {
    const operation = operations.get(name);
    if (operation === undefined) throw failure(`${service.sdkId} has no operation ${name}`);
    return operation;
  };
  const signer = () => {
    const { credentials } = caller;
    if (credentials === undefined) throw failure('A signature was asked for without credentials');
    const ofS3 = service.signingName === 's3';
    return new SignatureV4({
      service: service.signingName,
      region: caller.region,
      credentials: { ...credentials },
      sha256: Sha256,
      uriEscapePath: !ofS3,
      applyChecksum: ofS3,
    });
  };
  const request = async (name: string, input: Readonly<Record<string, unknown>>) => {
    const operation = operationOf(name);
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const endpoint = async () => endpointFor(service, caller.endpoint, given);
    const plain = await protocol.serializeRequest(operation, given, { ...context, endpoint });
    return complete(service.signingName === 's3' ? asCliSends(plain, given) : plain, operation);
  };

  return {
    operations,
    exports,
    request,
    signer,
    async call(name, input) {
      const operation = operationOf(name);
      const unsigned = await request(name, input);
      const signed = caller.credentials === undefined ? unsigned : HttpRequest.clone((await signer().sign(unsigned)) as HttpRequest);
      const answer = await send(asSent(signed), caller.settings);
      if (answer.statusCode >= 300) throw readServiceError(name, answer, await bodyOf(answer));
      const hasPayload = payloadMember(operation) !== undefined;
      const body = hasPayload ? unread(operation, answer) : await bodyOf(answer);
      if (body instanceof Uint8Array && isErrorInside(service, body)) throw readServiceError(name, answer, body);
      const output = await readOutput(() => protocol.deserializeResponse(operation, context, { ...answer, body }));
      return { output, headers: answer.headers, ...(hasPayload ? { payload: answer.stream } : {}) };
    },
  };
}

/** The output member that is the answer's body as bytes: an object of S3, a function's result. */
export function payloadMember({ output }: OperationSchema): string | undefined {
  if (!output.isStructSchema()) return undefined;
  for (const [name, member] of output.structIterator()) {
    if (member.getMergedTraits().httpPayload && member.isBlobSchema()) return name;
  }
  return undefined;
}

/** What the parser is given for a payload that it shall leave alone: a streaming one it only passes on. */
function unread(operation: OperationSchema, answer: HttpAnswer): HttpAnswer['stream'] | Uint8Array {
  const isStreaming = [...operation.output.structIterator()].some(([, member]) => member.isStreaming());
  return isStreaming ? answer.stream : new Uint8Array();
}

/** The SDK's serialiser and parser of a service's wire protocol. */
interface WireProtocol {
  setSerdeContext(context: object): void;
  serializeRequest(operation: OperationSchema, input: object, context: object): Promise<HttpRequest>;
  deserializeResponse(operation: OperationSchema, context: object, response: object): Promise<Record<string, unknown>>;
}

function protocolOf(
  module: object,
  service: AwsService,
  { endpoint, region, credentials }: Caller,
): { protocol: WireProtocol; context: object } {
  const Client = Object.entries(module).find(([name]) => /^[A-Z]\w*Client$/.test(name))?.[1];
  if (typeof Client !== 'function') throw failure(`The SDK module of ${service.sdkId} has no client`);
  const keys = credentials ?? { accessKeyId: 'none', secretAccessKey: 'none' };
  // With a mode and a handler given, the SDK has no reason to look into ~/.aws.
  const local = { defaultsMode: 'standard', requestHandler: { handle: unused } };
  const options = { endpoint: endpoint.href, region, credentials: keys, disableHostPrefix: true, ...local };
  const { config: context }: { config: { protocol?: unknown } } = Reflect.construct(Client, [options]);
  const { protocol } = context;
  if (!isWireProtocol(protocol)) throw failure(`The SDK client of ${service.sdkId} has no protocol`);
  protocol.setSerdeContext(context);
  return { protocol, context };
}

function unused(): never {
  throw failure('The SDK client is there for its protocol; requests are sent without it');
}

function isWireProtocol(value: unknown): value is WireProtocol {
  const wanted = ['setSerdeContext', 'serializeRequest', 'deserializeResponse'];
  return typeof value === 'object' && value !== null && wanted.every((name) => typeof Reflect.get(value, name) === 'function');
}

/** Buckets are addressed by path: an endpoint that is an IP address has no room for them in its host name. */
function endpointFor(service: AwsService, { protocol, hostname, port, pathname }: URL, input: Readonly<Record<string, unknown>>) {
  const bucket = service.signingName === 's3' && typeof input['Bucket'] === 'string' ? input['Bucket'] : '';
  const root = pathname.replace(/\/$/, '');
  const path = bucket === '' ? root || '/' : `${root}/${encodeURIComponent(bucket)}`;
  return { protocol, hostname, ...(port === '' ? {} : { port: Number(port) }), path };
}

/** S3 is asked without the SDK's marks: no operation in the query, no content type that nobody gave, no slash behind a bucket. */
function asCliSends(request: HttpRequest, input: Readonly<Record<string, unknown>>): HttpRequest {
  delete request.query['x-id'];
  if (input['ContentType'] === undefined) delete request.headers['content-type'];
  if (input['Key'] === undefined && request.path.length > 1) request.path = request.path.replace(/\/$/, '');
  return request;
}

function complete(request: HttpRequest, operation: OperationSchema): HttpRequest {
  const { body, headers } = request;
  headers['host'] = request.hostname + (request.port === undefined ? '' : `:${request.port}`);
  headers['user-agent'] = `aws-cli/2 seclab/${version} command/${operation.name}`;
  const bytes = typeof body === 'string' ? Buffer.byteLength(body) : body instanceof Uint8Array ? body.byteLength : 0;
  if (bytes > 0 || request.method.startsWith('P')) headers['content-length'] = String(bytes);
  if ('httpChecksum' in operation.traits && typeof body === 'string' && body !== '') {
    headers['x-amz-checksum-crc32'] ??= checksum(body);
    headers['x-amz-sdk-checksum-algorithm'] ??= 'CRC32';
  }
  return request;
}

function checksum(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}

function asSent({ method, protocol, hostname, port, path, query, headers, body }: HttpRequest): SignedRequest {
  return { method, protocol, hostname, port, path, query, headers, body };
}

/** S3 may find out too late that it cannot copy or complete, and says so with status 200. */
function isErrorInside(service: AwsService, body: Uint8Array): boolean {
  return service.signingName === 's3' && /^\s*(<\?xml[^>]*\?>\s*)?<Error>/.test(Buffer.from(body.subarray(0, 200)).toString('latin1'));
}

async function readOutput(read: () => Promise<Record<string, unknown>>): Promise<Record<string, unknown>> {
  try {
    const { $metadata: _, ...output } = await read();
    return output;
  } catch (error) {
    if (error instanceof AwsCommandError) throw error;
    throw failure(`Unable to parse response: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}
