import stringWidth from 'string-width';
import type { Token } from '../theme/tokens.ts';

/** A run of text that looks alike. */
export interface Span {
  readonly text: string;
  readonly token: Token;
}

/** One row of the screen. Long content is a list of these, of which a pane shows a window. */
export type Line = readonly Span[];

export const blank: Line = [];

export function span(text: string, token: Token = 'text'): Span {
  return { text, token };
}

/** A line of one look. */
export function line(text: string, token: Token = 'text'): Line {
  return [span(text, token)];
}

export function textOf(spans: Line): string {
  return spans.map((piece) => piece.text).join('');
}

/** In terminal columns: wide characters count two, combining marks none. */
export function widthOf(spans: Line): number {
  return spans.reduce((sum, piece) => sum + stringWidth(piece.text), 0);
}

/** Gives every span of a line the same look: for a selected row. */
export function relook(spans: Line, token: Token): Line {
  return spans.map((piece) => span(piece.text, token));
}
