import { validationError } from './errors.ts';

const DEFAULT_ITEMS = 100;

interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

interface Page<T> {
  readonly items: T[];
  /** To be spread into the output. */
  readonly more: { IsTruncated: boolean; Marker?: string };
}

/**
 * One page of a list that is in the order of its keys. A marker carries the key of the last item given, so that what is
 * added or deleted between two pages makes none come twice or be left out.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html
 */
export function page<T>(items: readonly T[], input: PageInput, keyOf: (item: T) => string): Page<T> {
  const max = input.MaxItems ?? DEFAULT_ITEMS;
  const after = input.Marker === undefined ? undefined : readMarker(input.Marker);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const given = rest.slice(0, max);
  const last = given.at(-1);
  if (rest.length <= max || last === undefined) return { items: given, more: { IsTruncated: false } };
  return { items: given, more: { IsTruncated: true, Marker: makeMarker(keyOf(last)) } };
}

const makeMarker = (key: string) => Buffer.from(JSON.stringify([key])).toString('base64');

function readMarker(marker: string): string {
  try {
    const key: unknown = JSON.parse(Buffer.from(marker, 'base64').toString());
    if (Array.isArray(key) && typeof key[0] === 'string') return key[0];
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw validationError(`Invalid Marker: ${marker}`);
}
