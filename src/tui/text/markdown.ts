import { lexer, type MarkedToken, type Token as Parsed, type Tokens } from 'marked';
import type { Token } from '../theme/tokens.ts';
import { clean } from './clean.ts';
import { codeLines } from './code.ts';
import { blank, line, span, type Line, type Span } from './line.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

export interface MarkdownOptions {
  /** Columns; `Infinity` for a screen reader, whose terminal breaks lines itself. */
  readonly width: number;
  /** No columns and no drawing: a table becomes one sentence a row. */
  readonly linear?: boolean;
}

/** Turns a lab's Markdown into rows in the theme's tokens. */
export function markdownLines(markdown: string, options: MarkdownOptions): Line[] {
  return blocks(lexer(clean(markdown)), options, true);
}

/** Inline Markdown (a hint's sentence, a quiz option) as spans. */
export function inlineSpans(tokens: readonly Parsed[], token: Token = 'text'): Span[] {
  return tokens.flatMap((piece) => inline(piece, token));
}

function blocks(tokens: readonly Parsed[], options: MarkdownOptions, loose: boolean): Line[] {
  const lines: Line[] = [];
  for (const token of tokens) {
    const block = known(token) ? blockLines(token, options) : wrap([span(token.raw)], options.width);
    if (block.length === 0) continue;
    if (loose && lines.length > 0) lines.push(blank);
    lines.push(...block);
  }
  return lines;
}

function blockLines(token: MarkedToken, options: MarkdownOptions): Line[] {
  const { width, linear } = options;
  switch (token.type) {
    case 'heading':
      return wrap(inlineSpans(token.tokens, 'heading'), width);
    case 'paragraph':
      return wrap(inlineSpans(token.tokens), width);
    case 'text':
      return wrap(token.tokens === undefined ? [span(token.text)] : inlineSpans(token.tokens), width);
    case 'code':
      return codeLines(token.text, token.lang ?? '').flatMap((row) => wrapCode(row, options));
    case 'list':
      return listLines(token, options);
    case 'table':
      return tableLines(
        token.header.map(cell),
        token.rows.map((row) => row.map(cell)),
        options,
      );
    case 'blockquote':
      return indent(blocks(token.tokens, narrower(options, 2), true), linear ? '' : '│ ');
    case 'hr':
      return linear ? [] : [line('─'.repeat(Math.min(width, 40)), 'rule')];
    case 'html':
      return token.text.startsWith('<!--') ? [] : wrap([span(token.text.trimEnd())], width);
    case 'space':
    case 'def':
      return [];
    default:
      return wrap([span(token.raw.trimEnd())], width);
  }
}

function listLines(list: Tokens.List, options: MarkdownOptions): Line[] {
  const start = list.start === '' ? 1 : list.start;
  return list.items.flatMap((item, index) => {
    const bullet = list.ordered ? `${start + index}. ` : options.linear ? '- ' : '• ';
    const body = blocks(
      item.tokens.filter((token) => token.type !== 'checkbox'),
      narrower(options, bullet.length),
      item.loose,
    );
    const label = item.task ? `${bullet}[${item.checked === true ? 'x' : ' '}] ` : bullet;
    const [first = blank, ...rest] = body;
    const gap = list.loose && index > 0 ? [blank] : [];
    return [...gap, [span(label, 'text.quiet'), ...first], ...indent(rest, ' '.repeat(bullet.length))];
  });
}

function wrapCode(row: Line, { width, linear }: MarkdownOptions): Line[] {
  if (linear) return [row];
  return row.length === 0 ? [blank] : wrap(row, width, { first: [span('  ', 'code')], hang: 6 });
}

function indent(lines: readonly Line[], by: string): Line[] {
  return lines.map((row) => (row.length === 0 && by.trim() === '' ? row : [span(by, 'rule'), ...row]));
}

function narrower(options: MarkdownOptions, by: number): MarkdownOptions {
  return { ...options, width: Math.max(10, options.width - by) };
}

function cell(parsed: Tokens.TableCell): Line {
  return inlineSpans(parsed.tokens);
}

function inline(token: Parsed, look: Token): Span[] {
  if (!known(token)) return [span(token.raw, look)];
  switch (token.type) {
    case 'strong':
      return inlineSpans(token.tokens, look === 'heading' ? 'heading' : 'text.strong');
    case 'em':
      return inlineSpans(token.tokens, look === 'heading' ? 'heading' : 'text.emphasis');
    case 'codespan':
      return [span(token.text, 'code')];
    case 'link':
      return token.text === token.href
        ? [span(token.href, 'link')]
        : [...inlineSpans(token.tokens, look), span(' '), span(`(${token.href})`, 'link')];
    case 'image':
      return [span(`[picture: ${token.text}]`, 'text.quiet')];
    case 'br':
      return [span('\n', look)];
    case 'del':
      return inlineSpans(token.tokens, 'text.quiet');
    case 'escape':
      return [span(token.text, look)];
    case 'text':
      return token.tokens === undefined ? [span(soft(token.text), look)] : inlineSpans(token.tokens, look);
    default:
      return [span(soft(token.raw), look)];
  }
}

/** A newline inside a paragraph is a space. */
function soft(text: string): string {
  return text.replaceAll(/ *\n */g, ' ');
}

const KNOWN = new Set(
  'blockquote br checkbox code codespan def del em escape heading hr html image link list list_item paragraph space strong table text'.split(
    ' ',
  ),
);

function known(token: Parsed): token is MarkedToken {
  return KNOWN.has(token.type);
}
