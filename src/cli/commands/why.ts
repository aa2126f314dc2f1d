import { SeclabError } from '../../aws/seclab-error.ts';
import type { ApiEvent } from '../../iam/event.ts';
import { defineCommand } from '../command.ts';
import { openPlace, type Place } from '../place.ts';
import { explanationText } from '../print/explanation.ts';
import { isDenied } from '../print/event.ts';
import { pastEvents } from './events.ts';

/** `seclab why [EVENT]` */
export default defineCommand<{ playground?: true }>({
  syntax: (command) =>
    command
      .argument('[event]', 'number or id of a call, as `seclab events` lists it; default: the last that was refused')
      .option('--playground', 'a call of the playground, also while a lab is started'),
  async run(context, [asked], { playground }) {
    const place = await openPlace(context, playground ? 'playground' : undefined);
    const event = choose(place, await pastEvents(place), asked);
    if (event === undefined) {
      context.print(`No call in ${place.label} was refused so far.`);
      return 0;
    }
    const { explain, parsePrincipal } = await import('../../iam/index.ts');
    context.print(explanationText(event, explain, parsePrincipal));
    return 0;
  },
});

function choose(place: Place, events: readonly ApiEvent[], asked: string | undefined): ApiEvent | undefined {
  if (asked === undefined) return events.findLast(isDenied);
  const found = events.findLast(({ id, seq }) => id === asked || String(seq) === asked);
  if (found === undefined)
    throw new SeclabError('event.unknown', `There is no call ${asked} in ${place.label}: \`seclab events\` lists them.`);
  return found;
}
