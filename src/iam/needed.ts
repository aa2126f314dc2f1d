import { applyChanges } from './change.ts';
import { evaluate } from './evaluate.ts';
import { placeOf } from './change-options.ts';
import type { AccessRequest, PoliciesInForce, StatementRef } from './types.ts';

/** Of an allowed request: every statement without which it would be denied, in AWS's order of layers. */
export function neededStatements(request: AccessRequest, policies: PoliciesInForce): readonly StatementRef[] {
  const decision = evaluate(request, policies);
  if (decision.outcome !== 'allowed') return [];
  const allowing = decision.layers.flatMap(({ verdict, by }) => (verdict === 'allow' ? by : []));
  return allowing.filter((ref) => {
    const without = applyChanges({ request, policies }, [{ ...placeOf(ref), element: 'Statement', remove: true }]);
    return evaluate(without.request, without.policies).outcome !== 'allowed';
  });
}
