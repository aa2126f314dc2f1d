import * as z from 'zod';

const statement = z.looseObject({
  layer: z.enum([
    'rcp',
    'scp',
    'vpcEndpoint',
    'blockPublicAccess',
    'resource',
    'trust',
    'keyPolicy',
    'grant',
    'identity',
    'boundary',
    'session',
    'none',
  ]),
  policy: z.string(),
  policyArn: z.string().exactOptional(),
  attachedTo: z.string(),
  index: z.number(),
  sid: z.string().exactOptional(),
  effect: z.enum(['Allow', 'Deny']),
});

const finding = z.object({
  ok: z.boolean(),
  lookedFor: z.string(),
  found: z.string(),
  why: z.string(),
  evidence: z.array(z.string()),
});

const result = z.object({
  step: z.string(),
  result: z.enum(['passed', 'failed', 'blocked', 'unable']),
  findings: z.array(finding),
  decidedBy: z.array(statement),
});

const keys = z.object({ accessKeyId: z.string(), secretAccessKey: z.string(), sessionToken: z.string().exactOptional() });
const assumed = z.object({ role: z.string(), source: z.string(), sessionName: z.string(), externalId: z.string().exactOptional() });
const numbers = z.record(z.string(), z.number());
const texts = z.record(z.string(), z.string());
const at = z.iso.datetime();

/** One line of `progress.jsonl`. Fields may be added, never changed: a learner's progress outlives the program that wrote it. */
export const progressEventSchema = z.discriminatedUnion('event', [
  /** Accounts and names are drawn; the set-up runs. Without `ready` after it, it was killed half way. */
  z.object({ event: z.literal('started'), at, accounts: texts, names: texts, seed: z.string() }),
  z.object({
    event: z.literal('ready'),
    at,
    profiles: z.record(z.string(), z.union([keys, assumed])),
    defaultProfile: z.string(),
    /** The last event of each account before the learner's first, by account name. */
    since: numbers,
    /** Milliseconds that the lab clock of an account is ahead. */
    clocks: numbers,
  }),
  z.object({
    event: z.literal('checked'),
    at,
    results: z.array(result),
    /** The last event of each account that the check could know of, by account name. */
    seen: numbers,
    /** By step that passed before and does not hold any more. */
    lost: z.record(z.string(), z.object({ since: z.string(), by: z.string().exactOptional() })),
  }),
  z.object({ event: z.literal('hint'), at, step: z.string(), rung: z.int() }),
  z.object({ event: z.literal('quiz'), at, step: z.string(), option: z.int(), right: z.boolean() }),
  z.object({ event: z.literal('skipped'), at, step: z.string() }),
  /** A fact seen in the learner's events: it counts from now on. */
  z.object({ event: z.literal('seen'), at, fact: z.string(), evidence: z.array(z.string()) }),
  /** The file was damaged; `kept` is the copy of it. */
  z.object({ event: z.literal('repaired'), at, kept: z.string() }),
]);

export type ProgressEvent = z.infer<typeof progressEventSchema>;
export type ProgressOf<Name extends ProgressEvent['event']> = Extract<ProgressEvent, { event: Name }>;
