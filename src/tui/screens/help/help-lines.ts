import { fitText } from '../../text/fit.ts';
import { blank, line, span, type Line } from '../../text/line.ts';
import { wrap } from '../../text/wrap.ts';
import { bindingsOf, type Scope } from '../../keys/table.ts';

const KEY_COLUMNS = 16;

const PLACES = [
  ['home', 'All labs'],
  ['lab', 'In a lab'],
  ['activity', 'In the activity'],
  ['reading', 'On a page to read'],
  ['waiting', 'While something runs'],
] as const satisfies readonly (readonly [Scope, string])[];

/** All keys by place, those of the place where `?` was pressed first. */
export function helpLines(here: Scope, width: number): Line[] {
  const places = [...PLACES].toSorted(([a], [b]) => Number(b === here) - Number(a === here));
  return places.flatMap(([scope, title], index) => [...(index > 0 ? [blank] : []), line(title, 'heading'), ...keyLines(scope, width)]);
}

function keyLines(scope: Scope, width: number): Line[] {
  return bindingsOf(scope).flatMap(([, { keys, help }]) => {
    const names = keys.join(', ');
    const label = width === Infinity ? `${names}: ` : `${fitText(names, KEY_COLUMNS)} `;
    return wrap([span(help)], width, { first: [span(label, 'key')], hang: KEY_COLUMNS + 1 });
  });
}
