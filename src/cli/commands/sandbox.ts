import { SeclabError } from '../../aws/seclab-error.ts';
import { defineCommand } from '../command.ts';
import { parsePort } from '../parse-port.ts';

const HOUR = 3_600_000;
const DEFAULT_IDLE_HOURS = 8;

/** `seclab sandbox`: the process that other commands start. */
export default defineCommand<{ port?: number }>({
  syntax: (command) => command.option('--port <number>', 'listen there and nowhere else', parsePort),
  async run(context, _, { port }) {
    const { runSandbox } = await import('../../backend/sandbox-process.ts');
    await runSandbox({
      home: context.home,
      idle: idleHours(context.env['SECLAB_IDLE_HOURS']) * HOUR,
      ...(port === undefined ? {} : { port }),
    });
    return 0;
  },
});

/** After how many hours without use it ends itself. Throws SeclabError `sandbox.idle`. */
function idleHours(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_IDLE_HOURS;
  const hours = Number(text);
  if (hours > 0 && Number.isFinite(hours)) return hours;
  throw new SeclabError('sandbox.idle', `Expected SECLAB_IDLE_HOURS to be a number of hours, got "${text}".`);
}
