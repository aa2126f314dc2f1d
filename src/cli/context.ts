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
  /** The sandbox, started if it does not run. Asked for twice, it is the same; after a failure it is tried again. */
  readonly sandbox: () => Promise<Backend>;
}

/** The context of this process. */
export function processContext(signal: AbortSignal): Context {
  const home = homeFolder();
  let sandbox: Promise<Backend> | undefined;
  const openSandbox = async () => (await import('../backend/sandbox.ts')).openSandbox(home);
  const forget = (error: unknown) => {
    sandbox = undefined;
    throw error;
  };
  return {
    home,
    env: withOutsideLabs(home, process.env),
    print: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    signal,
    sandbox: () => (sandbox ??= openSandbox().catch(forget)),
  };
}
