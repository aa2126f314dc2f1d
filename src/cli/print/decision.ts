import type { Decision, Explanation, StatementRef } from '../../iam/types.ts';
import { sections } from './explanation.ts';
import { indent } from './words.ts';

/** A decision as it is explained: its headline, the layers, what came close, the whole change; for an allowance what it needs. */
export function decisionText(explanation: Explanation): string {
  const { needed } = explanation;
  const needs =
    needed.length === 0 ? [] : ['', 'Without one of these it would be denied', ...needed.map((ref) => indent(statementName(ref)))];
  return [...sections(explanation), ...needs].join('\n');
}

/** Through what a request is allowed: the statements, or the layer where there are none. */
export function throughText({ layer, matched }: Decision): string {
  if (matched.length > 0) return `through ${matched.map(statementName).join(' and ')}`;
  return layer === 'none' ? 'without a policy' : `through ${layer}`;
}

export function statementName({ policy, attachedTo, index, sid }: StatementRef): string {
  return `statement ${index + 1}${sid === undefined || sid === '' ? '' : ` (${sid})`} of ${policy} of ${attachedTo}`;
}
