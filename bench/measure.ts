/** One line of the bench: what was measured, beside its reference in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly reference: string;
  /** What is compared with the target: a ratio, or a figure of its own. */
  readonly measured: number;
  readonly unit: string;
  readonly target: number;
  /** `most`: the measured may be at most the target. `least`: at least. */
  readonly bound: 'most' | 'least';
}

export const ROUNDS = 7;

/** Runs both in turn, so that a slow moment of the machine hits them alike; gives their medians. */
export async function inTurn(one: () => Promise<number>, other: () => Promise<number>, rounds = ROUNDS): Promise<[number, number]> {
  const [ones, others]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ones.push(await one());
    others.push(await other());
  }
  return [median(ones), median(others)];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('A median needs at least one value.');
  return middle;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function milliseconds(value: number): string {
  return value < 10 ? `${value.toFixed(2)} ms` : `${value.toFixed(0)} ms`;
}

/** A figure that is a ratio of two times. */
export function ratio(name: string, [value, reference]: readonly [number, number], target: number): Figure {
  return {
    name,
    value: milliseconds(value),
    reference: milliseconds(reference),
    measured: value / reference,
    unit: 'x',
    target,
    bound: 'most',
  };
}

export function meets({ measured, target, bound }: Figure, slack = 1): boolean {
  return bound === 'most' ? measured <= target * slack : measured >= target / slack;
}
