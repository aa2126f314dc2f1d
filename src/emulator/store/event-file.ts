import * as z from 'zod/mini';

import type { ApiEvent } from '../../iam/event.ts';
import type { OnWarning } from './files.ts';
import { LineFile, readLines } from './line-file.ts';
import type { EventLog } from './types.ts';

// Only what the log itself relies on: fields are added to events over time, and old ones stay readable.
const storedEvent = z.custom<ApiEvent>(
  (input) => z.looseObject({ id: z.string(), seq: z.number(), time: z.string(), operation: z.string() }).safeParse(input).success,
);

/** The events of an account in `events.jsonl`, read when first asked for. */
export class EventFile implements EventLog {
  readonly #file: LineFile;
  readonly #onWarning: OnWarning;
  #events: ApiEvent[] | undefined;

  constructor(path: string, onWarning: OnWarning) {
    this.#file = new LineFile(path);
    this.#onWarning = onWarning;
  }

  get lastSeq(): number {
    return this.#all().at(-1)?.seq ?? 0;
  }

  /** Throws StoreWriteError; and TypeError where `seq` does not rise, since then `since` could not find the event. */
  append(event: ApiEvent): void {
    const events = this.#all();
    if (event.seq <= this.lastSeq) throw new TypeError(`Expected an event with a seq above ${this.lastSeq}, got ${event.seq}`);
    this.#file.append(event);
    events.push(event);
  }

  since(seq: number): readonly ApiEvent[] {
    const events = this.#all();
    let first = events.length;
    while (first > 0 && (events[first - 1]?.seq ?? 0) > seq) first--;
    return events.slice(first);
  }

  close(): void {
    this.#file.close();
  }

  #all(): ApiEvent[] {
    this.#events ??= readLines(this.#file.path, storedEvent, this.#onWarning);
    return this.#events;
  }
}
