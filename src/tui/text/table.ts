import { fit } from './fit.ts';
import { blank, relook, span, textOf, widthOf, type Line } from './line.ts';
import { wrap } from './wrap.ts';

const GAP = 2;
const NARROWEST = 8;

/** A table in columns; where it cannot fit, or for a screen reader, one `header: cell` list a row. */
export function tableLines(
  header: readonly Line[],
  rows: readonly (readonly Line[])[],
  options: { width: number; linear?: boolean },
): Line[] {
  const widths = options.linear ? undefined : columnWidths([header, ...rows], options.width);
  if (widths === undefined) return rows.flatMap((row) => spokenRow(header, row, options.width));
  const rule: Line = [span(widths.map((width) => '─'.repeat(width)).join(' '.repeat(GAP)), 'rule')];
  const head = rowLines(
    header.map((cell) => relook(cell, 'text.strong')),
    widths,
  );
  const tall = rows.some((row) => rowLines(row, widths).length > 1);
  const body = rows.flatMap((row, index) => [...(tall && index > 0 ? [blank] : []), ...rowLines(row, widths)]);
  return [...head, rule, ...body];
}

/** Natural widths where they fit; else the widest columns give way first. */
function columnWidths(rows: readonly (readonly Line[])[], width: number): number[] | undefined {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) => Math.max(1, ...rows.map((row) => widthOf(row[column] ?? []))));
  const room = width - GAP * (count - 1);
  while (widths.reduce((sum, each) => sum + each, 0) > room) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) return undefined;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function rowLines(cells: readonly Line[], widths: readonly number[]): Line[] {
  const columns = widths.map((width, index) => wrap(cells[index] ?? [], width));
  const height = Math.max(...columns.map((column) => column.length));
  return Array.from({ length: height }, (_, at) =>
    columns.flatMap((column, index) => {
      const last = index === columns.length - 1;
      const content = column[at] ?? [];
      return last ? content : [...fit(content, widths[index] ?? 0), span(' '.repeat(GAP))];
    }),
  );
}

function spokenRow(header: readonly Line[], row: readonly Line[], width: number): Line[] {
  const sentence = row.flatMap((cell, index) => [span(`${index > 0 ? '; ' : ''}${textOf(header[index] ?? [])}: `, 'text.quiet'), ...cell]);
  return wrap(sentence, width, { first: [span('- ', 'text.quiet')], hang: 2 });
}
