import type { Terminal } from '@xterm/headless';

const CELL = { width: 8.4, height: 18 };
const MARGIN = 14;
const BACKGROUND = '#1c1f26';
const FOREGROUND = '#d7dae0';
const PALETTE = ['#1c1f26', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7dae0'];
const BRIGHT = ['#7f848e', '#ff7b86', '#b5e890', '#f5d9a0', '#82c4ff', '#e29bf0', '#7fd6e0', '#ffffff'];

interface Run {
  readonly x: number;
  readonly text: string;
  readonly style: string;
}

/** Draws what a terminal shows as an SVG picture, with its colours. */
export function drawTerminal(terminal: Terminal): string {
  const buffer = terminal.buffer.active;
  const rows = Array.from({ length: terminal.rows }, (_, y) => runsOf(terminal, buffer.baseY + y));
  const width = Math.ceil(terminal.cols * CELL.width + 2 * MARGIN);
  const height = terminal.rows * CELL.height + 2 * MARGIN;
  const lines = rows.flatMap((runs, y) =>
    runs.map(({ x, text, style }) => {
      const [left, top] = [(MARGIN + x * CELL.width).toFixed(1), MARGIN + y * CELL.height + 13];
      return `<text x="${left}" y="${top}" textLength="${(text.length * CELL.width).toFixed(1)}" ${style}>${escape(text)}</text>`;
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${FOREGROUND}" xml:space="preserve">`,
    ...lines,
    '</g></svg>',
    '',
  ].join('\n');
}

/** Neighbouring cells of one style, blanks left out. */
function runsOf(terminal: Terminal, row: number): readonly Run[] {
  const line = terminal.buffer.active.getLine(row);
  const runs: { x: number; text: string; style: string }[] = [];
  for (let x = 0; x < terminal.cols; x++) {
    const cell = line?.getCell(x);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const text = cell.getChars() === '' ? ' ' : cell.getChars();
    const style = styleOf(cell);
    const last = runs.at(-1);
    if (last !== undefined && last.style === style && last.x + last.text.length === x) last.text += text;
    else runs.push({ x, text, style });
  }
  return runs
    .map((run) => ({ ...run, x: run.x + (run.text.length - run.text.trimStart().length), text: run.text.trim() }))
    .filter(({ text }) => text !== '');
}

type Cell = NonNullable<ReturnType<NonNullable<ReturnType<Terminal['buffer']['active']['getLine']>>['getCell']>>;

function styleOf(cell: Cell): string {
  const colour = cell.isInverse() ? colourOf(cell, 'Bg', BACKGROUND) : colourOf(cell, 'Fg', FOREGROUND);
  const shown = cell.isInverse() && colour === BACKGROUND ? '#61afef' : colour;
  const parts = [
    shown === FOREGROUND ? '' : `fill="${shown}"`,
    cell.isBold() ? 'font-weight="bold"' : '',
    cell.isDim() ? 'opacity="0.6"' : '',
    cell.isUnderline() ? 'text-decoration="underline"' : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function colourOf(cell: Cell, side: 'Fg' | 'Bg', plain: string): string {
  const value = side === 'Fg' ? cell.getFgColor() : cell.getBgColor();
  if (side === 'Fg' ? cell.isFgRGB() : cell.isBgRGB()) return `#${value.toString(16).padStart(6, '0')}`;
  if (side === 'Fg' ? cell.isFgPalette() : cell.isBgPalette()) return [...PALETTE, ...BRIGHT][value] ?? indexed(value);
  return plain;
}

/** The colour cube and the greys of a 256-colour terminal. */
function indexed(value: number): string {
  if (value >= 232) return grey(8 + (value - 232) * 10);
  const cube = value - 16;
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  return `#${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => level(step).toString(16).padStart(2, '0')).join('')}`;
}

function grey(level: number): string {
  return `#${level.toString(16).padStart(2, '0').repeat(3)}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
