import type { Lab } from '../lab/index.ts';

/** The lab with every step graded, whatever has passed before it. */
export function freeOfOrder(lab: Lab): Lab {
  return { ...lab, steps: lab.steps.map((step) => ({ ...step, after: [] })) };
}
