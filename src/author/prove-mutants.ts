import type { Backend } from '../backend/types.ts';
import type { Lab } from '../lab/index.ts';
import { freeOfOrder } from './free-of-order.ts';
import { mutationsOf } from './mutations.ts';
import type { Solution } from './pages.ts';
import { readPolicySlots } from './policy-slots.ts';
import type { MutantProof } from './proof.ts';
import type { Rehearse } from './rehearsal.ts';
import { differingRequest } from './differing-request.ts';
import { checkersClients } from './snapshot.ts';

/**
 * Plays a solution, then changes one statement of one of its policies at a time, through the API: some step must then fail.
 */
export async function proveMutants(rehearse: Rehearse, lab: Lab, backend: Backend, solution: Solution): Promise<MutantProof> {
  return rehearse(async (rehearsal) => {
    const account = rehearsal.run.accounts['main'] ?? '';
    const aws = await checkersClients(backend, account);
    const untouched = new Map((await readPolicySlots(aws)).map((slot) => [slot.name, slot.source]));
    for (const { id } of lab.steps) await rehearsal.play(solution.steps.get(id) ?? []);

    let killed = 0;
    let equivalent = 0;
    const survived: { policy: string; change: string; difference: string }[] = [];
    const written = (await readPolicySlots(aws)).filter((slot) => untouched.get(slot.name) !== slot.source);
    for (const slot of written) {
      for (const { change, source } of mutationsOf(slot.source)) {
        if (!(await slot.write(source))) {
          equivalent++;
          continue;
        }
        const results = await rehearsal.run.check();
        if (results.some(({ result }) => result === 'failed')) {
          killed++;
          continue;
        }
        const difference = await differingRequest(rehearsal.run, backend, slot, source);
        if (difference === undefined) equivalent++;
        else survived.push({ policy: slot.name, change, difference });
      }
      await slot.write(slot.source);
    }
    return { killed, equivalent, survived };
  }, freeOfOrder);
}
