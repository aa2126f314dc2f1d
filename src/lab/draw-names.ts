import { replaceNames } from '../check/names.ts';
import type { Lab } from './types.ts';

/**
 * Draws the names of a run: `lab-photos` becomes `lab-photos-7f3a`. A name that begins with another one keeps doing so, so that
 * `lab-photos-backup` becomes `lab-photos-7f3a-backup`. `suffix` is what is drawn.
 */
export function drawNames(lab: Pick<Lab, 'names'>, suffix: string): Record<string, string> {
  const written = Object.values(lab.names).toSorted((a, b) => a.length - b.length);
  const drawn: Record<string, string> = {};
  for (const name of written) {
    const longer = replaceNames(name, drawn);
    drawn[name] = longer === name ? `${name}-${suffix}` : longer;
  }
  return drawn;
}

/** What the shell of a run is given: `PHOTOS=lab-photos-7f3a`, `MAIN=123456789012`. */
export function variablesOf(lab: Pick<Lab, 'names'>, drawn: Readonly<Record<string, string>>, accounts: Readonly<Record<string, string>>) {
  const names = Object.entries(lab.names).map(([variable, written]) => [variable, drawn[written] ?? written] as const);
  const numbers = Object.entries(accounts).map(([name, number]) => [name.toUpperCase(), number] as const);
  return Object.fromEntries([...numbers, ...names]);
}
