import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { type Line, span, textOf } from '../../tui/text/line.ts';
import { tableLines } from '../../tui/text/table.ts';
import { wrapText, textWidth } from './wrap.ts';

/** A lab's Markdown as text to read: paragraphs wrapped, tables in columns, blocks of code indented. `code` keeps its backticks. */
export function markdownText(markdown: string, width = textWidth()): string {
  return blocks(lexer(markdown), width, '\n\n');
}

function blocks(tokens: readonly Token[], width: number, between: string): string {
  const texts = tokens.map((token) => block(token as MarkedToken, width));
  return texts.filter((text) => text !== '').join(between);
}

function block(token: MarkedToken, width: number): string {
  switch (token.type) {
    case 'space':
    case 'def':
      return '';
    case 'heading':
    case 'paragraph':
    case 'text':
      return wrapText(inline(token), width);
    // A command must come out as it is to be typed.
    case 'code':
      return under('  ', token.text);
    case 'list':
      return listText(token, width);
    case 'table':
      return tableText(token, width);
    case 'blockquote':
      return under('  ', blocks(token.tokens, width - 2, '\n\n'));
    default:
      return wrapText(token.raw.trim(), width);
  }
}

function listText({ items, ordered, start, loose }: Tokens.List, width: number): string {
  const texts = items.map(({ tokens, loose: isLoose }, index) => {
    const bullet = ordered ? `${Number(start) + index}. ` : '- ';
    const body = blocks(tokens, width - bullet.length, isLoose ? '\n\n' : '\n');
    return bullet + under(' '.repeat(bullet.length), body).trimStart();
  });
  return texts.join(loose ? '\n\n' : '\n');
}

function tableText({ header, rows }: Tokens.Table, width: number): string {
  const cells = (row: readonly Tokens.TableCell[]): Line[] => row.map((cell) => [span(inline(cell))]);
  return tableLines(cells(header), rows.map(cells), { width })
    .map((line) => textOf(line).trimEnd())
    .join('\n');
}

/** Words without the marks of strong; a newline inside a paragraph is a space. */
function inline({ text, tokens }: { readonly text: string; readonly tokens?: readonly Token[] | undefined }): string {
  return tokens === undefined ? text : tokens.map((token) => words(token as MarkedToken)).join('');
}

function words(token: MarkedToken): string {
  switch (token.type) {
    case 'strong':
    case 'del':
      return inline(token);
    case 'text':
      return inline(token).replaceAll(/ *\n */g, ' ');
    case 'escape':
      return token.text;
    case 'br':
      return '\n';
    case 'link':
      return token.text === token.href ? token.href : `${inline(token)} (${token.href})`;
    default:
      return token.raw.replaceAll('\n', ' ');
  }
}

function under(prefix: string, text: string): string {
  return text.replaceAll(/^(?=.)/gm, prefix);
}
