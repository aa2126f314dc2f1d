import stringWidth from 'string-width';
import { graphemes } from './graphemes.ts';
import { span, widthOf, type Line, type Span } from './line.ts';

const ELLIPSIS = '…';

/** Cuts a line to a width, with an ellipsis where something was lost. */
export function truncate(spans: Line, width: number): Line {
  if (width <= 0) return [];
  if (widthOf(spans) <= width) return spans;
  const kept: Span[] = [];
  let left = width - 1;
  for (const piece of spans) {
    const text = takeWidth(piece.text, left);
    if (text !== '') kept.push(span(text, piece.token));
    left -= stringWidth(text);
    if (text !== piece.text) break;
  }
  const last = kept.at(-1);
  return [...kept, span(ELLIPSIS, last?.token ?? 'text')];
}

/** Cuts or fills a line to exactly a width. */
export function fit(spans: Line, width: number): Line {
  const cut = truncate(spans, width);
  const missing = width - widthOf(cut);
  return missing > 0 ? [...cut, span(' '.repeat(missing), 'text')] : cut;
}

/** Text of exactly a width. */
export function fitText(text: string, width: number): string {
  return fit([span(text)], width)
    .map((piece) => piece.text)
    .join('');
}

/** One line with a left and a right end; the left one gives way. */
export function spread(left: Line, right: Line, width: number): Line {
  const room = width - widthOf(right) - 1;
  if (room < 1) return fit(left, width);
  return [...fit(left, room), span(' '), ...right];
}

/** As many whole characters as fit into a width. */
export function takeWidth(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let taken = '';
  let used = 0;
  for (const character of graphemes(text)) {
    used += stringWidth(character);
    if (used > width) break;
    taken += character;
  }
  return taken;
}
