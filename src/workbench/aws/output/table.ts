import stringWidth from 'string-width';
import type { Json } from '../render.ts';
import { byCodePoint, scalar } from './text.ts';

const DEFAULT_WIDTH = 80;
/** Two spaces on each side of a cell. */
const PADDING = 4;

interface Section {
  readonly title: string;
  readonly indent: number;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The AWS CLI's `--output table`: a section for each structure, inner ones indented; sections of one row turned upright where
 * the table would be wider than `width` columns.
 */
export function formatTable(answer: Json, title: string, width = process.stdout.columns ?? DEFAULT_WIDTH): string {
  let sections = sectionsOf(answer, title, 0);
  if (sections.length === 0) return '';
  if (widest(sections) > width) sections = sections.map(upright);
  const whole = widest(sections);
  return [`${'-'.repeat(whole)}`, ...sections.flatMap((section) => render(section, whole))].map((line) => `${line}\n`).join('');
}

function sectionsOf(value: Json, title: string, indent: number): Section[] {
  // The AWS CLI draws a lone scalar as an empty table.
  if (!isNested(value)) return value ? [{ title, indent, headers: [], rows: [] }] : [];
  if (Object.keys(value).length === 0) return [];
  if (!Array.isArray(value)) return ofStructure(value, title, indent);
  if (isRecord(value[0])) return ofStructures(value.filter(isRecord), title, indent);
  const rows = value.filter((item) => !isNested(item) || isRow(item)).map((item) => (Array.isArray(item) ? item : [item]).map(scalar));
  const nested = value.filter((item) => isNested(item) && !isRow(item));
  return [{ title, indent, headers: [], rows }, ...nested.flatMap((item) => sectionsOf(item, '', 0))];
}

function ofStructure(value: { [name: string]: Json }, title: string, indent: number): Section[] {
  const headers = namesOf([value], (item) => !isNested(item));
  const cells = headers.map((name) => scalar(value[name] ?? null));
  const [name, cell] = [headers[0], cells[0]];
  const only = headers.length === 1 && name !== undefined && cell !== undefined;
  const section = only
    ? { title, indent, headers: [], rows: [[name, cell]] }
    : { title, indent, headers, rows: headers.length === 0 ? [] : [cells] };
  return [section, ...inner(value, namesOf([value], isNested), indent)];
}

/** One section for all, unless they hold further structures: then each stands with its own. */
function ofStructures(list: readonly { [name: string]: Json }[], title: string, indent: number): Section[] {
  const headers = namesOf(list, (item) => !isNested(item));
  const nested = namesOf(list, isNested);
  const row = (value: { [name: string]: Json }) => headers.map((name) => (value[name] === undefined ? '' : scalar(value[name])));
  if (nested.length === 0) return [{ title, indent, headers, rows: list.map(row) }];
  return list.flatMap((value) => [{ title, indent, headers, rows: [row(value)] }, ...inner(value, nested, indent)]);
}

function inner(value: { [name: string]: Json }, names: readonly string[], indent: number): Section[] {
  return names.flatMap((name) => (value[name] === undefined ? [] : sectionsOf(value[name], name, indent + 1)));
}

function namesOf(list: readonly { [name: string]: Json }[], wanted: (value: Json) => boolean): string[] {
  const names = list.flatMap((value) => Object.keys(value).filter((name) => wanted(value[name] ?? null)));
  return [...new Set(names)].toSorted(byCodePoint);
}

function upright(section: Section): Section {
  const [row, ...others] = section.rows;
  if (row === undefined || others.length > 0 || section.headers.length === 0) return section;
  return { ...section, headers: [], rows: section.headers.map((header, index) => [header, row[index] ?? '']) };
}

function widest(sections: readonly Section[]): number {
  return Math.max(...sections.map(widthOf));
}

function widthOf(section: Section): number {
  const cells = columns(section).reduce((sum, width) => sum + width + PADDING, 0);
  return Math.max(stringWidth(section.title), cells) + 2 + 2 * section.indent;
}

function columns({ headers, rows }: Section): number[] {
  const all = headers.length > 0 ? [headers, ...rows] : rows;
  return (all[0] ?? []).map((_, index) => Math.max(...all.map((row) => stringWidth(row[index] ?? ''))));
}

function render(section: Section, whole: number): string[] {
  const { title, indent, headers, rows } = section;
  const width = whole - 2 * indent;
  const widths = stretched(columns(section), width);
  const line = `+${widths.map((column, index) => '-'.repeat(index === 0 ? column - 2 : column - 1)).join('+')}+`;
  const isBare = headers.length === 0 && rows.length === 0;
  const lines = [
    ...(title === '' ? [] : [centered(title, width, '|')]),
    ...(title !== '' && isBare ? [`+${'-'.repeat(width - 2)}+`] : []),
    ...(headers.length === 0 ? [] : [line, cells(headers, widths, centered)]),
    ...(rows.length === 0 || widths.length === 0 ? [] : [line, ...rows.map((row) => cells(row, widths, leftAligned)), line]),
  ];
  return lines.map((text) => '|'.repeat(indent) + text + '|'.repeat(indent));
}

/** Shares the table's width among the columns by their own; what rounding leaves over goes around one by one. */
function stretched(own: readonly number[], width: number): number[] {
  if (own.length === 0) return [];
  const padded = own.map((column) => column + PADDING);
  const scale = width / padded.reduce((sum, column) => sum + column, 0);
  const scaled = padded.map((column) => roundHalfEven(scale * column));
  let off = scaled.reduce((sum, column) => sum + column, 0) - width;
  while (off !== 0) {
    const order = off > 0 ? [...scaled.keys()] : [...scaled.keys()].toReversed();
    for (const index of order) {
      const step = Math.sign(off);
      scaled[index] = (scaled[index] ?? 0) - step;
      off -= step;
      if (off === 0) break;
    }
  }
  return scaled;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value);
}

function cells(row: readonly string[], widths: readonly number[], align: (text: string, width: number, edge: string) => string): string {
  return widths.map((width, index) => align(row[index] ?? '', width, index === 0 ? '|' : '')).join('');
}

function centered(text: string, width: number, edge: string): string {
  const before = Math.max(0, Math.floor(width / 2) - Math.floor(stringWidth(text) / 2) - 1);
  const start = edge + ' '.repeat(before) + text;
  return `${start}${' '.repeat(Math.max(0, width - 1 - stringWidth(start)))}|`;
}

function leftAligned(text: string, width: number, edge: string): string {
  const room = width - stringWidth(text) - 2 - edge.length - 1 >= 0 ? '  ' : '';
  const start = edge + room + text;
  return `${start}${' '.repeat(Math.max(0, width - 1 - stringWidth(start)))}|`;
}

function isRow(value: Json): value is Json[] {
  return Array.isArray(value) && value.every((item) => !isNested(item));
}

function isNested(value: Json): value is Json[] | { [name: string]: Json } {
  return typeof value === 'object' && value !== null;
}

function isRecord(value: Json | undefined): value is { [name: string]: Json } {
  return value !== undefined && isNested(value) && !Array.isArray(value);
}
