import type { Run } from '../../lab/types.ts';
import { damagedFiles } from '../../backend/sandbox-folder.ts';
import { defineCommand } from '../command.ts';
import { findRun } from '../place.ts';
import { progressText } from '../print/step.ts';

/** `seclab status` */
export default defineCommand<{ json?: true }>({
  syntax: (command) => command.option('--json', 'print JSON'),
  async run(context, _, { json }) {
    const { findSandbox } = await import('../../backend/sandbox.ts');
    const sandbox = await (await findSandbox(context.home))?.status();
    const run = await findRun(context);
    if (json) {
      context.print(JSON.stringify({ home: context.home, sandbox: sandbox ?? null, run: run?.state() ?? null }, null, 2));
      return 0;
    }
    context.print(
      sandbox === undefined
        ? 'The sandbox does not run.'
        : `The sandbox (${sandbox.backend}) runs at ${sandbox.endpoint}, process ${sandbox.pid}.`,
    );
    context.print(run === undefined ? 'No lab is started: `seclab list` shows them.' : `\n${runText(run)}`);
    for (const copy of run?.state().setAside ?? []) context.say(`A damaged progress file was set aside: ${copy}`);
    for (const copy of damagedFiles(context.home)) context.say(`A damaged file of the sandbox was set aside: ${copy}`);
    return 0;
  },
});

function runText(run: Run): string {
  const { current } = run.state();
  const next =
    current === undefined ? 'All steps have passed: `seclab list` shows what is next.' : `Next: \`seclab show\` says what ${current} asks.`;
  return `${run.lab.title} (${run.lab.id})\n${progressText(run)}\n\n${next}`;
}
