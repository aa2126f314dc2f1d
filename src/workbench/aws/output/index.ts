import { type Globals, OUTPUT_FORMATS } from '../globals.ts';
import { failure } from '../errors.ts';
import { write } from '../io.ts';
import { besideResults, mergePages, type Paged } from '../paginate.ts';
import type { Pages } from '../page-tokens.ts';
import type { Query } from '../query.ts';
import type { Json } from '../render.ts';
import type { Settings } from '../settings.ts';

type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** The format of this command: `--output`, then `AWS_DEFAULT_OUTPUT`, the profile's, json. Throws for one that is unknown. */
export function outputFormat({ globals, io, profile }: { globals: Globals } & Pick<Settings, 'io' | 'profile'>): OutputFormat {
  const asked = globals.output ?? (io.env['AWS_DEFAULT_OUTPUT'] || profile.get('output')) ?? 'json';
  const known = OUTPUT_FORMATS.find((format) => format === asked);
  if (known === undefined) throw failure(`Unknown output type: ${asked}`);
  return known;
}

/** Prints one answer. `title` heads a table. */
export async function printAnswer(answer: Json, title: string, settings: Settings, query: Query | undefined): Promise<void> {
  await write(settings.io.stdout, await form(query ? query(answer) : answer, title, outputFormat(settings)));
}

/** Prints an answer of several pages: put together, but for `text` page by page with the query on each, as the AWS CLI does. */
export async function printPages(paged: Paged, pages: Pages, title: string, settings: Settings, query: Query | undefined): Promise<void> {
  if (outputFormat(settings) !== 'text') return printAnswer(mergePages(paged, pages), title, settings, query);
  for (const [index, page] of paged.pages.entries()) {
    const results = Object.fromEntries(pages.results.map((name) => [name, page[name] ?? null]));
    await printAnswer({ ...(index === 0 ? besideResults(page, pages) : {}), ...results }, title, settings, query);
  }
  if (paged.nextToken !== undefined) await printAnswer({ NextToken: { NextToken: paged.nextToken } }, title, settings, query);
}

async function form(answer: Json, title: string, format: OutputFormat): Promise<string> {
  if (format === 'off') return '';
  if (format === 'text') return (await import('./text.ts')).formatText(answer);
  if (format === 'table') return (await import('./table.ts')).formatTable(answer, title);
  if (isEmpty(answer)) return '';
  if (format === 'yaml') return (await import('./yaml.ts')).formatYaml(answer);
  if (format === 'yaml-stream') return (await import('./yaml.ts')).formatYaml([answer]);
  return `${JSON.stringify(answer, null, 4)}\n`;
}

/** Nothing is printed for an operation that answers nothing; an empty list or text is something. */
function isEmpty(answer: Json): boolean {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer) && Object.keys(answer).length === 0;
}
