import type { Lab } from '../../lab/types.ts';
import type { PlannedLab } from '../../lab/index.ts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { columns, indent } from '../print/words.ts';
import { textWidth } from '../print/wrap.ts';

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
  syntax: (command) => command.option('--json', 'print JSON (docs/json/list.schema.json): the labs that are there'),
  notes: 'Exit code: 2 where a lab cannot be read; the others are listed all the same.',
  async run(context, _, { json }) {
    const { readCatalogue } = await import('../../lab/index.ts');
    const { labs, toCome, broken } = readCatalogue(context.env);
    const listed = await Promise.all(labs.map((lab) => listedLab(context, lab)));
    context.print(json ? JSON.stringify(listed, null, 2) : listText(listed, toCome));
    for (const { message } of broken) context.say(message);
    return broken.length === 0 ? 0 : 2;
  },
});

/** A lab, with how far its run is. */
async function listedLab(context: Context, lab: Lab): Promise<ListedLab> {
  const { openRun } = await import('../../lab/index.ts');
  const state = (await openRun(lab, { home: context.home, backend: context.sandbox }))?.state();
  const points = lab.steps.reduce((sum, step) => sum + step.points, 0);
  const word = state === undefined ? 'new' : state.current === undefined ? 'done' : 'started';
  const { id, title, minutes, steps } = lab;
  return { id, title, minutes, steps: steps.length, points, state: word, score: state?.score ?? 0 };
}

const SYMBOLS = { new: '· new', started: '> started', done: '✓ done' } satisfies Record<ListedLab['state'], string>;

function listText(labs: readonly ListedLab[], toCome: readonly PlannedLab[]): string {
  const there = labs.map(({ id, title, minutes, points, state, score }) => [
    SYMBOLS[state],
    id,
    `${minutes} min`,
    `${score} of ${points}`,
    title,
  ]);
  const first = labs.find(({ state }) => state === 'started') ?? labs.find(({ state }) => state === 'new');
  return [
    labs.length === 0 ? 'There are no labs.' : columns(there),
    ...(first === undefined ? [] : [`Next: \`seclab start ${first.id}\`.`]),
    ...(toCome.length === 0
      ? []
      : [
          `To come:\n${indent(
            columns(
              toCome.map(({ id, title }) => [id, title]),
              textWidth() - 2,
            ),
          )}`,
        ]),
  ].join('\n\n');
}
