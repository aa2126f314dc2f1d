import type { Token } from './tokens.ts';

/** The looks that a terminal gives everywhere. Colours are the terminal's own sixteen, so that its light or dark palette holds. */
export interface Look {
  readonly color?: 'green' | 'red' | 'yellow' | 'cyan' | 'blue' | 'magenta' | 'gray';
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
}

export type Theme = Readonly<Record<Token, Look>>;

const colour: Theme = {
  text: {},
  'text.quiet': { color: 'gray' },
  'text.strong': { bold: true },
  'text.emphasis': { italic: true },
  title: { bold: true },
  heading: { bold: true, color: 'cyan' },
  rule: { color: 'gray' },
  link: { underline: true },
  key: { bold: true },
  selection: { inverse: true },
  'status.success': { color: 'green' },
  'status.failure': { color: 'red' },
  'status.waiting': { color: 'gray' },
  'status.unable': { color: 'yellow' },
  'status.lost': { color: 'yellow', bold: true },
  'status.open': {},
  'status.busy': { color: 'cyan' },
  'notice.error': { color: 'yellow' },
  code: { color: 'cyan' },
  'code.command': { color: 'cyan', bold: true },
  'code.option': { color: 'blue' },
  'code.key': { color: 'blue' },
  'code.string': { color: 'green' },
  'code.literal': { color: 'magenta' },
  'code.variable': { color: 'magenta' },
  'code.comment': { color: 'gray' },
};

/** For `NO_COLOR`: weight and inversion only. Every state is a symbol and a word anyway. */
const noColour: Theme = {
  text: {},
  'text.quiet': {},
  'text.strong': { bold: true },
  'text.emphasis': { italic: true },
  title: { bold: true },
  heading: { bold: true },
  rule: {},
  link: { underline: true },
  key: { bold: true },
  selection: { inverse: true },
  'status.success': { bold: true },
  'status.failure': { bold: true },
  'status.waiting': {},
  'status.unable': { bold: true },
  'status.lost': { bold: true },
  'status.open': {},
  'status.busy': {},
  'notice.error': { bold: true },
  code: {},
  'code.command': { bold: true },
  'code.option': {},
  'code.key': {},
  'code.string': {},
  'code.literal': {},
  'code.variable': {},
  'code.comment': {},
};

/** The theme for an environment; a non-empty `NO_COLOR` asks for none (https://no-color.org). */
export function themeFor(env: Readonly<Record<string, string | undefined>>): Theme {
  return env['NO_COLOR'] ? noColour : colour;
}
