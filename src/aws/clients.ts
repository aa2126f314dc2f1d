import { Agent } from 'node:http';
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { IAMClient, IAMClientConfig } from '@aws-sdk/client-iam';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import type { InputOf, OperationOf, OutputOf } from './sdk-types.ts';
import { AWS_SERVICES } from './services.ts';

export interface ClientSettings {
  /** Always given: no client of ours may fall back to the real AWS. */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
  /** Headers added to every call before it is signed. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface Sdks {
  readonly cloudtrail: typeof import('@aws-sdk/client-cloudtrail');
  readonly iam: typeof import('@aws-sdk/client-iam');
  readonly s3: typeof import('@aws-sdk/client-s3');
  readonly sts: typeof import('@aws-sdk/client-sts');
}

interface Middleware {
  middlewareStack: { add(middleware: unknown, options: { step: 'build'; name: string }): void };
}

/** Connections are shared: checks make clients by the dozen, and talk to one sandbox. */
const httpAgent = new Agent({ keepAlive: true });

/**
 * What the SDK would look up in `~/.aws` and in `AWS_...` variables: with all of it given, a client is the same on every machine.
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
const SETTLED = {
  defaultsMode: 'standard',
  requestHandler: { httpAgent },
  maxAttempts: 1,
  retryMode: 'standard',
  authSchemePreference: [],
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: async () => undefined,
  disableClockSkewCorrection: false,
} satisfies Partial<IAMClientConfig>;

const SETTLED_S3 = {
  forcePathStyle: true,
  requestChecksumCalculation: 'WHEN_SUPPORTED',
  responseChecksumValidation: 'WHEN_SUPPORTED',
  disableS3ExpressSessionAuth: false,
  sigv4aSigningRegionSet: [],
  useArnRegion: false,
} satisfies Partial<S3ClientConfig>;

/** SDK clients for one caller, each loaded and made at its first use. */
export class AwsClients {
  readonly #settings: ClientSettings;
  readonly #made = new Map<string, Promise<unknown>>();

  constructor(settings: ClientSettings) {
    this.#settings = settings;
  }

  iam(): Promise<IAMClient> {
    return this.#make('iam', async () => new (await import('@aws-sdk/client-iam')).IAMClient(this.#options()));
  }

  sts(): Promise<STSClient> {
    return this.#make('sts', async () => new (await import('@aws-sdk/client-sts')).STSClient(this.#options()));
  }

  s3(): Promise<S3Client> {
    return this.#make('s3', async () => new (await import('@aws-sdk/client-s3')).S3Client({ ...this.#options(), ...SETTLED_S3 }));
  }

  cloudtrail(): Promise<CloudTrailClient> {
    return this.#make('cloudtrail', async () => new (await import('@aws-sdk/client-cloudtrail')).CloudTrailClient(this.#options()));
  }

  /**
   * One call, without an import of the SDK: `call('iam', 'CreateUser', { UserName: 'ana' })`. Throws the SDK's own errors, and a
   * TypeError for an operation that the service does not have.
   */
  async call<Name extends keyof Sdks, Operation extends OperationOf<Sdks[Name]>>(
    service: Name,
    operation: Operation,
    input: InputOf<Sdks[Name], Operation>,
  ): Promise<OutputOf<Sdks[Name], Operation>> {
    const [client, sdk] = await Promise.all([this[service](), AWS_SERVICES[service].load()]);
    const Command: unknown = Reflect.get(sdk, `${operation}Command`);
    if (typeof Command !== 'function') throw new TypeError(`${service} has no operation ${operation}.`);
    const sender: object = client;
    return Reflect.apply(Reflect.get(sender, 'send'), sender, [Reflect.construct(Command, [input])]);
  }

  #options() {
    const { endpoint, region, credentials } = this.#settings;
    return { endpoint, region, credentials: { ...credentials }, ...SETTLED };
  }

  #make<Client extends object>(name: string, make: () => Promise<Client>): Promise<Client> {
    const ready = this.#made.get(name) ?? make().then((client) => this.#withHeaders(client as Client & Middleware));
    this.#made.set(name, ready);
    return ready as Promise<Client>;
  }

  #withHeaders<Client extends Middleware>(client: Client): Client {
    const headers = this.#settings.headers;
    if (headers === undefined) return client;
    type Call = { request: { headers: Record<string, string> } };
    client.middlewareStack.add(
      (next: (call: Call) => Promise<unknown>) => (call: Call) => {
        Object.assign(call.request.headers, headers);
        return next(call);
      },
      { step: 'build', name: 'seclabHeaders' },
    );
    return client;
  }
}
