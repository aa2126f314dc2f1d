export { openStore, type StoreOptions } from './open-store.ts';
export { type Random, systemRandom } from './random.ts';
export { StoreWriteError } from './store-write-error.ts';
export type { AccountStore, Blobs, Clock, Collection, EventLog, Store } from './types.ts';
