import type { ApiEvent } from '../../iam/event.ts';

/**
 * The store keeps plain JSON values, per account, in typed collections. Values are never changed in place: `set` replaces.
 * All writes happen inside a transaction; a transaction is synchronous, becomes one journal line in each account that it
 * touched, and is undone whole if its body throws.
 */
export interface Store {
  account(id: string): AccountStore;
  hasAccount(id: string): boolean;
  accounts(): readonly string[];
  /** Makes an empty account; throws if it is there. */
  createAccount(id: string): AccountStore;
  /** Drops an account with its journal, events and blobs. */
  dropAccount(id: string): void;
  /** Runs `body`, writes one journal line per touched account, returns what it returned. Nested calls join the outer one. */
  transaction<T>(cause: { readonly eventId: string; readonly label: string }, body: () => T): T;
  close(): void;
}

export interface AccountStore {
  readonly id: string;
  readonly clock: Clock;
  /** A collection lives from its first use; `name` is `service/kind`, e.g. `iam/users`, with the region for regional services. */
  collection<T extends object>(name: string): Collection<T>;
  readonly blobs: Blobs;
  readonly events: EventLog;
}

/** A map of JSON values, in order of insertion. Keys are compared exactly. */
export interface Collection<T extends object> {
  get(key: string): T | undefined;
  has(key: string): boolean;
  set(key: string, value: T): void;
  delete(key: string): boolean;
  keys(): IterableIterator<string>;
  values(): IterableIterator<T>;
  entries(): IterableIterator<[string, T]>;
  readonly size: number;
}

/** The lab clock of an account: real time plus an offset that can be moved. */
export interface Clock {
  now(): Date;
  /** Milliseconds ahead of real time. */
  readonly offset: number;
  setOffset(milliseconds: number): void;
}

/** Large bodies, by content. `size` in bytes. */
export interface Blobs {
  put(body: Uint8Array): { readonly sha256: string; readonly size: number };
  get(sha256: string): Uint8Array | undefined;
}

/** Append-only; what is appended is on disk when `append` returns. */
export interface EventLog {
  append(event: ApiEvent): void;
  /** Events with `seq` greater than `since`, oldest first. */
  since(seq: number): readonly ApiEvent[];
  readonly lastSeq: number;
}
