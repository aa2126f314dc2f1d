import { homeFolder } from '../aws/home.ts';
import type { Backend } from '../backend/types.ts';
import { withOutsideLabs } from './outside-labs.ts';

/** What a command is given to work with. */
export interface Context {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes a line, or several, to the output. */
  readonly print: (text: string) => void;
  /** Writes a line for the person only: progress, warnings. */
  readonly say: (text: string) => void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The sandbox, started if it does not run. Asked for twice, it is the same. */
  readonly sandbox: () => Promise<Backend>;
}

/** The context of this process. */
export function processContext(signal: AbortSignal): Context {
  const home = homeFolder();
  let sandbox: Promise<Backend> | undefined;
  return {
    home,
    env: withOutsideLabs(home, process.env),
    print: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    signal,
    sandbox: () => (sandbox ??= import('../backend/sandbox.ts').then(({ openSandbox }) => openSandbox(home))),
  };
}
