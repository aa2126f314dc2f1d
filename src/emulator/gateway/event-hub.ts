/** Tells listeners of events as they happen. A listener that throws is taken off, and the others are still told. */
export class EventHub<T> {
  readonly #listeners = new Set<(event: T) => void>();

  /** Returns what ends it. */
  listen(listener: (event: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch {
        this.#listeners.delete(listener);
      }
    }
  }
}
