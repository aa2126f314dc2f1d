import { failure, ParameterError } from './errors.ts';
import type { Pages } from './page-tokens.ts';
import type { Json } from './render.ts';

export interface PageOptions {
  readonly startingToken?: string | undefined;
  readonly maxItems?: number | undefined;
  readonly pageSize?: number | undefined;
}

type Page = { [name: string]: Json };
type Tokens = Record<string, Json>;

/** The pages of an answer, and where to go on if `--max-items` cut it short. */
export interface Paged {
  readonly pages: readonly Page[];
  readonly nextToken: string | undefined;
}

/** Calls until there are no more pages or as many items as were asked for. `call` makes one call with further parameters. */
export async function followPages(
  pages: Pages,
  options: PageOptions,
  call: (parameters: Readonly<Record<string, unknown>>) => Promise<Page>,
): Promise<Paged> {
  const [counted = ''] = pages.results;
  const start = options.startingToken === undefined ? undefined : readToken(options.startingToken);
  let tokens: Tokens = start?.tokens ?? Object.fromEntries(pages.tokens.map(({ input }) => [input, null]));
  let skip = start?.skip ?? 0;
  let count = 0;
  const found: Page[] = [];
  for (;;) {
    const page = await call({ ...withoutNulls(tokens), ...sizeOf(pages, options) });
    if (skip > 0) skipItems(page, pages, skip);
    const items = listOf(page[counted]);
    const over = options.maxItems === undefined ? 0 : count + items.length - options.maxItems;
    found.push(page);
    if (over > 0) {
      const kept = items.length - over;
      page[counted] = items.slice(0, kept);
      return { pages: found, nextToken: writeToken({ ...tokens, [SKIP]: kept + skip }) };
    }
    count += items.length;
    const next = nextTokens(page, pages);
    if (next === undefined) return { pages: found, nextToken: undefined };
    if (count === options.maxItems) return { pages: found, nextToken: writeToken(next) };
    if (JSON.stringify(next) === JSON.stringify(tokens))
      throw failure(`Error during pagination: The same next token was received twice: ${JSON.stringify(next)}`);
    tokens = next;
    skip = 0;
  }
}

/** One answer out of all pages: the results put together, then what stands beside them. */
export function mergePages({ pages: found, nextToken }: Paged, pages: Pages): Page {
  const whole: Page = {};
  for (const page of found) {
    for (const name of pages.results) {
      const value = page[name];
      const sofar = whole[name];
      if (value === undefined) continue;
      if (Array.isArray(sofar) && Array.isArray(value)) sofar.push(...value);
      else whole[name] = isRecord(sofar) && isRecord(value) ? { ...sofar, ...value } : Array.isArray(value) ? [...value] : value;
    }
  }
  return { ...whole, ...besideResults(found[0] ?? {}, pages), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
}

/** The members beside the results, as of the first page; one that is missing is null. */
export function besideResults(page: Page, { beside }: Pages): Page {
  return Object.fromEntries(beside.map((name) => [name, page[name] ?? null]));
}

const SKIP = 'boto_truncate_amount';

function nextTokens(page: Page, { more, tokens, results }: Pages): Tokens | undefined {
  if (more !== undefined && page[more] !== true) return undefined;
  const next = Object.fromEntries(tokens.map(({ input, output }) => [input, page[output] ?? null]));
  // ListObjects without a delimiter names no next marker: the last key is it.
  if (next['Marker'] === null && results[0] === 'Contents') next['Marker'] = lastKey(page);
  return Object.values(next).some((token) => token !== null && token !== '') ? next : undefined;
}

function lastKey(page: Page): Json {
  const last = listOf(page['Contents']).at(-1);
  return isRecord(last) ? (last['Key'] ?? null) : null;
}

function sizeOf({ limit }: Pages, { pageSize }: PageOptions): Record<string, number> {
  return limit === undefined || pageSize === undefined ? {} : { [limit]: pageSize };
}

function skipItems(page: Page, { results: [counted = '', ...others] }: Pages, skip: number): void {
  page[counted] = listOf(page[counted]).slice(skip);
  for (const name of others) if (Array.isArray(page[name])) page[name] = [];
}

function readToken(text: string): { tokens: Tokens; skip: number } {
  try {
    const { [SKIP]: skip, ...tokens } = Object(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
    return { tokens, skip: typeof skip === 'number' ? skip : 0 };
  } catch (cause) {
    throw Object.assign(new ParameterError('--starting-token', `Bad starting token: ${text}`), { cause });
  }
}

function writeToken(tokens: Tokens): string {
  const pairs = Object.entries(tokens).map(([name, token]) => `${JSON.stringify(name)}: ${JSON.stringify(token)}`);
  return Buffer.from(`{${pairs.join(', ')}}`).toString('base64');
}

function withoutNulls(tokens: Tokens): Tokens {
  return Object.fromEntries(Object.entries(tokens).filter(([, token]) => token !== null));
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
