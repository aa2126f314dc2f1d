import { createInterface } from 'node:readline/promises';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import type { Lab } from '../../lab/types.ts';
import { progressText, stepText } from '../print/step.ts';

/** `seclab start LAB` */
export default defineCommand<{ trust?: true }>({
  syntax: (command) =>
    command
      .argument('<lab>', 'id of a lab, or the folder of one')
      .option('--trust', 'let the programs of a lab outside seclab run, now and later'),
  notes: 'A lab that was started before goes on where it was. `seclab reset` begins anew.',
  async run(context, [id = ''], { trust }) {
    const { openLab, openRun, startRun, trustLab, isTrusted } = await import('../../lab/index.ts');
    const lab = openLab(id, context.env);
    if (!isTrusted(context.home, lab) && (trust === true || (await asksToTrust(context, lab)))) trustLab(context.home, lab);
    const options = { home: context.home, backend: context.sandbox };
    if ((await openRun(lab, options)) === undefined) context.say(`Setting up ${lab.title} ...`);
    const run = await startRun(lab, options);
    const { current } = run.state();
    const step = lab.steps.find((step) => step.id === current);
    context.print(step === undefined ? progressText(run) : stepText(run, step));
    context.print(
      `\nYour files: ${run.files}\nNext: \`seclab shell\` to work, \`seclab check\` to see how far you are, \`seclab hint\` if you are stuck.`,
    );
    return 0;
  },
});

/** Asks the person, where there is one. */
async function asksToTrust({ signal }: Context, { folder }: Lab): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`The programs setup.ts and checks.ts of ${folder} would run as you. Trust them? [y/N] `, { signal });
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}
