import type { Collection } from './types.ts';

interface Entry {
  readonly value: object;
  /** Place in the order of insertion: a deletion that is undone puts its entry back where it was. */
  readonly place: number;
}

/** How to take one change back. */
export interface Undo {
  readonly collection: MemoryCollection;
  readonly key: string;
  readonly was: Entry | undefined;
}

/** Called before a change is made; throws where writing is not allowed now. `value` is null for a deletion. */
export type OnChange = (undo: Undo, value: object | null) => void;

/** The values of one collection in memory. They are frozen copies: nobody can change them but by `set`. */
export class MemoryCollection implements Collection<object> {
  readonly name: string;
  readonly #onChange: OnChange;
  #entries = new Map<string, Entry>();
  #nextPlace = 0;

  constructor(name: string, onChange: OnChange) {
    this.name = name;
    this.#onChange = onChange;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): object | undefined {
    return this.#entries.get(key)?.value;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  set(key: string, value: object): void {
    const copy = frozenCopy(value);
    this.#onChange({ collection: this, key, was: this.#entries.get(key) }, copy);
    this.#put(key, copy);
  }

  delete(key: string): boolean {
    const was = this.#entries.get(key);
    if (was === undefined) return false;
    this.#onChange({ collection: this, key, was }, null);
    return this.#entries.delete(key);
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  *values(): IterableIterator<object> {
    for (const entry of this.#entries.values()) yield entry.value;
  }

  *entries(): IterableIterator<[string, object]> {
    for (const [key, entry] of this.#entries) yield [key, entry.value];
  }

  /** Takes a value as read from disk, without a transaction. */
  load(key: string, value: object | null): void {
    if (value === null) this.#entries.delete(key);
    else this.#put(key, freeze(value));
  }

  /** Undoes one change; the latest change first. */
  restore({ key, was }: Undo): void {
    if (was === undefined) {
      this.#entries.delete(key);
      return;
    }
    const stillThere = this.#entries.has(key);
    this.#entries.set(key, was);
    if (!stillThere) this.#entries = new Map([...this.#entries].toSorted(([, a], [, b]) => a.place - b.place));
  }

  #put(key: string, value: object): void {
    this.#entries.set(key, { value, place: this.#entries.get(key)?.place ?? this.#nextPlace++ });
  }
}

// The value that a reader gets now is the same that it would get after a restart: a round trip through JSON.
function frozenCopy(value: object): object {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  if (typeof copy !== 'object' || copy === null) throw new TypeError(`Expected a JSON object to store, got ${JSON.stringify(value)}`);
  return freeze(copy);
}

function freeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === 'object' && member !== null) freeze(member);
  return Object.freeze(value);
}
