import { parseArgs } from 'node:util';
import { SeclabError } from '../../aws/seclab-error.ts';
import { defineCommand } from '../command.ts';

const HOUR = 3_600_000;
const DEFAULT_IDLE_HOURS = 8;

/** `seclab sandbox [--port NUMBER]`: the process that other commands start. */
export default defineCommand<object>({
  async run(context, args) {
    const port = portOf(args.filter((arg) => arg !== undefined));
    const { runSandbox } = await import('../../backend/sandbox-process.ts');
    await runSandbox({
      home: context.home,
      idle: idleHours(context.env['SECLAB_IDLE_HOURS']) * HOUR,
      ...(port === undefined ? {} : { port }),
    });
    return 0;
  },
});

/** The port to listen on and nowhere else, if one is given; 0 is any free one. Throws SeclabError `sandbox.usage`. */
function portOf(args: readonly string[]): number | undefined {
  const { port, ...others } = parseArgs({
    args: [...args],
    options: { port: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  }).values;
  if (port === undefined && args.length === 0) return undefined;
  const number = Number(port);
  if (typeof port === 'string' && /^\d+$/.test(port) && number <= 65_535 && Object.keys(others).length === 0) return number;
  throw new SeclabError('sandbox.usage', `Expected nothing or \`--port\` with a number from 0 to 65535, got "${args.join(' ')}".`);
}

/** After how many hours without use it ends itself. Throws SeclabError `sandbox.idle`. */
function idleHours(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_IDLE_HOURS;
  const hours = Number(text);
  if (hours > 0 && Number.isFinite(hours)) return hours;
  throw new SeclabError('sandbox.idle', `Expected SECLAB_IDLE_HOURS to be a number of hours, got "${text}".`);
}
