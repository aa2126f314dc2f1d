import { PassThrough, Writable } from 'node:stream';
import xterm from '@xterm/headless';
import { expect } from 'vitest';
import { openScreen, type ScreenOptions } from '../../../src/tui/index.ts';

/** Times of calls are shown by the learner's clock. */
process.env['TZ'] = 'UTC';

/** Milliseconds after which a screen that has not come will not come. */
const PATIENCE = 10_000;

declare module 'vitest' {
  interface Matchers {
    /** Waits until the screen shows this text; with `not`, until it shows it no longer. */
    toShow(text: string): Promise<void>;
  }
}

expect.extend({
  async toShow(screen: ScreenTerminal, expected: string) {
    const hidden = this.isNot === true;
    const came = await screen.comes((text) => text.includes(expected) !== hidden);
    const message = () => `The screen never came to show ${hidden ? 'no ' : ''}${JSON.stringify(expected)}. It shows:\n${screen.text()}`;
    return { pass: came !== hidden, message };
  },
});

export const keys = {
  enter: '\r',
  escape: '\u001b',
  tab: '\t',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  home: '\u001b[H',
  end: '\u001b[F',
  ctrlC: '\u0003',
} as const;

export interface ScreenTerminal {
  /** What a person sees: the rows, without trailing blanks. */
  text(): string;
  /** Every byte that was written. */
  raw(): string;
  /** Sends the bytes of keys. */
  press(...bytes: readonly string[]): void;
  /** Waits until its text holds; false where it never did. */
  comes(holds: (text: string) => boolean): Promise<boolean>;
  /** Gives every key that was sent its turn. */
  settle(): Promise<void>;
  resize(columns: number, rows: number): void;
  /** Settles when the screen was left. */
  readonly left: Promise<void>;
  close(): Promise<void>;
}

class Output extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly written: string[] = [];
  readonly #terminal: xterm.Terminal;

  constructor(terminal: xterm.Terminal) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
    this.columns = terminal.cols;
    this.rows = terminal.rows;
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    this.written.push(String(chunk));
    this.#terminal.write(String(chunk), done);
  }
}

class Input extends PassThrough {
  readonly isTTY = true;
  setRawMode(): this {
    return this;
  }
  ref(): void {}
  unref(): void {}
}

/** Opens the screen in an emulated terminal of `columns` by `rows`. */
export function openTerminal(columns: number, rows: number, options: ScreenOptions): ScreenTerminal {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true, scrollback: 5000 });
  const stdout = new Output(terminal);
  const stdin = new Input();
  let failure: unknown;
  const left = openScreen({ env: {}, ...options, stdout, stdin });
  left.catch((error: unknown) => (failure = error));

  const text = (): string => {
    const buffer = terminal.buffer.active;
    const from = options.plain === true ? 0 : buffer.baseY;
    const lines = Array.from(
      { length: buffer.baseY + terminal.rows - from },
      (_, row) => buffer.getLine(from + row)?.translateToString(true) ?? '',
    );
    return lines.join('\n').trimEnd();
  };
  const comes = async (holds: (text: string) => boolean): Promise<boolean> => {
    const giveUp = Date.now() + PATIENCE;
    while (!holds(text())) {
      if (failure !== undefined) throw failure;
      if (Date.now() > giveUp) return false;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return true;
  };

  return {
    text,
    raw: () => stdout.written.join(''),
    press(...bytes) {
      for (const each of bytes) stdin.write(each);
    },
    comes,
    async settle() {
      for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
    },
    resize(toColumns, toRows) {
      terminal.resize(toColumns, toRows);
      stdout.columns = toColumns;
      stdout.rows = toRows;
      stdout.emit('resize');
    },
    left,
    async close() {
      stdin.write(keys.ctrlC);
      await left;
    },
  };
}
