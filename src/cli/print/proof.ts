import type { AttemptProof, Proof } from '../../author/index.ts';
import { count, indent } from './words.ts';

/** What was proven of a lab, and all that was not. */
export function proofText({ lab, backend, untouched, solutions, mistakes, attempts, mutants, ok }: Proof): string {
  const { killed, equivalent, survived } = mutants;
  const counts = [
    count(solutions.length, 'solution'),
    count(mistakes.length, 'mistake'),
    ...(attempts.length === 0 ? [] : [count(attempts.length, 'attempt')]),
    `${count(killed, 'mutant')} killed, ${equivalent} equivalent, ${survived.length} survived`,
  ];
  const failures = [
    ...untouched.steps.filter((step) => !step.ok).map(({ step, result, problem }) => `untouched, ${step}: ${problem ?? result}`),
    ...solutions.flatMap(({ name, steps, problem }) => [
      ...steps.filter((step) => !step.ok).map(({ step, problem: why }) => `solution ${name}, ${step}: ${why ?? 'does not pass'}`),
      ...(problem === undefined ? [] : [`solution ${name}: ${problem}`]),
    ]),
    ...mistakes.filter((mistake) => !mistake.ok).map((mistake) => attemptLine('mistake', mistake)),
    ...attempts.filter((attempt) => !attempt.ok).map((attempt) => attemptLine('attempt', attempt)),
    ...survived.map(({ policy, change }) => `mutant of ${policy}: ${change}`),
  ];
  const head = `${ok ? '✓ proven' : '✗ not proven'}  ${lab} on ${backend}: ${counts.join(', ')}`;
  return [head, ...failures.map((line) => indent(line))].join('\n');
}

function attemptLine(kind: string, { name, step, expect, result, problem, findings }: AttemptProof): string {
  const why = problem ?? `expected ${expect}, got ${result ?? 'no result'}`;
  return [`${kind} ${name}, ${step}: ${why}`, ...findings.map((finding) => indent(finding))].join('\n');
}
