import * as z from 'zod/mini';

/** One value set or deleted. `was` is the value before, where there was one: enough to undo the change. */
export interface Change {
  readonly collection: string;
  readonly key: string;
  /** Null where the value was deleted. */
  readonly value: object | null;
  readonly was?: object;
}

/** One transaction of one account, as a line of `journal.jsonl`. */
export interface JournalLine {
  /** Rises by one with each transaction of the account. */
  readonly seq: number;
  /** ISO 8601, by the account's lab clock. */
  readonly time: string;
  readonly eventId: string;
  readonly label: string;
  readonly changes: readonly Change[];
}

const value = z.custom<object>((input) => typeof input === 'object' && input !== null, 'Expected an object');

const change: z.ZodMiniType<Change> = z.pipe(
  z.object({ collection: z.string(), key: z.string(), value: z.nullable(value), was: z.optional(value) }),
  z.transform(({ was, ...rest }) => (was === undefined ? rest : { ...rest, was })),
);

export const journalLine: z.ZodMiniType<JournalLine> = z.object({
  seq: z.int().check(z.positive()),
  time: z.string(),
  eventId: z.string(),
  label: z.string(),
  changes: z.array(change),
});

/** All collections of an account after transaction `seq`: the start from which the journal is replayed. */
export const snapshotFile = z.object({
  format: z.literal(1),
  seq: z.int().check(z.nonnegative()),
  collections: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), value]))])),
});

export type Snapshot = z.infer<typeof snapshotFile>;
