import type { InputOf, OutputOf } from '../../aws/sdk-types.ts';
import type { AwsServiceName } from '../../aws/services.ts';
import type { AttachedPolicy, Principal, RequestContext } from '../../iam/types.ts';
import type { Random } from '../store/random.ts';
import type { AccountStore, Store } from '../store/types.ts';

export type { Random };

export type { InputOf, OutputOf } from '../../aws/sdk-types.ts';

/** A credential as the gateway finds it by its access key id. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly status: 'Active' | 'Inactive';
  /** Only for temporary credentials. */
  readonly sessionToken?: string;
  readonly expires?: Date;
  readonly principal: Principal;
  /** What the session adds to the request context: `aws:PrincipalTag/*`, `aws:MultiFactorAuthPresent`, `sts:ExternalId`, ... */
  readonly context: RequestContext;
}

/** What a service is told about the call that it handles. */
export interface CallContext {
  /** The account of the caller; for an anonymous caller that of the resource. */
  readonly account: string;
  readonly region: string;
  readonly caller: Principal;
  /** Undefined for an anonymous caller. */
  readonly credential?: Credential;
  readonly requestId: string;
  /** The id that the event of this call will have. */
  readonly eventId: string;
  /** Now, by the lab clock of `account`. */
  readonly now: Date;
  readonly random: Random;
  /** The caller's account. Others are reached through `store`, where AWS would cross accounts too. */
  readonly own: AccountStore;
  readonly store: Store;
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly source: { readonly ip: string; readonly userAgent: string; readonly secure: boolean };
}

/** One thing that a call wants to be allowed. */
export interface Access {
  readonly action: string;
  readonly resource: string;
  /** How AWS names the resource when it refuses, where that is not its ARN: `role thumbnailer`. */
  readonly resourceName?: string;
  /** Default: the account in the resource's ARN, else the caller's. */
  readonly resourceAccount?: string;
  /** Service and resource keys of this request: `iam:PolicyARN`, `s3:prefix`, `aws:RequestTag/team`, ... */
  readonly context?: RequestContext;
}

/**
 * One operation: its rules and nothing else. Wire, signature, authorisation and record are done before and after it.
 * `handle` is synchronous and runs in one transaction of the store: it happens whole or not at all. Waiting (hashing a large
 * body, signing with an RSA key) is done in `prepare`, which may not write.
 */
export interface Operation<Input = never, Output = unknown, Prepared = unknown> {
  readonly name: string;
  /** `none`: AWS asks no policy for it (`sts:GetCallerIdentity`). Throws AwsError where AWS answers so before it authorises. */
  readonly authorize: 'none' | ((input: Input, call: CallContext) => Access | readonly Access[]);
  readonly prepare?: (input: Input, call: CallContext) => Promise<Prepared>;
  readonly handle: (input: Input, call: CallContext, prepared: Prepared) => Output;
}

/** What is known of a resource when a request for it is judged. */
export interface ResourceFacts {
  readonly account: string;
  readonly policy?: AttachedPolicy;
  readonly tags?: Readonly<Record<string, string>>;
  readonly blockPublicAccess?: boolean;
}

/** A service: its name and its table of operations. An operation that is not in the table answers 501 `NotImplemented`. */
export interface Service {
  readonly name: AwsServiceName;
  /** The XML namespace or JSON target come from the SDK's schemas; this is the module that exports them. */
  readonly sdk: object;
  readonly operations: Readonly<Record<string, AnyOperation>>;
  /** Facts about a resource of this service, for the decision; undefined where there is no such resource. */
  readonly resource?: (arn: string, call: CallContext) => ResourceFacts | undefined;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a table holds operations of many input types; the wire has parsed the input by the operation's own schema.
export type AnyOperation = Operation<any, unknown, any>;

/**
 * Gives the `operation` function of a service, which types input and output by the SDK:
 * `const operation = operationsOf<typeof import('@aws-sdk/client-iam')>();`
 */
export function operationsOf<Sdk>() {
  return <Name extends string, Prepared = undefined>(
    name: Name,
    rules: Omit<Operation<InputOf<Sdk, Name>, OutputOf<Sdk, Name>, Prepared>, 'name'>,
  ): Operation<InputOf<Sdk, Name>, OutputOf<Sdk, Name>, Prepared> => ({ name, ...rules });
}

/** Who is who: found by the gateway through the identity services. */
export interface Directory {
  credential(accessKeyId: string, store: Store): Credential | undefined;
  /** The identity, boundary and session policies of a caller, by the state of its account, and its principal tags. */
  identity(
    caller: Principal,
    credential: Credential | undefined,
    store: Store,
  ): {
    readonly identity: readonly AttachedPolicy[];
    readonly boundary?: readonly AttachedPolicy[];
    readonly session?: readonly AttachedPolicy[];
    readonly context: RequestContext;
  };
  /** Makes the root user's first access key of a new account. */
  createRootCredential(account: string, store: Store, random: Random): { readonly accessKeyId: string; readonly secretAccessKey: string };
}
