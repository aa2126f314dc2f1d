import { createHmac } from 'node:crypto';

const OPEN = '\u27EA';
const CLOSE = '\u27EB';
const MARKED = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, 'g');

/** Marks a name that is made when a check runs, since checks are written before there is a run. */
export function freshName(stem: string): string {
  return `${OPEN}${stem}${CLOSE}`;
}

/** Does a text hold a name that is made when the check runs? Nothing of an account can be called so. */
export function isFresh(text: string): boolean {
  return text.includes(OPEN);
}

/** Names of one run: made ones from its seed, drawn ones from its table. */
export interface RunNames {
  /** A made name: the same for the same stem in one run. */
  made(stem: string): string;
  /** Puts the run's names into a text. */
  in(text: string): string;
}

/** Gives the names of a run. `drawn` maps what a lab writes to what was drawn; both sides may stand in a text. */
export function namesOfRun(seed: string, drawn: Readonly<Record<string, string>>): RunNames {
  const made = (stem: string) => `${stem === '' ? '' : `${stem.replace(/-$/, '')}-`}${digest(seed, stem)}`;
  return {
    made,
    in: (text) =>
      replaceNames(
        text.replaceAll(MARKED, (_, stem: string) => made(stem)),
        drawn,
      ),
  };
}

/**
 * Replaces written names by drawn ones, whole words only: `lab-photos` in `lab-photos-backup` counts as a word, in
 * `my-lab-photos` or `lab-photoshop` it does not. A name that is drawn already stays.
 */
export function replaceNames(text: string, drawn: Readonly<Record<string, string>>): string {
  const table = new Map<string, string>();
  for (const to of Object.values(drawn)) table.set(to, to);
  for (const [written, to] of Object.entries(drawn)) if (!table.has(written)) table.set(written, to);
  if (table.size === 0) return text;
  const longestFirst = [...table.keys()].toSorted((a, b) => b.length - a.length).map(escape);
  const words = new RegExp(`(?<![A-Za-z0-9-])(?:${longestFirst.join('|')})(?![A-Za-z0-9])`, 'g');
  return text.replaceAll(words, (word) => table.get(word) ?? word);
}

/** Six characters that a learner cannot foresee. */
function digest(seed: string, stem: string): string {
  const hex = createHmac('sha256', seed).update(stem).digest('hex');
  return BigInt(`0x${hex.slice(0, 16)}`)
    .toString(36)
    .slice(-6)
    .padStart(6, '0');
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
