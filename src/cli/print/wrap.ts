import wrapAnsi from 'wrap-ansi';

const WIDEST = 100;

/** Columns for text: those of the terminal, up to what reads well. Output to a file or a program is not wrapped. */
export function textWidth(): number {
  return process.stdout.isTTY ? Math.min(process.stdout.columns, WIDEST) : Infinity;
}

/** Breaks each line of a text between words, never inside one (an ARN is copied whole); further rows keep the line's indentation. */
export function wrapText(text: string, width = textWidth()): string {
  if (width === Infinity) return text;
  return text
    .split('\n')
    .map((line) => {
      const indentation = /^ */.exec(line)?.[0] ?? '';
      const rows = wrapAnsi(line.slice(indentation.length), Math.max(1, width - indentation.length)).split('\n');
      return rows.map((row) => indentation + row).join('\n');
    })
    .join('\n');
}
