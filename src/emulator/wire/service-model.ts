import { NormalizedSchema } from '@smithy/core/schema';
import { operationSchemas, type AwsService, type Protocol } from '../../aws/schema.ts';
import { AWS_SERVICES, type AwsServiceName } from '../../aws/services.ts';
import { makeRoutes, type HttpRoute } from './http-routes.ts';
import { structureShapeOf, type Member, type StructureShape } from './shape.ts';

/** All that the wire knows of a service, taken out of its SDK client module once. */
export interface ServiceModel {
  readonly name: AwsServiceName;
  readonly protocol: Protocol;
  /** Ends with a slash; empty where the SDK names none. */
  readonly xmlNamespace: string;
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** Shapes of declared errors by their code on the wire and by their name. */
  readonly errors: ReadonlyMap<string, StructureShape>;
  /** Only in REST protocols, best match first. */
  readonly routes: readonly HttpRoute[];
}

export interface OperationModel {
  readonly name: string;
  readonly input: StructureShape;
  readonly output: StructureShape;
  /** The HTTP status of success. */
  readonly status: number;
  /** The member whose body is read only after authorisation (`Body` of `PutObject`). */
  readonly streamingInput: Member | undefined;
}

/** The first element of an error's schema. */
const ERROR = -3;

const models = new WeakMap<object, ServiceModel>();

/** The model of a service from the module of its SDK client; made at the first call, then remembered. */
export function serviceModel(name: AwsServiceName, sdk: object): ServiceModel {
  const known = models.get(sdk);
  if (known !== undefined) return known;
  const { protocol, sdkId } = awsService(name);
  const operations = new Map<string, OperationModel>();
  const routes: { operation: OperationModel; http: readonly unknown[] }[] = [];
  for (const schema of operationSchemas(sdk).values()) {
    const http = Array.isArray(schema.traits['http']) ? schema.traits['http'] : ['POST', '/', 200];
    const input = structureShapeOf(schema.input);
    const operation: OperationModel = {
      name: schema.name,
      input,
      output: structureShapeOf(schema.output),
      status: Number(http[2]),
      get streamingInput() {
        return input.members.find((member) => member.streaming && member.shape.kind === 'blob');
      },
    };
    operations.set(operation.name, operation);
    routes.push({ operation, http });
  }
  const model: ServiceModel = {
    name,
    protocol,
    xmlNamespace: xmlNamespaceOf(sdkId, sdk),
    operations,
    errors: errorShapes(sdk),
    routes: protocol === 'restXml' || protocol === 'restJson1' ? makeRoutes(routes) : [],
  };
  models.set(sdk, model);
  return model;
}

function awsService(name: AwsServiceName): AwsService {
  return AWS_SERVICES[name];
}

function errorShapes(sdk: object): Map<string, StructureShape> {
  const found = new Map<string, StructureShape>();
  for (const value of Object.values(sdk)) {
    if (!isErrorSchema(value)) continue;
    const schema = NormalizedSchema.of(value);
    const shape = structureShapeOf(schema);
    found.set(shape.name, shape);
    const traits: Readonly<Record<string, unknown>> = schema.getOwnTraits();
    const queryError = traits['awsQueryError'];
    if (Array.isArray(queryError) && typeof queryError[0] === 'string') found.set(queryError[0], shape);
  }
  return found;
}

function isErrorSchema(value: unknown): value is Parameters<typeof NormalizedSchema.of>[0] {
  return Array.isArray(value) && value[0] === ERROR && typeof value[2] === 'string' && Array.isArray(value[4]);
}

/** The namespace stands only in the settings that a client makes for itself. */
function xmlNamespaceOf(sdkId: string, sdk: object): string {
  const className = `${sdkId.replaceAll(' ', '')}Client`;
  const Client: unknown = Reflect.get(sdk, className);
  if (typeof Client !== 'function') throw new TypeError(`Expected the SDK module of ${sdkId} to export ${className}`);
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  // With a mode and a handler given, the SDK has no reason to look into ~/.aws.
  const local = { defaultsMode: 'standard', requestHandler: { handle: unused } };
  const client: unknown = Reflect.construct(Client, [{ region: 'us-east-1', credentials, ...local }]);
  const namespace = field(field(field(client, 'config'), 'protocolSettings'), 'xmlNamespace');
  return typeof namespace === 'string' ? namespace : '';
}

function unused(): never {
  throw new Error('The SDK client is there for its settings; nothing is sent with it');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
