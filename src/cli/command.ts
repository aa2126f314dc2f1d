import type { Command } from 'commander';
import type { Context } from './context.ts';

/** What a file of `commands/` holds: how the command is written, and what it does. */
export interface CommandFile<Options = Readonly<Record<string, unknown>>> {
  /** Adds arguments and options. */
  readonly syntax?: (command: Command) => Command;
  /** More help, after the options. */
  readonly notes?: string;
  /** Returns the exit code: 0 done or passed, 1 not passed, 2 bad usage, 3 unable. */
  readonly run: (context: Context, args: readonly (string | undefined)[], options: Options) => Promise<number>;
}

/** Types the options of a command file. */
export function defineCommand<Options>(file: CommandFile<Options>): CommandFile<Options> {
  return file;
}
