import type { StepState } from '../../lab/types.ts';

/** A state is always a symbol and a word. */
export const STATE_WORDS = {
  open: '· open',
  passed: '✓ passed',
  failed: '✗ failed',
  blocked: '- blocked',
  unable: '? unable',
  lost: '! lost',
} satisfies Record<StepState['state'], string>;

/** `1 step`, `2 steps`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

/** Lines under a heading. */
export function indent(text: string, by = 2): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}

/** Rows with their columns under one another; the last column is left as it is. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  return rows
    .map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : pad(cell, widths[column] ?? 0))).join('  '))
    .join('\n');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length));
}
