import { defineCommand } from '../command.ts';
import { openPlace, type Place } from '../place.ts';
import { eventLine, isDenied } from '../print/event.ts';
import type { ApiEvent } from '../../iam/event.ts';

/** `seclab events` */
export default defineCommand<{ follow?: true; denied?: true; json?: true; playground?: true }>({
  syntax: (command) =>
    command
      .option('--follow', 'go on with calls as they come, until Ctrl-C')
      .option('--denied', 'only calls that were refused for want of permission')
      .option('--playground', 'those of the playground, also while a lab is started')
      .option('--json', 'print one JSON object a line (docs/json/event.schema.json)'),
  async run(context, _, { follow, denied, json, playground }) {
    const place = await openPlace(context, playground ? 'playground' : undefined);
    const print = (event: ApiEvent) => {
      if (!denied || isDenied(event)) context.print(json ? JSON.stringify(event) : eventLine(event));
    };
    // Listening begins before the past is read, so that nothing falls between.
    const coming = follow ? place.backend.follow(Object.values(place.accounts), context.signal)[Symbol.asyncIterator]() : undefined;
    const first = coming?.next();
    const past = await pastEvents(place);
    past.forEach(print);
    if (coming === undefined || first === undefined) {
      if (!json && past.some(isDenied)) context.say('`seclab why NUMBER` explains a line of these.');
      return 0;
    }
    const seen = new Set(past.map(({ id }) => id));
    for (let next = await first; next.done !== true; next = await coming.next()) {
      if (!seen.has(next.value.id)) print(next.value);
    }
    return 0;
  },
});

/** The learner's calls in all accounts of a place, oldest first. */
export async function pastEvents({ backend, accounts, since }: Place): Promise<readonly ApiEvent[]> {
  const lists = await Promise.all(Object.entries(accounts).map(([name, id]) => backend.events(id, since[name] ?? 0)));
  return lists.flat().toSorted((a, b) => a.time.localeCompare(b.time) || a.seq - b.seq);
}
