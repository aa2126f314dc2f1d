import type { NormalizedSchema } from '@smithy/core/schema';
import type { OperationSchema, Protocol } from '../../aws/schema.ts';
import memberOrder from './member-order.json' with { type: 'json' };
import { members } from './shapes.ts';

/** What a command prints, before it is given a form. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/**
 * An operation's output as the AWS CLI shows it: members in the model's order, dates as ISO 8601, bytes as base64, policy
 * documents of IAM as JSON.
 */
export function renderOutput(
  { output: schema }: OperationSchema,
  output: Readonly<Record<string, unknown>>,
  protocol: Protocol,
): { [name: string]: Json } {
  const ofIam = schema.getName(true)?.startsWith('com.amazonaws.iam#') ?? false;
  return structure(schema, output, { ofIam, datesAreNumbers: /json/i.test(protocol) });
}

interface Style {
  readonly ofIam: boolean;
  /** Does the protocol send a date as seconds since 1970, unless its schema says otherwise? */
  readonly datesAreNumbers: boolean;
}

/** By shape: the members of each structure whose order in the SDK's schemas is not that of the service's model. */
const MEMBER_ORDER: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(memberOrder));

function structure(schema: NormalizedSchema, value: Readonly<Record<string, unknown>>, style: Style): { [name: string]: Json } {
  const shown: { [name: string]: Json } = {};
  for (const [name, member] of inModelOrder(schema)) {
    const item = value[name];
    if (item !== undefined && item !== null && !member.isStreaming()) {
      shown[name] =
        style.ofIam && POLICY_MEMBERS.has(name) && typeof item === 'string' ? policyDocument(item) : render(member, item, style);
    } else if (member.getMergedTraits().httpPrefixHeaders !== undefined) {
      shown[name] = {};
    }
  }
  return shown;
}

const POLICY_MEMBERS: ReadonlySet<string> = new Set(['PolicyDocument', 'AssumeRolePolicyDocument', 'Document']);

/** IAM answers with policy documents as percent-encoded JSON. */
function policyDocument(text: string): Json {
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return text;
  }
}

/** The SDK's schemas list required members first; the AWS CLI prints in the order of the service's model. */
function inModelOrder(schema: NormalizedSchema): [string, NormalizedSchema][] {
  const listed = members(schema);
  const order = MEMBER_ORDER.get(schema.getName(true) ?? '');
  if (order === undefined) return listed;
  const place = new Map(order.map((name, index) => [name, index]));
  return listed.toSorted(([a], [b]) => (place.get(a) ?? Number.POSITIVE_INFINITY) - (place.get(b) ?? Number.POSITIVE_INFINITY));
}

function render(schema: NormalizedSchema, value: unknown, style: Style): Json {
  if (value === null || value === undefined) return null;
  if (schema.isListSchema()) return Array.isArray(value) ? value.map((item) => render(schema.getValueSchema(), item, style)) : [];
  if (value instanceof Date) return timestamp(schema, value, style);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (schema.isMapSchema()) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, render(schema.getValueSchema(), item, style)]));
  }
  if (schema.isStructSchema()) return structure(schema, { ...value }, style);
  if (schema.isDocumentSchema()) return JSON.parse(JSON.stringify(value));
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number(value);
  return String(value);
}

const UNMARKED = 4;
const EPOCH_SECONDS = 7;

/** A date that came as a number is shown in the zone of this machine, one that came as text in UTC: so does the AWS CLI. */
function timestamp(schema: NormalizedSchema, date: Date, { datesAreNumbers }: Style): string {
  const kind = schema.getSchema();
  const isHeader = schema.getMergedTraits().httpHeader !== undefined;
  const local = kind === EPOCH_SECONDS || (kind === UNMARKED && datesAreNumbers && !isHeader);
  const minutes = local ? -date.getTimezoneOffset() : 0;
  const shifted = new Date(date.getTime() + minutes * 60_000).toISOString();
  const fraction = shifted.slice(19, 23);
  return `${shifted.slice(0, 19)}${fraction === '.000' ? '' : `${fraction}000`}${offset(minutes)}`;
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  const [hours, rest] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}
