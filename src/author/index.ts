/** What the author of a lab uses. `docs/labs.md` describes the format. */

export { lintLab } from './lint.ts';
export type { AttemptProof, MutantProof, Proof, SolutionProof, UntouchedProof } from './proof.ts';
export { proveLab, type ProveOptions } from './prove.ts';
