import { createRequire } from 'node:module';
import type { IPty } from '@lydell/node-pty';

const { spawn }: typeof import('@lydell/node-pty') = createRequire(import.meta.url)('@lydell/node-pty');

/** A program in a pseudo-terminal of 80x24. */
export interface Terminal {
  /** Resolves, with the time in milliseconds since it was started, once the output after `from` contains the text. */
  shows(text: string, from?: number): Promise<number>;
  /** How many characters were written so far. */
  readonly written: number;
  press(keys: string): void;
  end(): Promise<void>;
}

export function openTerminal(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Terminal {
  const start = performance.now();
  const pty: IPty = spawn(process.execPath, [...args], { cols: 80, rows: 24, env: { ...env, TERM: 'xterm-256color' } });
  let output = '';
  let notify = () => {};
  const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()));
  pty.onData((data) => {
    output += data;
    notify();
  });
  return {
    get written() {
      return output.length;
    },
    shows: (text, from = 0) =>
      new Promise((resolve, reject) => {
        const tooLate = setTimeout(() => reject(new Error(`Expected ${JSON.stringify(text)} on the screen, got:\n${output}`)), 15_000);
        notify = () => {
          if (!output.slice(from).includes(text)) return;
          clearTimeout(tooLate);
          notify = () => {};
          resolve(performance.now() - start);
        };
        notify();
      }),
    press: (keys) => pty.write(keys),
    end: async () => {
      pty.kill('SIGKILL');
      await ended;
    },
  };
}
