import { join } from 'node:path';

import { BlobFolder } from './blob-folder.ts';
import { EventFile } from './event-file.ts';
import type { OnWarning } from './files.ts';
import { History } from './history.ts';
import type { Change, JournalLine } from './journal.ts';
import { MemoryCollection, type Undo } from './memory-collection.ts';
import type { AccountStore, Clock, Collection } from './types.ts';

const CLOCK = 'store/clock';
const OFFSET = 'offset';

/** What caused a transaction. */
export interface Cause {
  readonly eventId: string;
  readonly label: string;
}

/** What an account needs of the store that it stands in. */
export interface AccountHost {
  readonly now: () => Date;
  readonly onWarning: OnWarning;
  readonly snapshotAfterBytes: number;
  /** Notes a change in the running transaction; throws where there is none. */
  readonly note: (account: AccountFolder, undo: Undo, value: object | null) => void;
  readonly transaction: <T>(cause: Cause, body: () => T) => T;
}

/** One account: its state in memory, read from its folder when it is first asked for. */
export class AccountFolder implements AccountStore {
  readonly id: string;
  readonly blobs: BlobFolder;
  readonly events: EventFile;
  readonly clock: Clock;
  readonly #host: AccountHost;
  readonly #history: History;
  #loaded: Map<string, MemoryCollection> | undefined;

  constructor(id: string, folder: string, host: AccountHost) {
    this.id = id;
    this.#host = host;
    this.#history = new History(folder, host.snapshotAfterBytes, host.onWarning);
    this.blobs = new BlobFolder(join(folder, 'blobs'), host.onWarning);
    this.events = new EventFile(join(folder, 'events.jsonl'), host.onWarning);
    this.clock = labClock(this, host);
  }

  collection<T extends object>(name: string): Collection<T> {
    // What a collection holds was put there by the service that owns its name; the store cannot know its type.
    return this.#collection(this.#collections(), name) as unknown as Collection<T>;
  }

  /** The line that a transaction with these changes adds. */
  line(cause: Cause, changes: readonly Change[]): JournalLine {
    this.#collections();
    const { eventId, label } = cause;
    return { seq: this.#history.seq + 1, time: this.clock.now().toISOString(), eventId, label, changes };
  }

  /** Writes a line whose changes are made already; returns how to take it back. Throws StoreWriteError. */
  append(line: JournalLine): () => void {
    this.#collections();
    return this.#history.append(line);
  }

  /** Applies a line that a sudden end kept from this account's journal; one that is there already is left alone. */
  catchUp(line: JournalLine): void {
    const collections = this.#collections();
    if (line.seq <= this.#history.seq) return;
    this.#history.append(line);
    this.#apply(collections, line);
  }

  snapshotIfDue(): void {
    if (this.#history.snapshotDue) this.#writeSnapshot();
  }

  close(): void {
    this.#writeSnapshot();
    if (this.#loaded !== undefined && !this.blobs.isEmpty) this.#sweepBlobs();
    this.abandon();
  }

  /** Lets go of the files without writing. */
  abandon(): void {
    this.#history.close();
    this.events.close();
  }

  #collections(): Map<string, MemoryCollection> {
    if (this.#loaded !== undefined) return this.#loaded;
    const { snapshot, lines } = this.#history.load();
    const collections = new Map<string, MemoryCollection>();
    for (const [name, entries] of snapshot.collections) {
      const collection = this.#collection(collections, name);
      for (const [key, value] of entries) collection.load(key, value);
    }
    for (const line of lines) this.#apply(collections, line);
    this.#loaded = collections;
    return collections;
  }

  #collection(collections: Map<string, MemoryCollection>, name: string): MemoryCollection {
    const known = collections.get(name);
    if (known !== undefined) return known;
    const made = new MemoryCollection(name, (undo, value) => this.#host.note(this, undo, value));
    collections.set(name, made);
    return made;
  }

  #apply(collections: Map<string, MemoryCollection>, line: JournalLine): void {
    for (const { collection, key, value } of line.changes) this.#collection(collections, collection).load(key, value);
  }

  // Bodies of objects that were overwritten or deleted, once undo cannot come back to them.
  #sweepBlobs(): void {
    try {
      this.blobs.sweep(this.#history.hashes());
    } catch (error) {
      this.#host.onWarning(`Could not drop the bodies of account ${this.id} that nothing needs any more: ${String(error)}.`);
    }
  }

  #writeSnapshot(): void {
    if (this.#loaded === undefined) return;
    const filled = [...this.#loaded].filter(([, values]) => values.size > 0);
    this.#history.writeSnapshot(filled.map(([name, values]) => [name, [...values.entries()]]));
  }
}

function labClock(account: AccountFolder, host: AccountHost): Clock {
  const offsets = () => account.collection<{ milliseconds: number }>(CLOCK);
  const offset = () => offsets().get(OFFSET)?.milliseconds ?? 0;
  return {
    now: () => new Date(host.now().getTime() + offset()),
    get offset() {
      return offset();
    },
    setOffset: (milliseconds) => {
      if (!Number.isSafeInteger(milliseconds)) throw new TypeError(`Expected whole milliseconds as clock offset, got ${milliseconds}`);
      host.transaction({ eventId: '', label: 'move the lab clock' }, () => offsets().set(OFFSET, { milliseconds }));
    },
  };
}
