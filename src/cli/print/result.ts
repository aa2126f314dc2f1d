import type { Finding } from '../../check/types.ts';
import type { Run, StepResult } from '../../lab/types.ts';
import { markdownText } from './markdown.ts';
import { columns, indent, STATE_WORDS } from './words.ts';
import { textWidth, wrapText } from './wrap.ts';

const SHOWN = 5;
const DETAIL_INDENT = 2;

/** The results of a check, with what was found in those steps that did not pass, a word on those that passed now, and what to do next. */
export function resultsText(run: Run, results: readonly StepResult[], passedBefore: ReadonlySet<string>): string {
  const rows = results.map(({ step, result }) => [STATE_WORDS[result], step, titleOf(run, step, result)]);
  const details = results.filter(({ result }) => result === 'failed' || result === 'unable').map(detailText);
  const fresh = run.lab.steps.filter(
    ({ id }) => !passedBefore.has(id) && results.some(({ step, result }) => step === id && result === 'passed'),
  );
  const afterwards = fresh.map(
    ({ id, afterwards: text }) => `${id}:\n${indent(markdownText(run.text(text), textWidth() - DETAIL_INDENT))}`,
  );
  return [columns(rows), ...details, ...afterwards, nextText(run, results)].join('\n\n');
}

function titleOf({ lab }: Run, id: string, result: StepResult['result']): string {
  const { title = '', after = [] } = lab.steps.find((step) => step.id === id) ?? {};
  return result === 'blocked' ? `${title} (after ${after.join(', ')})` : title;
}

function detailText({ step, result, findings, decidedBy }: StepResult): string {
  const told = findings.filter(({ ok }) => !ok || result === 'unable').map(findingText);
  const by = decidedBy.map(({ policy, attachedTo, index, effect }) => `${effect} in statement ${index + 1} of ${policy} (${attachedTo})`);
  const decided = by.length === 0 ? [] : [indent(columns(firstRows('decided by', [...new Set(by)]), textWidth() - DETAIL_INDENT))];
  return [`${step}:`, [...told, ...decided].join('\n\n')].join('\n');
}

function findingText({ lookedFor, found, why, evidence }: Finding): string {
  const rows = [['looked for', lookedFor], ['found', found], ['why', why], ...firstRows('evidence', evidence)];
  const told = rows.filter(([, text]) => text !== '');
  return indent(columns(told, textWidth() - DETAIL_INDENT));
}

/** A sweep has hundreds of lines: the first ones say what kind they are. */
function firstRows(label: string, lines: readonly string[]): string[][] {
  const more = lines.length - SHOWN;
  const shown = more > 1 ? [...lines.slice(0, SHOWN), `... and ${more} more (\`seclab check --json\` has all)`] : lines;
  return shown.map((line, index) => [index === 0 ? label : '', line]);
}

function nextText(run: Run, results: readonly StepResult[]): string {
  if (results.some(({ result }) => result === 'unable'))
    return wrapText('What could not be checked does not count. `seclab doctor` looks for the cause.');
  const { current } = run.state();
  if (current === undefined)
    return wrapText('All steps have passed. `seclab show` says what differs on real AWS, `seclab list` what is next.');
  const failed = results.find(({ result }) => result === 'failed');
  if (failed !== undefined)
    return wrapText(`Next: \`seclab show ${failed.step}\` says what is asked, \`seclab hint ${failed.step}\` helps.`);
  return wrapText(`Next: \`seclab show\` says what ${current} asks.`);
}
