/** An error meant for the person in front of the terminal: one clear sentence that quotes what came and what was expected. */
export class SeclabError extends Error {
  override readonly name = 'SeclabError';
  /** Stable, for programs: `lab.unknown`, `home.readOnly`, `port.taken`, ... */
  readonly code: string;
  /** Exit code of a command that ends with it: 1 not passed, 2 bad usage or bad lab, 3 unable. */
  readonly exit: 1 | 2 | 3;

  constructor(code: string, message: string, options: { exit?: 1 | 2 | 3; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.exit = options.exit ?? 2;
  }
}
