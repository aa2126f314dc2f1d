import stringWidth from 'string-width';
import { takeWidth } from './fit.ts';
import { span, type Line, type Span } from './line.ts';

export interface WrapOptions {
  /** Before the first row: a bullet, a number, a label. */
  readonly first?: Line;
  /** Columns before every further row. */
  readonly hang?: number;
}

/**
 * Breaks a line into rows of at most `width` columns, between words where it can and inside a word where it must.
 * A newline in the text always breaks. `Infinity` breaks at newlines only.
 */
export function wrap(spans: Line, width: number, options: WrapOptions = {}): Line[] {
  const hang = ' '.repeat(Math.min(options.hang ?? 0, Math.max(0, width - 1)));
  const rows: Span[][] = [[...(options.first ?? [])]];
  let used = (options.first ?? []).reduce((sum, piece) => sum + stringWidth(piece.text), 0);
  let atStart = true;
  let gap: Span | undefined;

  const put = (piece: Span, columns: number): void => {
    rows.at(-1)?.push(piece);
    used += columns;
    atStart = false;
  };
  const breakRow = (): void => {
    rows.push(hang === '' ? [] : [span(hang)]);
    used = hang.length;
    atStart = true;
    gap = undefined;
  };

  for (const word of words(spans)) {
    if (word.kind === 'newline') {
      breakRow();
      continue;
    }
    if (word.kind === 'space') {
      if (!atStart || rows.length === 1) gap = word.pieces[0];
      continue;
    }
    const gapColumns = gap === undefined ? 0 : stringWidth(gap.text);
    if (!atStart && used + gapColumns + word.columns > width) breakRow();
    else if (gap !== undefined) put(gap, gapColumns);
    gap = undefined;
    for (const piece of word.pieces) {
      let rest = piece.text;
      while (used + stringWidth(rest) > width) {
        const head = takeWidth(rest, width - used);
        if (head === '' && atStart) break;
        if (head !== '') put(span(head, piece.token), stringWidth(head));
        rest = rest.slice(head.length);
        breakRow();
      }
      if (rest !== '') put(span(rest, piece.token), stringWidth(rest));
    }
  }
  return rows.map(join);
}

type Word =
  | { readonly kind: 'word'; readonly pieces: readonly Span[]; readonly columns: number }
  | { readonly kind: 'space'; readonly pieces: readonly Span[] }
  | { readonly kind: 'newline' };

/** A word may run over several spans: `**bold**,` stays together. */
function words(spans: Line): Word[] {
  const found: Word[] = [];
  let pieces: Span[] = [];
  const flush = (): void => {
    if (pieces.length > 0) found.push({ kind: 'word', pieces, columns: pieces.reduce((sum, piece) => sum + stringWidth(piece.text), 0) });
    pieces = [];
  };
  for (const piece of spans) {
    for (const part of piece.text.split(/(\n|[^\S\n]+)/)) {
      if (part === '') continue;
      if (part === '\n') {
        flush();
        found.push({ kind: 'newline' });
      } else if (/^\s/.test(part)) {
        flush();
        found.push({ kind: 'space', pieces: [span(part, piece.token)] });
      } else pieces.push(span(part, piece.token));
    }
  }
  flush();
  return found;
}

function join(row: readonly Span[]): Line {
  const joined: Span[] = [];
  for (const piece of row) {
    const last = joined.at(-1);
    if (last?.token === piece.token) joined[joined.length - 1] = span(last.text + piece.text, piece.token);
    else joined.push(piece);
  }
  return joined;
}
