import { SeclabError } from '../aws/seclab-error.ts';
import { withLocalHosts } from '../workbench/guard.ts';
import { type Context, processContext } from './context.ts';
import { runCommand } from './run-command.ts';

const INTERRUPTED = 130;
const UNABLE = 3;
/** What a command has, after Ctrl-C, to end what it started. */
const GRACE = 2000;

/** Runs seclab with the given arguments; returns the exit code. Errors for people are printed as one sentence. */
export async function main(args: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  endQuietlyWithoutReader();
  goPastProxies();
  process.on('SIGINT', () => {
    interrupt.abort();
    setTimeout(() => process.exit(INTERRUPTED), GRACE).unref();
  });
  const context = processContext(interrupt.signal);
  const exit = await Promise.race([runToExitCode(context, args), interrupted(interrupt.signal)]);
  return interrupt.signal.aborted ? INTERRUPTED : exit;
}

async function runToExitCode(context: Context, args: readonly string[]): Promise<number> {
  try {
    return await runCommand(context, args);
  } catch (error) {
    if (context.signal.aborted) return INTERRUPTED;
    if (error instanceof SeclabError) {
      context.say(error.message);
      return error.exit;
    }
    context.say(
      `Something in seclab went wrong. Please report it with what follows.\n${error instanceof Error ? error.stack : String(error)}`,
    );
    return UNABLE;
  }
}

/** Gives a command that looks at the signal the time to end in order; one that does not is left. */
function interrupted(signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => signal.addEventListener('abort', () => setTimeout(resolve, GRACE / 2, INTERRUPTED).unref()));
}

/** `seclab events | head` is no error. */
function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

/** Where Node itself goes by the proxy of the environment (`NODE_USE_ENV_PROXY`), the sandbox would be looked for there. */
function goPastProxies(): void {
  const hosts = withLocalHosts(process.env['NO_PROXY'] ?? process.env['no_proxy']);
  Object.assign(process.env, { NO_PROXY: hosts, no_proxy: hosts });
}
