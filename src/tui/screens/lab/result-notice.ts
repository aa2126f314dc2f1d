import { count } from '../../components/count.ts';
import type { Lab, StepResult } from '../../../lab/types.ts';
import { nameOf, type Notice } from './run-view.ts';

/** What a check that the learner asked for came to, in one sentence. */
export function resultNotice(lab: Lab, results: readonly StepResult[]): Notice | undefined {
  const [only] = results;
  if (only === undefined) return undefined;
  if (results.length > 1) return summary(results);
  const name = nameOf(lab, only.step);
  switch (only.result) {
    case 'passed':
      return { tone: 'success', text: `✓ ${name} has passed.` };
    case 'failed':
      return {
        tone: 'failure',
        text: `✗ ${name} is not there yet: ${count(only.findings.filter(({ ok }) => !ok).length, 'thing')} missing.`,
      };
    case 'blocked':
      return { tone: 'quiet', text: `∙ ${name} waits for a step before it.` };
    case 'unable':
      return { tone: 'error', text: `? The check could not tell: ${only.findings[0]?.found ?? 'no reason was given'}` };
  }
}

function summary(results: readonly StepResult[]): Notice {
  const passed = results.filter(({ result }) => result === 'passed').length;
  const tone = passed === results.length ? 'success' : 'failure';
  return { tone, text: `${tone === 'success' ? '✓' : '✗'} ${passed} of ${count(results.length, 'step')} passed.` };
}
