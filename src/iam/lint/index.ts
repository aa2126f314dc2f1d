import { locate, placesOf } from '../json-places.ts';
import { parsePolicy } from '../parse-policy.ts';
import { PolicyError } from '../policy-error.ts';
import { policySizeFault } from '../policy-size.ts';
import type { PolicyDocument, PolicyKind } from '../types.ts';
import { actionRule } from './actions.ts';
import { conditionRule } from './conditions.ts';
import { escalationRule } from './escalation.ts';
import { keyRule } from './keys.ts';
import { principalRule } from './principals.ts';
import { resourceRule } from './resources.ts';
import { type LintFinding, PAGES, type Rule, type Subject } from './types.ts';
import { wildcardRule } from './wildcards.ts';

export type { LintFinding } from './types.ts';

/**
 * What is wrong with a policy, or risky in it: where it would be refused, does not do what it says, or grants more than it seems to. The
 * gravest first, then as they stand in the text.
 */
export function lintPolicy(text: string, kind: PolicyKind): readonly LintFinding[] {
  const found = findingsOf(text, kind);
  const places = placesOf(text);
  const placed = found.map((finding) => ({ ...finding, ...locate(text, places, finding.path) }));
  return placed.toSorted(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
      (one.line ?? 0) - (other.line ?? 0) ||
      (one.column ?? 0) - (other.column ?? 0),
  );
}

const SEVERITIES: readonly LintFinding['severity'][] = ['error', 'warning', 'note'];
const RULES: readonly Rule[] = [actionRule, resourceRule, keyRule, conditionRule, principalRule, wildcardRule, escalationRule];

function findingsOf(text: string, kind: PolicyKind): readonly LintFinding[] {
  const fault = policySizeFault(text, kind);
  const tooLong: LintFinding[] =
    fault === undefined
      ? []
      : [
          {
            rule: 'too-long',
            severity: 'error',
            path: '',
            what: `AWS takes at most ${fault.limit} characters of such a policy, and this one has ${fault.size}: ${fault.awsMessage}.`,
            mend: 'Split it, or use wildcards where they grant no more.',
            page: PAGES.quotas,
          },
        ];
  try {
    const subject = subjectOf(parsePolicy(text, kind), kind, placesOf(text).has('Statement[0]'));
    return [...tooLong, ...RULES.flatMap((rule) => rule(subject))];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const { path, message, awsMessage } = error;
    return [
      ...tooLong,
      { rule: 'refused', severity: 'error', path, what: `${message}.`, mend: `AWS refuses it: ${awsMessage}`, page: PAGES.grammar },
    ];
  }
}

function subjectOf(document: PolicyDocument, kind: PolicyKind, isListed: boolean): Subject {
  const statements = document.statements.map((statement) => ({
    statement,
    path: isListed ? `Statement[${statement.index}]` : 'Statement',
  }));
  return { document, kind, statements };
}
