const COST_OF_HINT = 0.1;
const COST_OF_ANSWER = 0.5;

/**
 * Points of a step that passed: each hint that was read before costs a tenth of them, the answer (the last rung) half, and a step
 * whose solution was replayed earns none. Failed checks cost nothing.
 */
export function scoreOf({
  points,
  rungs,
  hintsRead,
  skipped,
}: {
  points: number;
  rungs: number;
  hintsRead: number;
  skipped: boolean;
}): number {
  if (skipped) return 0;
  const answer = rungs > 0 && hintsRead >= rungs ? 1 : 0;
  const cost = (hintsRead - answer) * COST_OF_HINT + answer * COST_OF_ANSWER;
  return Math.max(0, Math.round(points * (1 - cost)));
}
