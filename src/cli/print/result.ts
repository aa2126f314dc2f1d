import type { Finding } from '../../check/types.ts';
import type { Lab, StepResult } from '../../lab/types.ts';
import { columns, indent, STATE_WORDS } from './words.ts';

/** The results of a check, with what was found in those steps that did not pass. */
export function resultsText(lab: Lab, results: readonly StepResult[]): string {
  const rows = results.map(({ step, result }) => [STATE_WORDS[result], step, lab.steps.find(({ id }) => id === step)?.title ?? '']);
  const details = results.filter(({ result }) => result === 'failed' || result === 'unable').map(detailText);
  return [columns(rows), ...details].join('\n\n');
}

function detailText({ step, result, findings, decidedBy }: StepResult): string {
  const told = findings.filter(({ ok }) => !ok || result === 'unable').map(findingText);
  const by = decidedBy.map(({ policy, attachedTo, index, effect }) => `${effect} in statement ${index + 1} of ${policy} (${attachedTo})`);
  return [`${step}:`, ...told, ...(by.length === 0 ? [] : [indent(`decided by\n${indent(by.join('\n'))}`)])].join('\n');
}

function findingText({ lookedFor, found, why, evidence }: Finding): string {
  const rows = [
    ['looked for', lookedFor],
    ['found', found],
    ['why', why],
    ...evidence.map((line, index) => [index === 0 ? 'evidence' : '', line]),
  ];
  return indent(`${columns(rows.filter(([, text]) => text !== ''))}\n`);
}
