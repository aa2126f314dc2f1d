import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { screenServices } from '../screen-services.ts';

const PLAYGROUND = 'playground';

/** `seclab screen [LAB]`, and `seclab` alone. */
export default defineCommand<{ plain?: true }>({
  syntax: (command) =>
    command
      .argument('[lab]', 'id of a lab; default: the one that you were in, else all of them')
      .option('--plain', 'a transcript without drawing, for screen readers'),
  notes: 'SECLAB_SCREEN_READER=1 does the same as --plain.',
  async run(context, [asked], { plain }) {
    const startAt = asked === undefined ? await labLeft(context) : await knownLab(context, asked);
    const { openScreen } = await import('../../tui/index.ts');
    await openScreen({
      services: screenServices(context),
      env: context.env,
      ...(startAt === undefined ? {} : { startAt }),
      ...(plain === undefined ? {} : { plain }),
    });
    return 0;
  },
});

/** The lab that a returning learner was in: in its shell, or last. Only its name is looked up, since the first frame waits for it. */
async function labLeft({ env, home }: Context): Promise<string | undefined> {
  const { readCurrent } = await import('../../lab/run-folder.ts');
  const shell = env['SECLAB_LAB'] ?? '';
  if (shell === PLAYGROUND) return undefined;
  return shell === '' ? readCurrent(home) : shell;
}

/** Throws SeclabError `lab.unknown`, `lab.invalid`. */
async function knownLab({ env }: Context, asked: string): Promise<string> {
  const { openLab } = await import('../../lab/index.ts');
  return openLab(asked, env).id;
}
