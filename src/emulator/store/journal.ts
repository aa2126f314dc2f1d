import * as z from 'zod';

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

const change: z.ZodType<Change> = z
  .object({ collection: z.string(), key: z.string(), value: value.nullable(), was: value.optional() })
  .transform(({ was, ...rest }) => (was === undefined ? rest : { ...rest, was }));

export const journalLine: z.ZodType<JournalLine> = z.object({
  seq: z.number().int().positive(),
  time: z.string(),
  eventId: z.string(),
  label: z.string(),
  changes: z.array(change),
});

/** All collections of an account after transaction `seq`: the start from which the journal is replayed. */
export const snapshotFile = z.object({
  format: z.literal(1),
  seq: z.number().int().nonnegative(),
  collections: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), value]))])),
});

export type Snapshot = z.infer<typeof snapshotFile>;
