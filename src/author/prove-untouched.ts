import type { UntouchedProof } from './proof.ts';
import { freeOfOrder } from './free-of-order.ts';
import type { Rehearse } from './rehearsal.ts';
import { failedFindings } from './findings-in-words.ts';

/** Checks every step of the lab as its set-up leaves it, whatever comes before the step: none may pass, and none be `unable`. */
export async function proveUntouched(rehearse: Rehearse): Promise<UntouchedProof> {
  return rehearse(async ({ run }) => {
    const results = await run.check();
    const steps = results.map((result) => {
      const ok = result.result === 'failed';
      const problem =
        result.result === 'passed'
          ? 'It passes without any work: the set-up provides it, or nothing is asked.'
          : failedFindings(result).join('\n');
      return { step: result.step, result: result.result, ok, ...(ok ? {} : { problem }) };
    });
    return { ok: steps.every(({ ok }) => ok), steps };
  }, freeOfOrder);
}
