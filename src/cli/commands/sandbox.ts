import { defineCommand } from '../command.ts';
import { parsePort } from '../parse-port.ts';

const HOUR = 3_600_000;
const DEFAULT_IDLE_HOURS = 8;

/** `seclab sandbox`: the process that other commands start. */
export default defineCommand<{ port?: number }>({
  syntax: (command) => command.option('--port <number>', 'listen there and nowhere else', parsePort),
  async run(context, _, { port }) {
    const { runSandbox } = await import('../../backend/sandbox-process.ts');
    const hours = Number(context.env['SECLAB_IDLE_HOURS'] ?? DEFAULT_IDLE_HOURS);
    await runSandbox({ home: context.home, idle: hours * HOUR, ...(port === undefined ? {} : { port }) });
    return 0;
  },
});
