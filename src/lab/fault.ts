import { SeclabError } from '../aws/seclab-error.ts';

/** Something wrong in a lab's folder, named so that its author finds it. */
export interface Fault {
  /** Relative to the lab's folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly problem: string;
  readonly mend: string;
}

/** `steps/trust.md:4: There is no hint. Mend: ...` */
export function faultLine({ file, line, problem, mend }: Fault): string {
  return `${file}:${line}: ${problem} Mend: ${mend}`;
}

export function badLab(folder: string, faults: readonly Fault[]): SeclabError {
  const list = faults.map((fault) => `  ${faultLine(fault)}`).join('\n');
  return new SeclabError(
    'lab.invalid',
    `The lab in ${folder} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${list}`,
  );
}
