import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SeclabError } from '../../aws/seclab-error.ts';
import { version } from '../../aws/version.ts';
import { writeWhole } from '../../aws/write-file.ts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { columns } from '../print/words.ts';

/** `seclab doctor` */
export default defineCommand({
  notes: 'The last line is READY with the version and the system, or the one thing to mend.',
  async run(context) {
    const rows: (readonly [string, string])[] = [['Node', `${process.versions.node} (${process.execPath})`]];
    let mend: string | undefined;
    for (const [name, look] of LOOKS) {
      try {
        rows.push([name, await look(context)]);
      } catch (error) {
        if (!(error instanceof SeclabError)) throw error;
        rows.push([name, `✗ ${error.message}`]);
        mend = error.message;
        break;
      }
    }
    context.print(columns(rows));
    context.print(mend ?? `READY ${version} ${process.platform} ${process.arch}`);
    return mend === undefined ? 0 : 3;
  },
});

/** In the order in which they build on one another: the first that fails is the one to mend. */
const LOOKS: readonly (readonly [string, (context: Context) => Promise<string>])[] = [
  ['home', lookAtHome],
  [
    'terminal',
    async () =>
      process.stdout.isTTY
        ? `${process.stdout.columns} by ${process.stdout.rows} (${process.env['TERM'] ?? 'TERM is not set'})`
        : 'none: output goes to a file or program',
  ],
  ['aws', lookAtAws],
  ['sandbox', lookAtSandbox],
];

async function lookAtHome({ home }: Context): Promise<string> {
  const file = join(home, 'doctor');
  writeWhole(file, '');
  rmSync(file);
  return home;
}

async function lookAtAws({ home, env }: Context): Promise<string> {
  const { chooseAws } = await import('../../workbench/aws-executable.ts');
  const installed = await chooseAws(home, env);
  return installed === undefined ? 'the built-in one' : `${installed.version} (${installed.path})`;
}

/** Starts it, sees whether it refuses what AWS would refuse, and leaves it as it was. */
async function lookAtSandbox({ home, sandbox }: Context): Promise<string> {
  const { findSandbox, stopSandbox } = await import('../../backend/sandbox.ts');
  const wasRunning = (await findSandbox(home)) !== undefined;
  const backend = await sandbox();
  const { enforcesPolicies, services } = await backend.capabilities();
  if (!wasRunning) await stopSandbox(home);
  if (!enforcesPolicies) {
    throw new SeclabError('sandbox.open', `The sandbox at ${backend.endpoint} does not enforce policies: install seclab anew.`, {
      exit: 3,
    });
  }
  return `${backend.endpoint}, enforces policies, serves ${services.join(', ')}`;
}
