import type { AwsServiceName } from '../../aws/services.ts';
import type { ApiEvent } from '../../iam/event.ts';
import type { Directory, Random, Service } from '../services/contract.ts';
import type { Store } from '../store/types.ts';
import type { EventHub } from './event-hub.ts';

/** What every stage of a request needs. */
export interface Gateway {
  readonly store: Store;
  readonly directory: Directory;
  readonly services: ServiceTable;
  readonly random: Random;
  readonly events: EventHub<ApiEvent>;
  /** The value of `x-seclab-checker` that marks a call as a check's own. */
  readonly checkerMark: string;
  /** Where a request does not say one. */
  readonly region: string;
  readonly endpoint: string;
  /** Told of what nobody foresaw, with the id of the request. */
  readonly onLog: (line: string) => void;
}

/** The services that are built in, each loaded at its first use. */
export interface ServiceTable {
  readonly names: readonly AwsServiceName[];
  /** Undefined for one that is not built in. */
  load(name: AwsServiceName): Promise<Service | undefined>;
}
