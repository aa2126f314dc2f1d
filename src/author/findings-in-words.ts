import type { StepResult } from '../lab/index.ts';

/** What a learner would read of a result that is not a pass, a text for each finding. */
export function failedFindings({ findings }: StepResult): readonly string[] {
  return findings
    .filter(({ ok }) => !ok)
    .map(({ lookedFor, found, why }) => [lookedFor, found, why].filter((text) => text !== '').join(' '));
}
