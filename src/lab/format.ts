import * as z from 'zod';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens, as in `least-privilege-role`');
const text = z.string().min(1, 'must not be empty');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-23');

/** `lab.yaml`. docs/lab.schema.json is made from it. */
export const labSchema = z.strictObject({
  format: z.literal(1).describe('The version of this format.'),
  id: id.describe('Never changes, since progress is kept under it. The name of the folder.'),
  title: text,
  summary: text.describe('One or two sentences for the list of labs.'),
  level: z.enum(['first', 'foundation', 'practice', 'expert']),
  minutes: z.int().positive(),
  objectives: z.array(text).min(1),
  services: z.array(text).min(1).describe('Services that must be there, as the AWS CLI names them.'),
  sources: z
    .array(z.strictObject({ title: text, url: z.url({ protocol: /^https$/ }), checked: day }))
    .min(1)
    .describe('The pages that the facts of the lab come from, and when they were looked at.'),
  prerequisites: z.array(id).default([]).describe('Labs that come before.'),
  accounts: z
    .record(z.string().regex(/^[a-z][a-z0-9]*$/), z.string().regex(/^\d{12}$/, 'must be 12 digits in quotes'))
    .refine((accounts) => 'main' in accounts, 'must have `main`, the account of the learner')
    .describe("Account name to the number that texts are written with. `main` is the learner's own."),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a Region such as eu-west-1')
    .default('eu-west-1')
    .describe("The Region that texts are written with; a run has the sandbox's in its place."),
  names: z
    .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be an environment variable such as PHOTOS'), id)
    .default({})
    .describe('Environment variable to the name that texts are written with, for names that are drawn anew for each run.'),
  free: z
    .array(z.strictObject({ action: text, resource: text, why: text }))
    .default([])
    .describe('Requests that the learner may allow or not, with the reason: mutants that differ in nothing else are set aside.'),
  steps: z
    .array(
      z.strictObject({
        id,
        title: text,
        points: z.int().positive(),
        after: z.array(id).default([]).describe('Steps that must have passed before this one is graded.'),
      }),
    )
    .min(1),
});

/** The front matter of `steps/<id>.md`. */
export const stepSchema = z.strictObject({
  hints: z.array(text).min(2, 'must have at least a nudge and the answer').describe('From nudge to answer: the last one is the answer.'),
  quiz: z
    .strictObject({
      question: text,
      options: z
        .array(z.strictObject({ text, right: z.boolean().default(false), why: text }))
        .min(2)
        .refine((options) => options.some(({ right }) => right), 'must have an option with `right: true`'),
    })
    .optional(),
  afterwards: text.describe('Shown when the step has passed: one line on how an attacker would have used the hole.'),
});

/** The front matter of `mistakes/*.md`. */
export const mistakeSchema = z.strictObject({
  step: id,
  says: text.describe('Words that the explanation must have.'),
  refused: z.array(text).default([]).describe('Requests that the finding must name, as `s3:PutBucketPolicy` or with ` on ARN`.'),
  after: text.optional().describe('The solution that is replayed up to the step; default the first by name.'),
});

/** The front matter of a further attempt. */
export const attemptSchema = z.strictObject({
  step: id,
  expect: z.enum(['passed', 'failed']),
  says: text.optional(),
  refused: z.array(text).default([]),
  after: text.optional(),
});
