import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { columns } from '../print/words.ts';

export interface ListedLab {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly steps: number;
  readonly points: number;
  readonly state: 'new' | 'started' | 'done';
  readonly score: number;
}

/** `seclab list` */
export default defineCommand<{ json?: true }>({
  syntax: (command) => command.option('--json', 'print JSON (docs/json/list.schema.json)'),
  async run(context, _, { json }) {
    const labs = await listedLabs(context);
    context.print(json ? JSON.stringify(labs, null, 2) : listText(labs));
    return 0;
  },
});

/** All labs, each with how far its run is. */
export async function listedLabs(context: Context): Promise<readonly ListedLab[]> {
  const { listLabs, openRun } = await import('../../lab/index.ts');
  const options = { home: context.home, backend: context.sandbox };
  return Promise.all(
    listLabs(context.env).map(async (lab): Promise<ListedLab> => {
      const state = (await openRun(lab, options))?.state();
      const points = lab.steps.reduce((sum, step) => sum + step.points, 0);
      const word = state === undefined ? 'new' : state.current === undefined ? 'done' : 'started';
      const { id, title, minutes, steps } = lab;
      return { id, title, minutes, steps: steps.length, points, state: word, score: state?.score ?? 0 };
    }),
  );
}

const SYMBOLS = { new: '· new', started: '> started', done: '✓ done' } satisfies Record<ListedLab['state'], string>;

function listText(labs: readonly ListedLab[]): string {
  if (labs.length === 0) return 'There are no labs.';
  return columns(
    labs.map(({ id, title, minutes, points, state, score }) => [SYMBOLS[state], id, `${minutes} min`, `${score} of ${points}`, title]),
  );
}
