import { createInterface } from 'node:readline/promises';
import { SeclabError } from '../../aws/seclab-error.ts';
import type { Lab } from '../../lab/types.ts';
import { chosenStep, requireStep } from '../chosen-step.ts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { rememberOutsideLab } from '../outside-labs.ts';
import { nextText, progressText, stepText } from '../print/step.ts';
import { replayBefore } from '../replay.ts';

/** `seclab start LAB` */
export default defineCommand<{ trust?: true; from?: string }>({
  syntax: (command) =>
    command
      .argument('<lab>', 'id of a lab, or the folder of one')
      .option('--from <step>', 'begin in the middle: what comes before is done for you, for no points')
      .option('--trust', 'let the programs of a lab outside seclab run, now and later'),
  notes: 'A lab that was started before goes on where it was. `seclab reset` begins anew.',
  async run(context, [id = ''], { trust, from }) {
    const { openLab, openRun, startRun } = await import('../../lab/index.ts');
    const lab = openLab(id, context.env);
    await settleTrust(context, lab, trust === true);
    const options = { home: context.home, backend: context.sandbox };
    if ((await openRun(lab, options)) === undefined) context.say(`Setting up ${lab.title} ...`);
    const run = await startRun(lab, options);
    if (from !== undefined) await replayBefore(context, run, requireStep(run, from));
    const step = chosenStep(run, from);
    context.print(step === undefined ? progressText(run) : stepText(run, step));
    context.print(`\n${nextText(run.files)}`);
    return 0;
  },
});

/** The code of a lab from outside runs only after its user said so. Throws SeclabError `lab.untrusted`. */
async function settleTrust(context: Context, lab: Lab, isGiven: boolean): Promise<void> {
  if (lab.origin === 'program') return;
  const { isTrusted, trustLab } = await import('../../lab/index.ts');
  if (!isTrusted(context.home, lab)) {
    if (!isGiven && !(await asksToTrust(context, lab))) {
      const mend = `Read them, then \`seclab start ${lab.folder} --trust\`.`;
      throw new SeclabError('lab.untrusted', `The programs setup.ts and checks.ts of ${lab.folder} would run as you. ${mend}`);
    }
    trustLab(context.home, lab);
  }
  rememberOutsideLab(context.home, lab.folder);
}

/** Asks the person, where there is one. */
async function asksToTrust({ signal }: Context, { folder }: Lab): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`The programs setup.ts and checks.ts of ${folder} would run as you. Trust them? [y/N] `, { signal });
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}
