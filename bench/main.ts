import { authorisedCall } from './authorised-call.ts';
import { decisions, growth } from './decisions.ts';
import { firstFrame } from './first-frame.ts';
import { greenStep } from './green-step.ts';
import { type Figure, meets } from './measure.ts';
import { sandboxReady } from './sandbox-ready.ts';
import { fullSweep } from './sweep.ts';

const FIGURES = { firstFrame, sandboxReady, authorisedCall, decisions, fullSweep, growth, greenStep } satisfies Record<
  string,
  () => Figure | Promise<Figure>
>;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(FIGURES, name));
if (unknown.length > 0) {
  console.error(`Expected some of ${Object.keys(FIGURES).join(', ')}, got ${unknown.join(', ')}.`);
  process.exit(2);
}

let worst = 0;
for (const [name, measure] of Object.entries(FIGURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const figure = await measure();
  console.log(line(figure));
  if (!meets(figure, 2)) worst = 1;
}
process.exitCode = worst;

function line(figure: Figure): string {
  const { name, value, reference, measured, unit, target, bound } = figure;
  const got = unit === '/s' ? measured.toFixed(0) : measured.toFixed(2);
  const sides = unit === 'x' ? `${value} / ${reference}` : reference === '-' ? '' : reference;
  const word = meets(figure) ? 'ok' : 'over the target';
  return `${name.padEnd(58)} ${`${got} ${unit}`.padStart(12)}  (at ${bound} ${target} ${unit})  ${word.padEnd(16)} ${sides}`;
}
