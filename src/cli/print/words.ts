import type { StepState } from '../../lab/types.ts';
import { textWidth, wrapText } from './wrap.ts';

/** A state is always a symbol and a word. */
export const STATE_WORDS = {
  open: '· open',
  passed: '✓ passed',
  failed: '✗ failed',
  blocked: '- blocked',
  unable: '? unable',
  lost: '! lost',
} satisfies Record<StepState['state'], string>;

const GAP = '  ';
/** A last column that would be narrower than this is left to the terminal. */
const NARROWEST = 24;

/** `1 step`, `2 steps`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

/** Lines under a heading. */
export function indent(text: string, by = 2): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}

/** Rows with their columns under one another; the last column is wrapped to what is left of `width`. */
export function columns(rows: readonly (readonly string[])[], width = textWidth()): string {
  const last = Math.max(0, ...rows.map((row) => row.length - 1));
  const widths = Array.from({ length: last }, (_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  const before = widths.reduce((sum, each) => sum + each + GAP.length, 0);
  const room = width - before < NARROWEST ? Infinity : width - before;
  return rows
    .map((row) => {
      const cells = row.slice(0, last).map((cell, column) => pad(cell, widths[column] ?? 0) + GAP);
      const [first = '', ...further] = wrapText(row[last] ?? '', room).split('\n');
      return [cells.join('') + first, ...further.map((line) => indent(line, before))].map((line) => line.trimEnd()).join('\n');
    })
    .join('\n');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length));
}
